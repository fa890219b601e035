-- Schedules a job in the caller's transaction; jobs of smaller priority are run first. graphile_worker.add_job can answer
-- NULL and schedule nothing when another session holds the job of the same key at that moment: that must not pass for
-- success.
--
-- Without the two settings Postgres plans every statement inside graphile_worker.add_jobs anew at each call: it sees that
-- the array has one element, which makes such a plan look cheaper than a general one, though planning takes five times as
-- long as running it. A general plan must not scan: it is made once, when the table of jobs may be nearly empty.
CREATE OR REPLACE FUNCTION schedule_job(
  identifier text, payload json, key text, run_at timestamptz DEFAULT NULL, priority int DEFAULT NULL
) RETURNS bigint LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
  scheduled bigint;
BEGIN
  FOR attempt IN 1..5 LOOP
    SELECT id INTO scheduled FROM graphile_worker.add_job(
      identifier, payload, run_at := run_at, job_key := key, priority := priority);
    IF scheduled IS NOT NULL THEN
      RETURN scheduled;
    END IF;
  END LOOP;
  RAISE EXCEPTION 'the job % (%) could not be scheduled', identifier, key;
END
$$;
