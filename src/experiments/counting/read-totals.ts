/** Counts the units of an experiment. */

import { withoutMinusZero } from '../../platform/input/json.ts';
import type { Sql } from '../../platform/postgres/db.ts';
import { type Design, variationsIn } from '../design.ts';
import type { Totals } from '../results/totals.ts';

interface Row {
  variation: string;
  count: number;
  conversions: number;
  mixed: number;
  mean: number | null;
  standardDeviation: number | null;
}

export interface CountedTotals {
  /** Control and every treatment, in that order. */
  totals: Totals[];
  mixedUnits: number;
  /** Rows that are stored of the experiment. */
  stored: number;
}

/**
 * The totals of now, in the same form as recorded ones. A unit counts for its first variation. It has converted, once, when it
 * has an event that is not before its first exposure; its value is the sum of such events, 0 without any.
 */
export async function readTotals(sql: Sql, experimentId: string, design: Design): Promise<CountedTotals> {
  const isConversion = design.metric.kind === 'CONVERSION';
  const { rows } = await sql.query<Row>({
    name: isConversion ? 'count-conversions' : 'count-values',
    text: isConversion ? CONVERSIONS : VALUES,
    values: [experimentId],
  });
  const { rows: stored } = await sql.query<{ stored: number }>({
    name: 'count-stored-units',
    text: `SELECT (SELECT count(*) FROM experiment_units WHERE experiment_id = $1)::int
      + (SELECT count(*) FROM experiment_unit_events WHERE experiment_id = $1)::int AS stored`,
    values: [experimentId],
  });
  const found = new Map(rows.map((row) => [row.variation, row]));
  return {
    totals: variationsIn(design).map((variation) => {
      const row = found.get(variation);
      const count = row?.count ?? 0;
      if (isConversion) {
        return { variation, count, conversions: row?.conversions ?? 0, mean: null, standardDeviation: null };
      }
      const mean = withoutMinusZero(row?.mean ?? 0);
      return { variation, count, conversions: null, mean, standardDeviation: row?.standardDeviation ?? 0 };
    }),
    mixedUnits: rows.reduce((sum, { mixed }) => sum + mixed, 0),
    stored: stored[0]?.stored ?? 0,
  };
}

const CONVERSIONS = `SELECT variation, count(*)::int AS count,
    count(*) FILTER (WHERE last_event_at >= exposed_at)::int AS conversions,
    count(*) FILTER (WHERE is_mixed)::int AS mixed
  FROM experiment_units WHERE experiment_id = $1 AND exposed_at IS NOT NULL
  GROUP BY variation`;

const VALUES = `SELECT u.variation, count(*)::int AS count, count(*) FILTER (WHERE u.is_mixed)::int AS mixed,
    avg(u.value + coalesce(e.value, 0)) AS mean,
    coalesce(stddev_samp(u.value + coalesce(e.value, 0)), 0) AS "standardDeviation"
  FROM experiment_units u
  LEFT JOIN (
    SELECT n.unit, sum(n.value) AS value
    FROM experiment_unit_events n
    JOIN experiment_units k ON k.experiment_id = n.experiment_id AND k.unit = n.unit
    WHERE n.experiment_id = $1 AND n.occurred_at >= k.exposed_at
    GROUP BY n.unit
  ) AS e ON e.unit = u.unit
  WHERE u.experiment_id = $1 AND u.exposed_at IS NOT NULL
  GROUP BY u.variation`;
