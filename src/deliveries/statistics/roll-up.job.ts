/**
 * Counts what happened to deliveries, minute by minute, once a minute is over. Attempts are recorded in the hottest statement
 * there is: counting there would make all workers wait for the row of an integration's present minute.
 */

import type { CronItem } from 'graphile-worker';
import type { App } from '../../platform/app.ts';
import type { PayloadOf } from '../../platform/jobs/jobs.ts';
import { transaction } from '../../platform/postgres/db.ts';
import { rollUpJob } from '../jobs.ts';
import { facts } from './facts.ts';

/** By then an attempt of that minute has been recorded, or its lease has expired. */
const OVER_AFTER_MS = 90_000;
/** At most so many minutes in a transaction, when it has not run for long. */
const STEP = '1 hour';

/** One of the workers adds the job, with a lower priority than all deliveries. */
export const rollUpEveryMinute: CronItem = {
  task: rollUpJob.name,
  match: '* * * * *',
  options: { jobKey: rollUpJob.key({}), priority: 100 },
};

export async function rollUp(
  { database, now }: App,
  _payload: PayloadOf<typeof rollUpJob>,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<void> {
  const end = new Date(now().getTime() - OVER_AFTER_MS);
  for (let isMore = true; isMore && !signal?.aborted; )
    isMore = await transaction(database.pool, async (tx) => {
      const { rows } = await tx.query<{ from: Date; until: Date }>(
        `SELECT until AS from, least(until + interval '${STEP}', date_trunc('minute', $1::timestamptz)) AS until
         FROM roll_up FOR UPDATE`,
        [end],
      );
      const [range] = rows;
      if (!range || range.until <= range.from) return false;
      await tx.query(ROLL_UP, [range.from, range.until]);
      await tx.query('UPDATE roll_up SET until = $1', [range.until]);
      return true;
    });
}

const ROLL_UP = `INSERT INTO delivery_minutes (integration_id, minute, counts)
  SELECT integration_id, minute, jsonb_object_agg(label, count) FROM (
    SELECT integration_id, minute, label, count(*) AS count
    FROM ${facts({ from: '$1::timestamptz', until: '$2::timestamptz' })} AS fact
    GROUP BY integration_id, minute, label
  ) AS counted
  GROUP BY integration_id, minute
  ON CONFLICT DO NOTHING`;
