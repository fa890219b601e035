-- What the last attempt came to, so that lists of deliveries can be filtered by it. A process of an earlier version does not
-- write these columns: the deliveries that it attempts during the upgrade keep what they had.
ALTER TABLE "deliveries" ADD COLUMN "last_response_status" SMALLINT,
ADD COLUMN "last_error_class" TEXT,
ADD COLUMN "last_error" TEXT;

-- Of failures only: most deliveries succeed, and a large log would take minutes to rewrite.
UPDATE "deliveries" d SET "last_response_status" = (a."response" ->> 'status')::int, "last_error_class" = a."error_class",
  "last_error" = a."error_message"
FROM "attempts" a
WHERE a."delivery_id" = d."id" AND a."number" = d."attempt_count" AND a."error_class" IS NOT NULL;

-- CreateIndex
CREATE INDEX "events_project_id_environment_id_sequence_idx" ON "events"("project_id", "environment_id", "sequence");

-- A delivery enters these with its first attempt, its first failure or its target, and most enter few of them.
CREATE INDEX "deliveries_response_status_idx" ON "deliveries" ("project_id", "last_response_status", "id")
  WHERE "last_response_status" IS NOT NULL;
CREATE INDEX "deliveries_error_class_idx" ON "deliveries" ("project_id", "last_error_class", "id")
  WHERE "last_error_class" IS NOT NULL;
CREATE INDEX "deliveries_target_idx" ON "deliveries" ("project_id", "target", "id") WHERE "target" <> '';
CREATE INDEX "deliveries_test_idx" ON "deliveries" ("project_id", "id") WHERE "sequence" IS NULL;
