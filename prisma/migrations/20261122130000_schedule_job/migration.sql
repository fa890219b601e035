-- Schedules a job in the caller's transaction. graphile_worker.add_job can answer NULL and schedule nothing when another
-- session holds the job of the same key at that moment: that must not pass for success.
CREATE FUNCTION schedule_job(identifier text, payload json, key text, run_at timestamptz DEFAULT NULL)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  scheduled bigint;
BEGIN
  FOR attempt IN 1..5 LOOP
    SELECT id INTO scheduled FROM graphile_worker.add_job(identifier, payload, run_at := run_at, job_key := key);
    IF scheduled IS NOT NULL THEN
      RETURN scheduled;
    END IF;
  END LOOP;
  RAISE EXCEPTION 'the job % (%) could not be scheduled', identifier, key;
END
$$;
