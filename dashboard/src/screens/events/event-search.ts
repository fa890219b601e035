/** What the address of the event log holds, and the filter that it stands for. */

import type { EventFilter } from '../../gql/graphql.ts';
import { EVENT_TYPES } from '../../shell/event-words.ts';
import { readList, readText, readWords } from '../../shell/search-params.ts';

export interface EventSearch {
  types?: string[] | undefined;
  env?: string | undefined;
  flag?: string | undefined;
  /** Sequences of the opened rows. */
  open?: string[] | undefined;
}

export function readEventSearch(search: Record<string, unknown>): EventSearch {
  return {
    types: readList(search['types']),
    env: readText(search['env']),
    flag: readText(search['flag']),
    open: readList(search['open']),
  };
}

/** The filter of the API for what the address says; null for all events. */
export function toFilter({ types, env, flag }: EventSearch): EventFilter | null {
  const known = readWords(types, EVENT_TYPES);
  const filter: EventFilter = {
    ...(known && { types: known }),
    ...(env !== undefined && { environmentKey: env }),
    ...(flag !== undefined && { flagKey: flag }),
  };
  return Object.keys(filter).length > 0 ? filter : null;
}
