-- Without this, Postgres plans every statement inside graphile_worker.add_jobs anew at each call: it can see that the
-- array has one element, which makes such a plan look cheaper than a general one, though planning takes five times as
-- long as running it. A general plan must not scan: it is made once, when the table of jobs may be nearly empty.
ALTER FUNCTION schedule_job (text, json, text, timestamptz) SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION schedule_job (text, json, text, timestamptz) SET enable_seqscan = off;

-- Schedules the first attempts of new deliveries, for which the same holds. Answers with how many.
CREATE FUNCTION schedule_deliveries(delivery_ids text[]) RETURNS bigint LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
BEGIN
  IF delivery_ids IS NULL THEN
    -- Not even a notification: workers would look for jobs that are not there.
    RETURN 0;
  END IF;
  RETURN (
    SELECT count(*) FROM graphile_worker.add_jobs((
      SELECT array_agg(('deliver', json_build_object('deliveryId', id), NULL, NULL, NULL, 'deliver:' || id, NULL, NULL)
        ::graphile_worker.job_spec) FROM unnest(delivery_ids) AS id))
  );
END
$$;
