-- What the attempts of claimed deliveries need. Bodies above `max_body_bytes` are left out. `planned_at` is the time of the
-- planned attempt that this one comes before: by hand, or, where `early_after` is given, along with a newer message.
CREATE OR REPLACE FUNCTION read_claims(delivery_ids text[], early_after timestamptz, max_body_bytes int)
RETURNS TABLE (
  delivery_id text, claim int, target text, trigger "AttemptTrigger", scheduled_count int, planned_at timestamptz,
  request_body text, body_bytes int, content_type text, integration json, event json
) LANGUAGE plpgsql STABLE ROWS 20 SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    SELECT d.id, d.claim, d.target, d.trigger, d.scheduled_count,
      CASE WHEN d.trigger = 'MANUAL' OR (d.trigger = 'RETRY' AND d.next_attempt_at > early_after) THEN d.next_attempt_at END,
      CASE WHEN octet_length(d.request_body) <= max_body_bytes THEN d.request_body END,
      octet_length(d.request_body), d.content_type,
      json_build_object('id', i.id, 'provider', i.provider, 'settings', i.settings, 'secrets', i.secrets,
        'enabled', i.enabled),
      json_build_object('id', e.id, 'sequence', e.sequence, 'type', e.type, 'occurredAt', e.occurred_at, 'actor', e.actor,
        'project', json_build_object('id', p.id, 'key', p.key, 'name', p.name))
    FROM deliveries d
    JOIN integrations i ON i.id = d.integration_id
    JOIN events e ON e.id = d.event_id
    JOIN projects p ON p.id = d.project_id
    WHERE d.id = ANY (delivery_ids) AND d.status = 'SENDING';
END
$$;
