/** The results of an experiment over time, from the totals that were recorded. */

import { batched } from '../../graphql/batched.ts';
import type { Context } from '../../graphql/context.ts';
import type { ExperimentResults } from './results.ts';

export const MAX_POINTS = 200;

/**
 * The results of one experiment, oldest first. Where more were recorded than `points`, the time from the first to the last is
 * cut into so many equal parts, and the last results of each are taken.
 */
export const historyOf = batched(
  async (
    { app }: Context,
    asked: { experimentId: string; points: number }[],
  ): Promise<ExperimentResults[][]> => {
    const { rows } = await app.database.pool.query<{ place: number; results: ExperimentResults }>({
      name: 'read-experiment-history',
      text: `WITH asked AS (
          SELECT * FROM unnest($1::text[], $2::int[]) WITH ORDINALITY AS a (experiment_id, points, place)),
        placed AS (
          SELECT a.place, a.points, b.experiment_id, b.batch_id, b.occurred_at, b.recorded_at,
            count(*) OVER whole AS recorded,
            row_number() OVER (PARTITION BY a.place ORDER BY b.occurred_at, b.recorded_at, b.batch_id) AS number,
            extract(epoch FROM b.occurred_at - min(b.occurred_at) OVER whole) AS passed,
            extract(epoch FROM max(b.occurred_at) OVER whole - min(b.occurred_at) OVER whole) AS lasts
          FROM asked a JOIN experiment_batches b ON b.experiment_id = a.experiment_id
          WINDOW whole AS (PARTITION BY a.place)),
        chosen AS (
          SELECT DISTINCT ON (place, part) place, number, experiment_id, batch_id
          FROM (
            SELECT *, CASE WHEN recorded <= points THEN number
              ELSE coalesce(floor((points - 1) * passed / nullif(lasts, 0)), 0) END AS part
            FROM placed) AS parts
          ORDER BY place, part, number DESC)
        SELECT c.place::int, b.results
        FROM chosen c JOIN experiment_batches b ON b.experiment_id = c.experiment_id AND b.batch_id = c.batch_id
        ORDER BY c.place, c.number`,
      values: [asked.map(({ experimentId }) => experimentId), asked.map(({ points }) => points)],
    });
    return asked.map((_each, index) =>
      rows.filter(({ place }) => place === index + 1).map(({ results }) => results),
    );
  },
);
