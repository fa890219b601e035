/** Reads how often flags were evaluated. */

import type { BucketSize, Buckets } from '../graphql/statistics/buckets.ts';
import type { App } from '../platform/app.ts';
import { coalesce } from '../platform/postgres/coalesce.ts';

interface Asked {
  flagId: string;
  environmentId: string;
  buckets: Buckets;
}

export interface FlagUsage {
  startsAt: Date;
  /** Most frequent first. */
  variations: { variation: string; evaluations: number }[];
}

interface Row {
  flagId: string;
  environmentId: string;
  start: Date;
  variation: string;
  evaluations: number;
}

/** What of the stored periods a bucket is made of. */
const PERIODS: Record<BucketSize, BucketSize[]> = {
  MINUTE: ['MINUTE'],
  HOUR: ['MINUTE', 'HOUR'],
  DAY: ['MINUTE', 'HOUR', 'DAY'],
};

/** The usage of flags by bucket, oldest first and without gaps. What is asked for at once takes a statement for each range. */
export const readUsage = coalesce(async (app: App, asked: Asked[]): Promise<FlagUsage[][]> => {
  const ranges = Map.groupBy(asked, ({ buckets }) => rangeOf(buckets));
  const rows = new Map<string, Map<string, Row[]>>();
  for (const [range, same] of ranges) rows.set(range, Map.groupBy(await readRows(app, same), keyOf));
  return asked.map(({ buckets, ...place }) => {
    const own = rows.get(rangeOf(buckets))?.get(keyOf(place)) ?? [];
    const byStart = Map.groupBy(own, ({ start }) => start.getTime());
    return buckets.starts.map((start) => ({
      startsAt: new Date(start),
      variations: (byStart.get(start) ?? [])
        .map(({ variation, evaluations }) => ({ variation, evaluations }))
        .toSorted((left, right) => right.evaluations - left.evaluations),
    }));
  });
});

const rangeOf = ({ size, from, until }: Buckets) => `${size} ${from.getTime()} ${until.getTime()}`;
const keyOf = ({ flagId, environmentId }: Pick<Row, 'flagId' | 'environmentId'>) =>
  `${flagId} ${environmentId}`;

async function readRows({ database }: App, asked: Asked[]): Promise<Row[]> {
  const [first] = asked;
  if (!first) return [];
  const { size, from, until } = first.buckets;
  const places = new Map(asked.map((place) => [keyOf(place), place]));
  const { rows } = await database.pool.query<Row>({
    name: 'read-flag-usage',
    text: `SELECT u.flag_id AS "flagId", u.environment_id AS "environmentId",
        date_trunc($5, u.starts_at, 'UTC') AS start, u.variation, sum(u.evaluations)::float8 AS evaluations
      FROM unnest($1::text[], $2::text[]) AS p (flag_id, environment_id)
      JOIN flag_usage u ON u.flag_id = p.flag_id AND u.environment_id = p.environment_id
      WHERE u.period = ANY ($6::"UsagePeriod"[]) AND u.starts_at >= $3 AND u.starts_at < $4
      GROUP BY 1, 2, 3, 4`,
    values: [
      [...places.values()].map(({ flagId }) => flagId),
      [...places.values()].map(({ environmentId }) => environmentId),
      from,
      until,
      size.toLowerCase(),
      PERIODS[size],
    ],
  });
  return rows;
}
