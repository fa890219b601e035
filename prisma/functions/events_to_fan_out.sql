-- For each project with one of these events, the first of its events that are not fanned out, up to the last one that is
-- asked for: at most `max_events`, and none after those that together say `max_bytes`. Each comes with the integrations that
-- it matches and that were enabled when it was appended, and with those of `event_ids` that are of its project.
--
-- A function, because Postgres would plan this anew at each call, which takes longer than running it.
CREATE OR REPLACE FUNCTION events_to_fan_out(event_ids text[], max_events int, max_bytes bigint)
RETURNS TABLE (project_id text, sequence int, event_id text, asked_ids text[], integration_ids text[])
LANGUAGE plpgsql STABLE ROWS 50 SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    SELECT a.project_id, e.sequence, e.id, a.ids,
      ARRAY(SELECT i.id FROM integrations i
        WHERE i.project_id = e.project_id AND e.sequence <@ i.active_sequences AND i.deleted_at IS NULL
          AND matches_filter(i.event_types, i.environment_ids, e.type, e.environment_id) ORDER BY i.id)
    FROM (
      SELECT project_id, max(sequence) AS sequence, array_agg(id) AS ids FROM events
      WHERE id = ANY (event_ids) AND NOT fanned_out AND sequence IS NOT NULL GROUP BY project_id
    ) AS a
    CROSS JOIN LATERAL (
      SELECT first.*, sum(octet_length(first.payload::text)) OVER (ORDER BY first.sequence) - octet_length(first.payload::text)
        AS bytes_before
      FROM (
        SELECT * FROM events u
        WHERE u.project_id = a.project_id AND NOT u.fanned_out AND u.sequence <= a.sequence
        ORDER BY u.sequence LIMIT max_events
      ) AS first
    ) AS e
    WHERE e.bytes_before < max_bytes;
END
$$;
