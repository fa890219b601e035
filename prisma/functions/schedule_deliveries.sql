-- Schedules the next attempts of deliveries, and returns how many. The settings are those of schedule_job.
CREATE OR REPLACE FUNCTION schedule_deliveries(delivery_ids text[]) RETURNS bigint LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
BEGIN
  IF delivery_ids IS NULL THEN
    -- Not even a notification: workers would look for jobs that are not there.
    RETURN 0;
  END IF;
  RETURN (
    SELECT count(*) FROM graphile_worker.add_jobs((
      SELECT array_agg(('deliver', json_build_object('deliveryId', id), NULL, NULL, NULL, 'deliver:' || id, priority, NULL)
        ::graphile_worker.job_spec) FROM deliveries WHERE id = ANY (delivery_ids)))
  );
END
$$;
