-- Appends events to the log of a project, in their order, and schedules the job that fans them out. Returns the sequence of
-- the last one and the environments that they are about, or NULL if there is no such project. The job waits for `job_delay`
-- seconds.
--
-- The sequences come from a counter on the project's row, which stays locked until the commit: so they have no gaps and
-- become visible in their order, which the tail relies on. The job is scheduled before the counter is taken, to hold that
-- lock for the shortest time.
--
-- Plans are made once, and do not scan; see schedule_job.
CREATE OR REPLACE FUNCTION append_events(project text, events json, job text, payload json, job_key text, job_delay int)
RETURNS json LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
  appended int := json_array_length(events);
  last int;
BEGIN
  PERFORM schedule_job(job, payload, job_key, CASE WHEN job_delay > 0 THEN now() + make_interval(secs => job_delay) END);
  UPDATE projects p SET last_sequence = p.last_sequence + appended WHERE p.id = project
    RETURNING p.last_sequence INTO last;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  INSERT INTO events (id, project_id, sequence, type, occurred_at, environment_id, flag_id, flag_key, actor, comment, payload)
    SELECT e.id, project, last - appended + e.number, e.type, e.occurred_at, e.environment_id, e.flag_id, e.flag_key,
      e.actor, e.comment, e.payload
    FROM ROWS FROM (json_to_recordset(events) AS (id text, type "EventType", occurred_at timestamptz, environment_id text,
      flag_id text, flag_key text, actor json, comment text, payload json))
      WITH ORDINALITY AS e (id, type, occurred_at, environment_id, flag_id, flag_key, actor, comment, payload, number);
  RETURN json_build_object('lastSequence', last, 'environments', (
    SELECT coalesce(json_agg(environment_json(n)), '[]')
    FROM environments n WHERE n.id IN (SELECT e->>'environment_id' FROM json_array_elements(events) AS e)
  ));
END
$$;
