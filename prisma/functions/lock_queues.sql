-- Locks the queues of these integrations until the end of the transaction. Whoever claims, or takes back several
-- deliveries at once, does so under this lock: what is counted of an integration is then true, and two transactions never
-- wait for each other's rows. The locks are advisory, numbered by the hash of the integration's id.
CREATE OR REPLACE FUNCTION lock_queues(integration_ids text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- In one order, or two callers might each hold what the other one waits for.
  PERFORM pg_advisory_xact_lock(4720, number)
  FROM (SELECT DISTINCT hashtext(id) AS number FROM unnest(integration_ids) AS id ORDER BY number) AS locks;
END
$$;
