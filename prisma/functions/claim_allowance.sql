-- How many deliveries may be claimed from a queue, and which: arithmetic only. See queues_to_claim for most parameters;
-- `room` is how many the worker can still take, and `free` is what is left after the queues of the same integration before
-- this one.
CREATE OR REPLACE FUNCTION claim_allowance(
  room int, enabled boolean, is_open boolean, probe_at timestamptz, free int, free_of_target int, by_hand int,
  per_second numeric, paid_until timestamptz, present timestamptz,
  OUT allowed int,
  -- One delivery is claimed to find out whether a receiver that failed works again.
  OUT is_probe boolean,
  -- First attempts and replays wait: the circuit is open.
  OUT is_held_back boolean
) LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  is_probe := enabled AND is_open AND coalesce(probe_at <= present, true);
  is_held_back := enabled AND is_open AND NOT is_probe;
  -- Deliveries of a disabled integration are claimed only to be cancelled: no limit applies.
  allowed := least(room, CASE WHEN NOT enabled THEN room WHEN is_probe THEN 1 ELSE free END);
  -- A retry by hand does not wait for a slot.
  allowed := greatest(allowed, by_hand);
  -- But it does where one target takes one request at a time: an older state must not overtake a newer one.
  IF enabled AND free_of_target IS NOT NULL THEN
    allowed := least(allowed, free_of_target);
  END IF;
  IF per_second IS NOT NULL THEN
    -- The generic cell rate algorithm: after a pause as many as one second allows may go at once.
    allowed := least(allowed, floor(
      greatest(per_second, 1) - extract(epoch FROM greatest(coalesce(paid_until, present), present) - present) * per_second));
  END IF;
END
$$;
