-- Each migration is a transaction, and an index in one of its own keeps the table locked against writes only while it is built.
CREATE INDEX "events_project_id_environment_id_sequence_idx" ON "events"("project_id", "environment_id", "sequence");
