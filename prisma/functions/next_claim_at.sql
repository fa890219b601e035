-- When a worker should look at a queue again, in which deliveries are left: arithmetic only. The values are those after
-- the claim. A slot that another worker frees is not announced, so it is never later than a second unless the circuit or
-- the rate says so.
CREATE OR REPLACE FUNCTION next_claim_at(
  enabled boolean, is_open boolean, probe_at timestamptz, per_second numeric, paid_until timestamptz, present timestamptz
) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT greatest(
    CASE WHEN enabled AND is_open THEN coalesce(probe_at, present) ELSE present + interval '1 second' END,
    CASE WHEN per_second IS NOT NULL THEN greatest(coalesce(paid_until, present), present)
      - make_interval(secs => ((greatest(per_second, 1) - 1) / per_second)::double precision) END)
$$;
