/** What the address of a flag's page holds. */

import { readText } from '../../shell/search-params.ts';

export interface FlagPageSearch {
  tab?: string | undefined;
  /** The environment that is edited. */
  env?: string | undefined;
  /** The environments that are compared. */
  left?: string | undefined;
  right?: string | undefined;
}

export function readFlagPageSearch(search: Record<string, unknown>): FlagPageSearch {
  return {
    tab: readText(search['tab']),
    env: readText(search['env']),
    left: readText(search['left']),
    right: readText(search['right']),
  };
}
