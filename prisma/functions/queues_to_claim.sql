-- The queues from which a worker wants deliveries, with all that decides how many it may have. A queue is what is due for
-- one target of one integration. `due_ids` are deliveries that have just come due; `integration_ids` and `targets`, side
-- by side, are queues to look at again. `limits` is a list of {"provider", "inFlight", "inFlightPerTarget", "perSecond"};
-- the settings `maxInFlight` and `maxPerSecond` of an integration come before those of its provider.
CREATE OR REPLACE FUNCTION queues_to_claim(
  due_ids text[], integration_ids text[], targets text[], present timestamptz, manual_priority int, opens_after int,
  limits jsonb
) RETURNS TABLE (
  integration_id text,
  project_id text,
  target text,
  -- Of `due_ids`, those in this queue that are due, and how many of these were asked for by hand.
  due text[],
  by_hand int,
  enabled boolean,
  -- Whether the circuit is open, and when the next delivery may probe the receiver.
  is_open boolean,
  probe_at timestamptz,
  -- How many more requests the integration may have under way; and the target, null where that has no limit.
  free int,
  free_of_target int,
  -- Requests per second, null where there is no limit, and until when those that were sent use that up.
  per_second numeric,
  paid_until timestamptz
) LANGUAGE sql STABLE AS $$
  SELECT q.integration_id, i.project_id, q.target, q.due, q.by_hand::int, i.enabled, i.consecutive_failures >= opens_after, i.probe_at,
    (coalesce((i.settings ->> 'maxInFlight')::int, l."inFlight", 1)
      - (SELECT count(*) FROM deliveries s WHERE s.integration_id = i.id AND s.status = 'SENDING'))::int,
    CASE WHEN l."inFlightPerTarget" IS NOT NULL THEN
      (l."inFlightPerTarget" - (SELECT count(*) FROM deliveries s
        WHERE s.integration_id = i.id AND s.target = q.target AND s.status = 'SENDING'))::int END,
    coalesce(nullif((i.settings ->> 'maxPerSecond')::numeric, 0), l."perSecond"), r.paid_until
  FROM (
    SELECT a.integration_id, a.target, array_remove(array_agg(a.id), NULL) AS due,
      count(*) FILTER (WHERE a.priority = manual_priority) AS by_hand
    FROM (
      SELECT d.integration_id, d.target, d.id, d.priority FROM deliveries d
      WHERE d.id = ANY (due_ids) AND d.status = 'PENDING' AND (d.next_attempt_at <= present OR d.trigger = 'MANUAL')
      UNION ALL
      SELECT w.integration_id, w.target, NULL, NULL FROM unnest(integration_ids, targets) AS w (integration_id, target)
    ) AS a GROUP BY a.integration_id, a.target
  ) AS q
  JOIN integrations i ON i.id = q.integration_id
  LEFT JOIN jsonb_to_recordset(limits) AS l (
    provider text, "inFlight" int, "inFlightPerTarget" int, "perSecond" numeric) ON l.provider = i.provider
  LEFT JOIN rate_limits r ON r.integration_id = q.integration_id AND r.target = q.target
$$;
