-- Locks flags of one project until the end of the transaction and returns them with what their changes depend on, or NULL
-- if there is no such project. With `wait` it waits for whoever holds one of them; without, it leaves that one out. Flags
-- beyond `max_bytes`, in the order of `flag_keys` and but for the first, are locked and not returned: their keys are in `later`.
--
-- Everybody who locks several flags does it here, in the order of their ids, so that nobody waits in a circle.
--
-- These are separate statements: one that waited for a lock would read the environments as they were before it waited, and
-- miss that one of them asks for approvals by now. The advisory lock of the project's approval rules is shared by the
-- changes of its flags. updateEnvironment takes it alone, so that after its answer no flag is changed by the rules from
-- before.
--
-- Plans are made once, and do not scan; see schedule_job.
CREATE OR REPLACE FUNCTION lock_flags(project_key text, flag_keys text[], wait boolean, max_bytes bigint)
RETURNS json LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
  project text;
  locked text[];
BEGIN
  SELECT p.id INTO project FROM projects p WHERE p.key = project_key;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  IF wait THEN
    locked := ARRAY(SELECT f.id FROM flags f WHERE f.project_id = project AND f.key = ANY (flag_keys)
      ORDER BY f.id FOR UPDATE);
  ELSE
    locked := ARRAY(SELECT f.id FROM flags f WHERE f.project_id = project AND f.key = ANY (flag_keys)
      ORDER BY f.id FOR UPDATE SKIP LOCKED);
  END IF;
  PERFORM pg_advisory_xact_lock_shared(hashtextextended('approval rules of ' || project, 0));
  RETURN stored_flags(project, locked, flag_keys, max_bytes);
END
$$;
