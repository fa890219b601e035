-- The transition `claimed` of src/deliveries/states/transitions.ts: the caller holds the lock of the queues. Returns those
-- that were still pending.
CREATE OR REPLACE FUNCTION take_deliveries(delivery_ids text[], lease_end timestamptz) RETURNS SETOF text
LANGUAGE plpgsql ROWS 20 AS $$
BEGIN
  IF delivery_ids IS NULL THEN
    RETURN;
  END IF;
  RETURN QUERY
    UPDATE deliveries d SET status = 'SENDING', queued_at = NULL, lease_until = lease_end, claim = d.claim + 1,
      updated_at = clock_timestamp()
    WHERE d.id = ANY (delivery_ids) AND d.status = 'PENDING'
    RETURNING d.id;
END
$$;
