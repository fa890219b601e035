-- Events keep the id of their environment when it is deleted. A foreign key that sets it to NULL would read the whole log under
-- the lock that changes of flags wait for, and NULL means that an event concerns all environments.
ALTER TABLE "events" DROP CONSTRAINT IF EXISTS "events_environment_id_fkey";
