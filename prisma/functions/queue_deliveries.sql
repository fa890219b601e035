-- Creates deliveries, queued, and marks the events of which all deliveries exist now. Run twice, it changes nothing.
-- `bodies` is a list of texts; each of `deliveries` names the number of its body, from 1, or none. Jobs with the keys `done`,
-- which wait in case a process dies before this, are removed.
--
-- Plans are made once, and do not scan; see schedule_job.
CREATE OR REPLACE FUNCTION queue_deliveries(event_ids text[], bodies json, deliveries json, done text[])
RETURNS void LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
BEGIN
  WITH body AS MATERIALIZED (
    SELECT content, number FROM json_array_elements_text(bodies) WITH ORDINALITY AS b (content, number)
  )
  INSERT INTO deliveries (id, project_id, event_id, sequence, integration_id, target, request_body, content_type,
    next_attempt_at, queued_at, created_at, updated_at)
  SELECT d.id, d.project_id, d.event_id, d.sequence, d.integration_id, d.target, b.content, d.content_type, d.now, d.now,
    d.now, clock_timestamp()
  FROM json_to_recordset(deliveries) AS d (id text, project_id text, event_id text, sequence int, integration_id text,
    target text, body_number int, content_type text, now timestamptz)
  LEFT JOIN body b ON b.number = d.body_number
  ON CONFLICT DO NOTHING;
  UPDATE events e SET fanned_out = true WHERE e.id = ANY (event_ids);
  PERFORM graphile_worker.remove_job(key) FROM unnest(done) AS key;
END
$$;
