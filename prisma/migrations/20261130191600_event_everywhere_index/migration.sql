-- The events that concern all environments of a project: the newest of them is part of the version of each environment.
CREATE INDEX "events_everywhere_idx" ON "events" ("project_id", "sequence") WHERE "environment_id" IS NULL;
