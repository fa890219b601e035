/** The results over time as points of one line. */

import type { ExperimentHistoryQuery } from '../../../gql/graphql.ts';
import type { LiftUnit } from '../numbers.ts';
import type { EstimateParts, Treatment } from '../parts.ts';

type History = Extract<ExperimentHistoryQuery['node'], { __typename: 'Experiment' }>['history'];

export interface Point {
  asOf: string;
  verdict: Treatment['verdict'];
  lift: EstimateParts;
  /** Exposures, or values, of all variations. */
  count: number;
}

/** Shares of control, unless one of the results has the difference only. */
export function unitOf(history: History, treatment: string): LiftUnit {
  const compared = history.flatMap(({ treatments }) =>
    treatments.filter(({ variation, absoluteLift }) => variation === treatment && absoluteLift !== null),
  );
  return compared.every(({ relativeLift }) => relativeLift !== null) ? 'relative' : 'absolute';
}

/** Without results that had too little data. */
export function pointsOf(history: History, treatment: string, unit: LiftUnit): Point[] {
  return history.flatMap(({ asOf, treatments, variations }) => {
    const found = treatments.find(({ variation }) => variation === treatment);
    const lift = unit === 'relative' ? found?.relativeLift : found?.absoluteLift;
    if (found === undefined || lift == null) return [];
    const count = variations.reduce((sum, variation) => sum + variation.count, 0);
    return [{ asOf, verdict: found.verdict, lift, count }];
  });
}
