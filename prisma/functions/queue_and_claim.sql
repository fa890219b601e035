-- queue_deliveries, claim_deliveries and read_claims in one transaction: what a change becomes is sent after one commit and
-- one round trip. `deliveries` is null when there is nothing to queue; otherwise it fails with lock_not_available when a lock
-- is held for half a second. A returned row is either a queue of claim_deliveries or a claim of read_claims; the columns of the
-- other are null.
CREATE OR REPLACE FUNCTION queue_and_claim(
  event_ids text[], bodies json, deliveries json, done text[],
  due_ids text[], integration_ids text[], targets text[], present timestamptz, lease_end timestamptz, room int,
  under_way jsonb, limits jsonb, opens_after int, probe_seconds int, manual_priority int, priorities int[],
  priorities_when_open int[], max_body_bytes int
) RETURNS TABLE (
  queue_project_id text, queue_integration_id text, queue_target text, next_claim_at timestamptz,
  delivery_id text, claim int, target text, trigger "AttemptTrigger", scheduled_count int, planned_at timestamptz,
  request_body text, body_bytes int, content_type text, integration json, event json
) LANGUAGE plpgsql ROWS 20 AS $$
DECLARE
  each record;
  claimed text[] := '{}';
BEGIN
  IF deliveries IS NOT NULL THEN
    -- What is queued here must not wait long for the locks of claims, or of integrations of other projects.
    PERFORM set_config('lock_timeout', '500', true);
    PERFORM queue_deliveries(event_ids, bodies, deliveries, done);
  END IF;
  FOR each IN SELECT * FROM claim_deliveries(due_ids, integration_ids, targets, present, lease_end, room, under_way, limits,
    opens_after, probe_seconds, manual_priority, priorities, priorities_when_open)
  LOOP
    IF each.delivery_id IS NOT NULL THEN
      claimed := claimed || each.delivery_id;
    ELSE
      queue_project_id := each.project_id;
      queue_integration_id := each.integration_id;
      queue_target := each.target;
      next_claim_at := each.next_claim_at;
      RETURN NEXT;
    END IF;
  END LOOP;
  -- A statement of its own sees what was committed while the one that claims waited for its locks.
  RETURN QUERY SELECT NULL::text, NULL::text, NULL::text, NULL::timestamptz, c.*
    FROM read_claims(claimed, NULL, max_body_bytes) AS c;
END
$$;
