/** What the address of the list of experiments holds, and the filter that it stands for. */

import type { ExperimentFilter, ExperimentState } from '../../gql/graphql.ts';
import { readText, readWords } from '../../shell/search-params.ts';

export const STATES = ['DRAFT', 'RUNNING', 'CONCLUDED'] as const satisfies ExperimentState[];

export interface ExperimentSearch {
  states?: string[] | undefined;
  flag?: string | undefined;
  env?: string | undefined;
}

export function readExperimentSearch(search: Record<string, unknown>): ExperimentSearch {
  return {
    states: readWords(search['states'], STATES),
    flag: readText(search['flag']),
    env: readText(search['env']),
  };
}

/** The filter of the API for what the address says; null for all experiments. */
export function toFilter({ states, flag, env }: ExperimentSearch): ExperimentFilter | null {
  const known = readWords(states, STATES);
  const filter: ExperimentFilter = {
    ...(known && { states: known }),
    ...(flag !== undefined && { flagKey: flag }),
    ...(env !== undefined && { environmentKey: env }),
  };
  return Object.keys(filter).length > 0 ? filter : null;
}
