-- Claims deliveries for one worker, as many as the limits of their integrations allow, and queues those of `due_ids` that
-- may not go yet. Returns the claimed deliveries, and the queues in which deliveries are left with the time at which the
-- worker should look at them again. For the parameters see queues_to_claim. `room` is how many requests the worker can
-- still start, and `under_way` how many it has of each project, as JSON. No project gets more than what is left free: one
-- alone uses half of a worker, so that there is room for the next one at any time. By the id of an integration, `under_way`
-- also says how many more requests that may have once its project uses a quarter of the worker; one that is not in it has
-- only its limits.
--
-- One caller at a time for each integration. Every statement after the lock sees what was committed before it was taken.
CREATE OR REPLACE FUNCTION claim_deliveries(
  due_ids text[], integration_ids text[], targets text[], present timestamptz, lease_end timestamptz, room int,
  under_way jsonb, limits jsonb, opens_after int, probe_seconds int, manual_priority int, priorities int[],
  -- Those that may go while the circuit is open.
  priorities_when_open int[]
) RETURNS TABLE (project_id text, integration_id text, target text, next_claim_at timestamptz, delivery_id text)
LANGUAGE plpgsql ROWS 20 SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
  queue record;
  allowance record;
  -- The integration of the queue before this one, and how many were taken from its queues.
  previous text;
  taken_before int := 0;
  taken int;
  of_project int;
  left_projects text[] := '{}';
  left_ids text[] := '{}';
  left_targets text[] := '{}';
  left_times timestamptz[] := '{}';
BEGIN
  PERFORM lock_queues(integration_ids || ARRAY(
    SELECT d.integration_id FROM deliveries d WHERE d.id = ANY (due_ids) AND d.status = 'PENDING'));

  FOR queue IN
    SELECT * FROM queues_to_claim(due_ids, integration_ids, targets, present, manual_priority, opens_after, limits)
    ORDER BY integration_id, target
  LOOP
    IF queue.integration_id IS DISTINCT FROM previous THEN
      previous := queue.integration_id;
      taken_before := 0;
    END IF;
    of_project := coalesce((under_way ->> queue.project_id)::int, 0);
    allowance := claim_allowance(greatest(room - of_project, 0), queue.enabled, queue.is_open, queue.probe_at,
      least(queue.free, CASE WHEN under_way ? queue.integration_id
        THEN greatest((under_way ->> queue.integration_id)::int, room - 3 * of_project) END) - taken_before,
      queue.free_of_target, queue.by_hand, queue.per_second, queue.paid_until, present);

    taken := 0;
    -- Queues without a free slot are looked at often, and there may be many.
    IF allowance.allowed > 0 THEN
      FOR delivery_id IN
        SELECT * FROM take_deliveries(choose_deliveries(queue.integration_id, queue.target, queue.due,
          CASE WHEN allowance.is_held_back THEN priorities_when_open ELSE priorities END, allowance.allowed), lease_end)
      LOOP
        taken := taken + 1;
        project_id := queue.project_id;
        integration_id := queue.integration_id;
        target := queue.target;
        next_claim_at := NULL;
        RETURN NEXT;
      END LOOP;
    END IF;
    room := room - taken;
    under_way := jsonb_set(under_way, ARRAY[queue.project_id], to_jsonb(of_project + taken));
    taken_before := taken_before + taken;

    IF taken > 0 AND queue.per_second IS NOT NULL THEN
      queue.paid_until := greatest(coalesce(queue.paid_until, present), present)
        + make_interval(secs => (taken / queue.per_second)::double precision);
      INSERT INTO rate_limits (integration_id, target, paid_until)
      VALUES (queue.integration_id, queue.target, queue.paid_until)
      ON CONFLICT (integration_id, target) DO UPDATE SET paid_until = excluded.paid_until;
    END IF;
    IF taken > 0 AND allowance.is_probe THEN
      queue.probe_at := present + make_interval(secs => probe_seconds);
      UPDATE integrations i SET probe_at = queue.probe_at WHERE i.id = queue.integration_id;
    END IF;

    left_projects := left_projects || queue.project_id;
    left_ids := left_ids || queue.integration_id;
    left_targets := left_targets || queue.target;
    left_times := left_times || next_claim_at(
      queue.enabled, queue.is_open, queue.probe_at, queue.per_second, queue.paid_until, present);
  END LOOP;

  UPDATE deliveries d SET queued_at = present, updated_at = clock_timestamp()
  WHERE d.id = ANY (due_ids) AND d.status = 'PENDING' AND d.queued_at IS NULL
    AND (d.next_attempt_at <= present OR d.trigger = 'MANUAL');
  RETURN QUERY
    SELECT l.project_id, l.integration_id, l.target, l.at, NULL::text
    FROM unnest(left_projects, left_ids, left_targets, left_times) AS l (project_id, integration_id, target, at)
    WHERE EXISTS (
      SELECT FROM deliveries d WHERE d.integration_id = l.integration_id AND d.target = l.target
        AND d.status = 'PENDING' AND d.queued_at IS NOT NULL
    );
END
$$;
