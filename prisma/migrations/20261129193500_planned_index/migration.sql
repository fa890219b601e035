-- A message to a channel that people read takes along the earlier ones whose retry is still planned.
CREATE INDEX "deliveries_planned_idx" ON "deliveries" ("integration_id", "target", "sequence")
  WHERE "status" = 'PENDING' AND "queued_at" IS NULL;
