/** What must be in the database after events of a project whose endpoints hang, all but one. */

import { runSql } from '#test/bench/postgres.ts';

/** Throws unless every event has a delivery per integration: DELIVERED at once to the healthy one, to the others not. */
export async function checkBooks(
  databaseUrl: string,
  { healthyId, hangingIds, eventIds }: { healthyId: string; hangingIds: string[]; eventIds: string[] },
): Promise<void> {
  const made = await runSql<{ id: string; count: number; delivered: number; at_once: number }>(
    databaseUrl,
    `SELECT integration_id AS id, count(*)::int AS count,
       count(*) FILTER (WHERE status = 'DELIVERED')::int AS delivered,
       count(*) FILTER (WHERE status = 'DELIVERED' AND attempt_count = 1)::int AS at_once
     FROM deliveries WHERE event_id = ANY ($1) GROUP BY integration_id`,
    [eventIds],
  );
  const rows = new Map(made.map((row) => [row.id, row]));
  for (const id of [healthyId, ...hangingIds]) {
    const { count = 0, delivered = 0, at_once = 0 } = rows.get(id) ?? {};
    const expected = id === healthyId ? eventIds.length : 0;
    if (count !== eventIds.length || delivered !== expected || at_once !== expected) {
      throw new Error(
        `Of ${eventIds.length} events ${id} has ${count} deliveries, ${delivered} of them delivered, ${at_once} at the first attempt.`,
      );
    }
  }
}
