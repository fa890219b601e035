-- The newest change of a flag in an environment. Only changes are about one.
CREATE INDEX "events_flag_environment_idx" ON "events" ("flag_id", "environment_id", "sequence")
  WHERE "type" = 'FLAG_UPDATED' AND "environment_id" IS NOT NULL;
