-- Claims deliveries for one worker, as many as the limits of their integrations allow. A line is what is due for one
-- target of one integration. `asked` are deliveries that have just come due; `integration_ids` and `targets`, side by
-- side, are lines to look at again. `room` is how many the worker takes, `limits` what the providers allow: by provider
-- {"inFlight", "inFlightPerTarget", "perSecond"}. Those who may not go yet stay in line, and `look_again_at` says when the next one may.
--
-- One caller at a time for each integration, so that what it counts is true. Every statement below sees what was
-- committed before the lock was taken. A line that is full costs next to nothing here: there may be many, looked at often.
CREATE OR REPLACE FUNCTION claim_deliveries(
  asked text[], integration_ids text[], targets text[], present timestamptz, lease_end timestamptz, room int, limits jsonb
) RETURNS TABLE (integration_id text, target text, look_again_at timestamptz, delivery_id text)
LANGUAGE plpgsql ROWS 20 SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
  line record;
  -- Of the same integration, by lines before this one.
  taken_before int := 0;
  previous text;
  -- How many requests may go in one second after a pause.
  burst numeric;
  paid timestamptz;
  allowed int;
  is_probe boolean;
  -- The priorities that may go: see src/deliveries/priority.ts.
  priorities int[];
  chosen text[];
  taken int;
  looks timestamptz[] := '{}';
  look_ids text[] := '{}';
  look_targets text[] := '{}';
