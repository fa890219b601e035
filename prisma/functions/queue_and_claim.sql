-- queue_deliveries and claim_deliveries in one transaction: what a change becomes is sent after one commit instead of two.
CREATE OR REPLACE FUNCTION queue_and_claim(
  event_ids text[], bodies json, deliveries json, done text[],
  due_ids text[], integration_ids text[], targets text[], present timestamptz, lease_end timestamptz, room int,
  under_way jsonb, limits jsonb, opens_after int, probe_seconds int, manual_priority int, priorities int[],
  priorities_when_open int[]
) RETURNS TABLE (project_id text, integration_id text, target text, next_claim_at timestamptz, delivery_id text)
LANGUAGE plpgsql ROWS 20 AS $$
BEGIN
  PERFORM queue_deliveries(event_ids, bodies, deliveries, done);
  RETURN QUERY SELECT * FROM claim_deliveries(due_ids, integration_ids, targets, present, lease_end, room, under_way, limits,
    opens_after, probe_seconds, manual_priority, priorities, priorities_when_open);
END
$$;
