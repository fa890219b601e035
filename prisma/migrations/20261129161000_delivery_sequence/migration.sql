-- Deliveries are queued in the order of their events, not by when each was fanned out.
ALTER TABLE "deliveries" ADD COLUMN "sequence" INTEGER;
UPDATE "deliveries" d SET "sequence" = e."sequence" FROM "events" e WHERE e."id" = d."event_id";

DROP INDEX "deliveries_queued_idx";
CREATE INDEX "deliveries_queued_idx" ON "deliveries" ("integration_id", "target", "priority", "sequence", "id")
  WHERE "status" = 'PENDING' AND "queued_at" IS NOT NULL;

-- Looked at every second: of a long queue, which is due as well, nothing may be read.
DROP INDEX "deliveries_due_idx";
CREATE INDEX "deliveries_due_idx" ON "deliveries" ("next_attempt_at") WHERE "status" = 'PENDING' AND "queued_at" IS NULL;

-- A fan-out reads what is left of a project, up to an event. Events that are fanned out need no index for it.
CREATE INDEX "events_to_fan_out_idx" ON "events" ("project_id", "sequence") WHERE NOT "fanned_out";

-- Their parameters or results change: the files in prisma/functions create them again.
DROP FUNCTION IF EXISTS claim_deliveries;
DROP FUNCTION IF EXISTS queues_to_claim;