BEGIN
  -- Found too early, when the worker's clock is behind the database's. The wait is counted on the database's clock, so
  -- that nobody spins until the clocks agree.
  PERFORM schedule_job('deliver', json_build_object('deliveryId', d.id), 'deliver:' || d.id,
    clock_timestamp() + (d.next_attempt_at - present), d.priority)
  FROM deliveries d
  WHERE d.id = ANY (asked) AND d.status = 'PENDING' AND d.next_attempt_at > present AND d.trigger <> 'MANUAL';

  PERFORM pg_advisory_xact_lock(4720, number)
  FROM (
    SELECT hashtext(id) AS number FROM unnest(integration_ids) AS id
    UNION
    SELECT hashtext(d.integration_id) FROM deliveries d WHERE d.id = ANY (asked) AND d.status = 'PENDING'
    ORDER BY number
  ) AS locks;

  FOR line IN
    SELECT l.integration_id, l.target, l.due, l.by_hand, i.enabled, i.probe_at, r.paid_until,
      i.consecutive_failures >= (limits -> 'circuit' -> 'opensAfter')::int AS is_open,
      coalesce((limits -> i.provider -> 'inFlight')::int, 1)
        - (SELECT count(*) FROM deliveries s WHERE s.integration_id = i.id AND s.status = 'SENDING') AS free,
      CASE WHEN limits -> i.provider -> 'inFlightPerTarget' IS NOT NULL THEN
        (limits -> i.provider -> 'inFlightPerTarget')::int - (SELECT count(*) FROM deliveries s
          WHERE s.integration_id = i.id AND s.target = l.target AND s.status = 'SENDING') END AS free_of_target,
      (limits -> i.provider ->> 'perSecond')::numeric AS per_second
    FROM (
      SELECT a.integration_id, a.target, array_remove(array_agg(a.id), NULL) AS due,
        count(*) FILTER (WHERE a.priority < 0) AS by_hand
      FROM (
        SELECT d.integration_id, d.target, d.id, d.priority FROM deliveries d
        WHERE d.id = ANY (asked) AND d.status = 'PENDING' AND (d.next_attempt_at <= present OR d.trigger = 'MANUAL')
        UNION ALL
        SELECT w.integration_id, w.target, NULL, NULL FROM unnest(integration_ids, targets) AS w (integration_id, target)
      ) AS a GROUP BY a.integration_id, a.target
    ) AS l
    JOIN integrations i ON i.id = l.integration_id
    LEFT JOIN rate_limits r ON r.integration_id = l.integration_id AND r.target = l.target
    ORDER BY l.integration_id, l.target
  LOOP
    IF line.integration_id IS DISTINCT FROM previous THEN
      previous := line.integration_id;
      taken_before := 0;
    END IF;
    -- What is left of a disabled integration is claimed only to be cancelled.
    is_probe := line.enabled AND line.is_open AND coalesce(line.probe_at <= present, true);
    allowed := least(room,
      CASE WHEN NOT line.enabled THEN room WHEN is_probe THEN 1 ELSE line.free - taken_before END);
    allowed := greatest(allowed, line.by_hand);
    -- Not even by hand: what shows the present state must not be overtaken by what showed an older one.
    IF line.enabled AND line.free_of_target IS NOT NULL THEN
      allowed := least(allowed, line.free_of_target);
    END IF;
    IF line.per_second IS NOT NULL THEN
      paid := greatest(coalesce(line.paid_until, present), present);
      burst := greatest(line.per_second, 1);
      allowed := least(allowed, floor(burst - extract(epoch FROM paid - present) * line.per_second));
    END IF;
    priorities := CASE WHEN line.enabled AND line.is_open AND NOT is_probe THEN '{-10,10}' ELSE '{-10,0,10,20}' END;

    chosen := NULL;
    IF allowed > 0 THEN
      SELECT array_agg(c.id) INTO chosen FROM (
        SELECT n.id FROM (
          SELECT d.id, d.priority, d.next_attempt_at FROM deliveries d
          WHERE d.id = ANY (line.due) AND d.priority = ANY (priorities) AND d.waiting_since IS NULL
          UNION ALL
          SELECT w.id, p.priority, w.next_attempt_at FROM unnest(priorities) AS p (priority), LATERAL (
            SELECT d.id, d.next_attempt_at FROM deliveries d
            WHERE d.integration_id = line.integration_id AND d.target = line.target AND d.priority = p.priority
              AND d.status = 'PENDING' AND d.waiting_since IS NOT NULL
            ORDER BY d.next_attempt_at, d.id LIMIT allowed
          ) AS w
        ) AS n ORDER BY n.priority, n.next_attempt_at, n.id LIMIT allowed
      ) AS c;
    END IF;
    taken := 0;
    IF chosen IS NOT NULL THEN
      FOR delivery_id IN
        UPDATE deliveries d SET status = 'SENDING', claim = d.claim + 1, lease_until = lease_end, waiting_since = NULL,
          updated_at = clock_timestamp()
        WHERE d.id = ANY (chosen) AND d.status = 'PENDING'
        RETURNING d.id
      LOOP
        taken := taken + 1;
        integration_id := line.integration_id;
        target := line.target;
        look_again_at := NULL;
        RETURN NEXT;
      END LOOP;
      room := room - taken;
      taken_before := taken_before + taken;
      IF taken > 0 AND line.per_second IS NOT NULL THEN
        paid := paid + make_interval(secs => (taken / line.per_second)::double precision);
        INSERT INTO rate_limits AS r (integration_id, target, paid_until) VALUES (line.integration_id, line.target, paid)
        ON CONFLICT (integration_id, target) DO UPDATE SET paid_until = excluded.paid_until;
      END IF;
      IF taken > 0 AND is_probe THEN
        line.probe_at := present + make_interval(secs => (limits -> 'circuit' -> 'probeSeconds')::double precision);
        UPDATE integrations i SET probe_at = line.probe_at WHERE i.id = line.integration_id;
      END IF;
    END IF;

    look_ids := look_ids || line.integration_id;
    look_targets := look_targets || line.target;
    looks := looks || greatest(
      -- A slot that another worker frees is not announced.
      CASE WHEN line.enabled AND line.is_open THEN coalesce(line.probe_at, present) ELSE present + interval '1 second' END,
      CASE WHEN line.per_second IS NOT NULL THEN
        paid - make_interval(secs => ((burst - 1) / line.per_second)::double precision) END);
  END LOOP;

  UPDATE deliveries d SET waiting_since = present, updated_at = clock_timestamp()
  WHERE d.id = ANY (asked) AND d.status = 'PENDING' AND d.waiting_since IS NULL
    AND (d.next_attempt_at <= present OR d.trigger = 'MANUAL');
  RETURN QUERY
    SELECT l.integration_id, l.target, l.at, NULL::text
    FROM unnest(look_ids, look_targets, looks) AS l (integration_id, target, at)
    WHERE EXISTS (
      SELECT FROM deliveries d WHERE d.integration_id = l.integration_id AND d.target = l.target
        AND d.status = 'PENDING' AND d.waiting_since IS NOT NULL
    );
END
$$;
