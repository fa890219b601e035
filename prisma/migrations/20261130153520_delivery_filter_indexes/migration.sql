-- A delivery enters these with its first attempt, its first failure or its target, and most enter few of them.
CREATE INDEX "deliveries_response_status_idx" ON "deliveries" ("project_id", "last_response_status", "id")
  WHERE "last_response_status" IS NOT NULL;
CREATE INDEX "deliveries_error_class_idx" ON "deliveries" ("project_id", "last_error_class", "id")
  WHERE "last_error_class" IS NOT NULL;
CREATE INDEX "deliveries_target_idx" ON "deliveries" ("project_id", "target", "id") WHERE "target" <> '';
CREATE INDEX "deliveries_test_idx" ON "deliveries" ("project_id", "id") WHERE "sequence" IS NULL;
