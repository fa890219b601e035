-- CreateIndex
CREATE INDEX "events_project_id_occurred_at_idx" ON "events"("project_id", "occurred_at");

-- The filter of the log by actor. The operator must be the one that src/events/log/matching-events.ts compares with.
CREATE INDEX "events_project_id_actor_id_idx" ON "events"("project_id", ("actor" ->> 'id'), "sequence");
