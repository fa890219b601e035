/** Writes batches of usage: those that arrive while others are written share a statement. */

import type { UnitEventRow, UnitRow } from '../experiments/counting/assign-units.ts';
import { coalesce } from '../platform/postgres/coalesce.ts';
import type { Pool } from '../platform/postgres/db.ts';

/** A batch as rows for the SQL function record_usage. */
export interface UsageRows {
  environmentId: string;
  /** UUID of the batch. */
  id: string;
  /** The last moment that the counts are of. */
  at: Date;
  receivedAt: Date;
  counts: { flag: string; variation: string; count: number }[];
  units: UnitRow[];
  events: UnitEventRow[];
}

const MINUTE_MS = 60_000;
/** Batches share a statement up to so many rows, so that a large one does not make small ones slow. */
const MAX_STATEMENT_ROWS = 20_000;

/** Records a batch unless it was recorded before. Returns whether it was recorded now. */
export const writeUsage: (pool: Pool, batch: UsageRows) => Promise<boolean> = coalesce(
  async (pool: Pool, batches: UsageRows[]): Promise<boolean[]> => {
    const numbers = numberBatches(batches);
    const own = batches
      .map((batch, index) => ({ ...batch, batch: index }))
      .filter((_, at) => numbers.has(at));
    const { rows } = await pool.query<{ recorded: number[] }>({
      name: 'record-usage',
      text: 'SELECT record_usage($1, $2, $3, $4, $5) AS recorded',
      values: [
        own.map(({ batch: number, environmentId: environment, id }) => ({ number, environment, id })),
        own.flatMap(({ batch, environmentId: environment, at, counts }) =>
          counts.map((count) => ({ batch, environment, at, minute: minuteOf(at), ...count })),
        ),
        own.flatMap(({ batch, units }) => units.map((unit) => ({ batch, ...unit }))),
        own.flatMap(({ batch, events }) => events.map((event) => ({ batch, ...event }))),
      ]
        .map((list) => JSON.stringify(list))
        .concat(new Date(Math.max(...batches.map(({ receivedAt }) => receivedAt.getTime()))).toISOString()),
    });
    const recorded = new Set(rows[0]?.recorded);
    return batches.map((_batch, index) => recorded.has(index));
  },
  ({ environmentId }) => environmentId,
  {
    weightOf: ({ counts, units, events }) => 1 + counts.length + units.length + events.length,
    maxWeight: MAX_STATEMENT_ROWS,
  },
);

/** The places of the batches without those that repeat another one of the same statement. */
function numberBatches(batches: UsageRows[]): Set<number> {
  const first = new Map<string, number>();
  for (const [index, { environmentId, id }] of batches.entries()) {
    const name = `${environmentId} ${id}`;
    if (!first.has(name)) first.set(name, index);
  }
  return new Set(first.values());
}

function minuteOf(time: Date): Date {
  return new Date(Math.floor(time.getTime() / MINUTE_MS) * MINUTE_MS);
}
