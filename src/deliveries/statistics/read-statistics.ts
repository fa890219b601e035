/** Statistics of deliveries: the minutes that are rolled up, and the last ones as they are. */

import type { Buckets } from '../../graphql/statistics/buckets.ts';
import type { App } from '../../platform/app.ts';
import { coalesce } from '../../platform/postgres/coalesce.ts';
import { facts } from './facts.ts';
import { type LabelCount, summarize } from './summarize.ts';

/** A job that has much to catch up with must not make reading slow: what is older and not rolled up yet is missing. */
const LIVE = '10 minutes';

interface Asked {
  integrationIds: string[];
  buckets: Buckets;
}

interface Row extends LabelCount {
  integrationId: string;
  start: Date;
}

/**
 * The deliveries of some integrations together, by bucket: oldest first, also those in which nothing happened. What is asked
 * for at the same time is read in one statement for each range.
 */
export const readStatistics = coalesce(async (app: App, asked: Asked[]) => {
  const ranges = Map.groupBy(asked, ({ buckets }) => rangeOf(buckets));
  const rows = new Map<string, Row[]>();
  for (const [range, same] of ranges) {
    const ids = same.flatMap(({ integrationIds }) => integrationIds);
    if (same[0]) rows.set(range, await readCounts(app, [...new Set(ids)], same[0].buckets));
  }
  return asked.map(({ integrationIds, buckets }) => {
    const ids = new Set(integrationIds);
    const own = rows.get(rangeOf(buckets))?.filter(({ integrationId }) => ids.has(integrationId));
    const byStart = Map.groupBy(own ?? [], ({ start }) => start.getTime());
    return buckets.starts.map((start) => summarize(new Date(start), byStart.get(start) ?? []));
  });
});

const rangeOf = ({ size, from, until }: Buckets) => `${size} ${from.getTime()} ${until.getTime()}`;

async function readCounts(
  { database, now }: App,
  ids: string[],
  { size, from, until }: Buckets,
): Promise<Row[]> {
  const { rows } = await database.pool.query<Row>({
    name: 'read-delivery-statistics',
    text: READ,
    values: [ids, from, until, size.toLowerCase(), now()],
  });
  return rows;
}

const READ = `WITH rolled_up AS MATERIALIZED (SELECT until FROM roll_up)
  SELECT integration_id AS "integrationId", date_trunc($4, minute, 'UTC') AS start, label, sum(count)::int AS count
  FROM (
    SELECT m.integration_id, m.minute, c.key AS label, c.value::int AS count
    FROM delivery_minutes m CROSS JOIN LATERAL jsonb_each_text(m.counts) AS c
    WHERE m.integration_id = ANY ($1) AND m.minute >= $2 AND m.minute < least($3, (SELECT until FROM rolled_up))
    UNION ALL
    SELECT integration_id, minute, label, 1
    FROM ${facts({
      from: `greatest($2::timestamptz, $5::timestamptz - interval '${LIVE}', (SELECT until FROM rolled_up))`,
      until: '$3::timestamptz',
      where: 'd.integration_id = ANY ($1)',
    })} AS fact
  ) AS counted
  GROUP BY 1, 2, 3`;
