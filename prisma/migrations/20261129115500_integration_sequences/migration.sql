ALTER TABLE "integrations" ADD COLUMN "active_sequences" int4multirange NOT NULL DEFAULT '{}';

-- Events that are not fanned out yet go to the integrations that are enabled now, as they did before.
UPDATE "integrations" SET "active_sequences" = '{[1,)}' WHERE "enabled";
