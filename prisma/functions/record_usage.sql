-- Records batches of usage: how often flags were evaluated, and what units of experiments were exposed to and did. Returns
-- the numbers of the batches that were recorded; the others were before, by whatever process. All rows name their batch by
-- its number. Runs in a transaction of its own, all or nothing.
--
-- Everybody writes the tables in this order, and the rows of each in the order of its key, so that nobody waits in a circle.
--
-- What is known of a unit does not depend on the order in which it arrives: the first exposure is the one with the smallest
-- time (of several, the variation that sorts first), and whether the unit has converted is asked when units are counted.
--
-- Plans are made once, and do not scan; see schedule_job.
CREATE OR REPLACE FUNCTION record_usage(batches json, counts json, units json, events json, recorded_at timestamptz)
RETURNS int[] LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
  recorded int[];
BEGIN
  WITH inserted AS (
    INSERT INTO usage_batches (environment_id, batch_id, received_at)
    SELECT b.environment, b.id, recorded_at
    FROM json_to_recordset(batches) AS b (environment text, id uuid)
    ORDER BY b.environment, b.id
    ON CONFLICT DO NOTHING
    RETURNING environment_id, batch_id
  )
  SELECT array_agg(b.number) INTO recorded
  FROM json_to_recordset(batches) AS b (number int, environment text, id uuid)
  JOIN inserted i ON i.environment_id = b.environment AND i.batch_id = b.id;

  INSERT INTO flag_usage AS u (flag_id, environment_id, period, starts_at, variation, evaluations)
  SELECT c.flag, c.environment, 'MINUTE', c.minute, c.variation, sum(c.count)
  FROM json_to_recordset(counts)
    AS c (batch int, flag text, environment text, minute timestamptz, variation text, count bigint)
  WHERE c.batch = ANY (recorded)
  GROUP BY c.flag, c.environment, c.minute, c.variation
  ORDER BY c.flag, c.environment, c.minute, c.variation
  ON CONFLICT (flag_id, environment_id, period, starts_at, variation)
  DO UPDATE SET evaluations = u.evaluations + excluded.evaluations;

  -- Without the condition every batch would lock a row for each of its flags, to change nothing.
  INSERT INTO flag_last_evaluations AS l (flag_id, environment_id, evaluated_at)
  SELECT n.flag, n.environment, n.at
  FROM (
    SELECT c.flag, c.environment, max(c.at) AS at
    FROM json_to_recordset(counts) AS c (batch int, flag text, environment text, at timestamptz)
    WHERE c.batch = ANY (recorded)
    GROUP BY c.flag, c.environment
  ) AS n
  WHERE NOT EXISTS (
    SELECT FROM flag_last_evaluations k
    WHERE k.flag_id = n.flag AND k.environment_id = n.environment AND k.evaluated_at > n.at - interval '1 minute'
  )
  ORDER BY n.flag, n.environment
  ON CONFLICT (flag_id, environment_id) DO UPDATE SET evaluated_at = greatest(l.evaluated_at, excluded.evaluated_at);

  INSERT INTO experiment_units AS u (experiment_id, unit, variation, exposed_at, is_mixed, last_event_at)
  SELECT n.experiment, n.unit, n.variation, n.exposed_at, n.is_mixed, n.event_at
  FROM (
    SELECT g.experiment, decode(g.unit, 'hex') AS unit,
      (array_agg(g.variation COLLATE "C" ORDER BY g.exposed_at, g.variation COLLATE "C")
        FILTER (WHERE g.variation IS NOT NULL))[1] AS variation,
      min(g.exposed_at) AS exposed_at, count(DISTINCT g.variation) > 1 AS is_mixed, max(g.event_at) AS event_at,
      bool_or(g.is_full) AS is_full
    FROM json_to_recordset(units)
      AS g (batch int, experiment text, unit text, variation text, exposed_at timestamptz, event_at timestamptz, is_full boolean)
    WHERE g.batch = ANY (recorded)
    GROUP BY g.experiment, g.unit
  ) AS n
  WHERE NOT n.is_full
    OR EXISTS (SELECT FROM experiment_units k WHERE k.experiment_id = n.experiment AND k.unit = n.unit)
  ORDER BY n.experiment, n.unit
  ON CONFLICT (experiment_id, unit) DO UPDATE SET
    variation = CASE
      WHEN excluded.variation IS NULL THEN u.variation
      WHEN u.variation IS NULL OR excluded.exposed_at < u.exposed_at THEN excluded.variation
      WHEN excluded.exposed_at = u.exposed_at THEN least(u.variation COLLATE "C", excluded.variation COLLATE "C")
      ELSE u.variation
    END,
    exposed_at = least(u.exposed_at, excluded.exposed_at),
    is_mixed = u.is_mixed OR excluded.is_mixed OR coalesce(u.variation <> excluded.variation, false),
    last_event_at = greatest(u.last_event_at, excluded.last_event_at)
  WHERE u.variation IS NULL OR excluded.exposed_at <= u.exposed_at
    OR (NOT u.is_mixed AND (excluded.is_mixed OR excluded.variation <> u.variation))
    OR (excluded.last_event_at IS NOT NULL AND u.last_event_at IS NULL) OR excluded.last_event_at > u.last_event_at;

  INSERT INTO experiment_unit_events AS e (experiment_id, unit, occurred_at, value)
  SELECT n.experiment, decode(n.unit, 'hex'), n.at, sum(n.value)
  FROM json_to_recordset(events)
    AS n (batch int, experiment text, unit text, at timestamptz, value double precision, is_full boolean)
  WHERE n.batch = ANY (recorded) AND (NOT n.is_full OR EXISTS (
    SELECT FROM experiment_units k WHERE k.experiment_id = n.experiment AND k.unit = decode(n.unit, 'hex')))
  GROUP BY n.experiment, n.unit, n.at
  ORDER BY 1, 2, 3
  ON CONFLICT (experiment_id, unit, occurred_at) DO UPDATE SET value = e.value + excluded.value;

  RETURN coalesce(recorded, '{}');
END
$$;
