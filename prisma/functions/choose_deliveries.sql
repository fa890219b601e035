-- The first `allowed` deliveries of a queue with one of these priorities, smallest priority and earliest event first: of
-- those that are queued and of `due`, which have just come due. Null when there are none.
CREATE OR REPLACE FUNCTION choose_deliveries(
  integration_id text, target text, due text[], priorities int[], allowed int
) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF allowed <= 0 THEN
    RETURN NULL;
  END IF;
  RETURN (
    SELECT array_agg(c.id) FROM (
      SELECT n.id FROM (
        SELECT d.id, d.priority, d.sequence FROM deliveries d
        WHERE d.id = ANY (due) AND d.priority = ANY (priorities) AND d.queued_at IS NULL
        UNION ALL
        SELECT w.id, p.priority, w.sequence FROM unnest(priorities) AS p (priority), LATERAL (
          SELECT d.id, d.sequence FROM deliveries d
          WHERE d.integration_id = choose_deliveries.integration_id AND d.target = choose_deliveries.target
            AND d.priority = p.priority AND d.status = 'PENDING' AND d.queued_at IS NOT NULL
          ORDER BY d.sequence, d.id LIMIT allowed
        ) AS w
      ) AS n ORDER BY n.priority, n.sequence, n.id LIMIT allowed
    ) AS c
  );
END
$$;
