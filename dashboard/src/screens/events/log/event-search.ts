/** What the address of the event log holds, and the filter that it stands for. */

import type { EventFilter } from '../../../gql/graphql.ts';
import { EVENT_TYPES } from '../../../shell/event-words.ts';
import { readList, readText, readTime, readWords } from '../../../shell/search-params.ts';

export interface EventSearch {
  /** In the comment, the key of the flag or the name of the actor. */
  q?: string | undefined;
  types?: string[] | undefined;
  env?: string | undefined;
  flag?: string | undefined;
  /** Id of the actor. */
  actor?: string | undefined;
  /** Times, such as 2026-11-30T15:00:00Z. */
  from?: string | undefined;
  to?: string | undefined;
  /** Sequences of the opened rows. */
  open?: string[] | undefined;
}

export function readEventSearch(search: Record<string, unknown>): EventSearch {
  return {
    q: readText(search['q']),
    types: readList(search['types']),
    env: readText(search['env']),
    flag: readText(search['flag']),
    actor: readText(search['actor']),
    from: readTime(search['from']),
    to: readTime(search['to']),
    open: readList(search['open']),
  };
}

/** The filter of the API for what the address says; null for all events. */
export function toFilter({ q, types, env, flag, actor, from, to }: EventSearch): EventFilter | null {
  const known = readWords(types, EVENT_TYPES);
  const filter: EventFilter = {
    ...(q !== undefined && { text: q }),
    ...(known && { types: known }),
    ...(env !== undefined && { environmentKey: env }),
    ...(flag !== undefined && { flagKey: flag }),
    ...(actor !== undefined && { actorId: actor }),
    ...(from !== undefined && { occurredAfter: new Date(from).toISOString() }),
    ...(to !== undefined && { occurredBefore: new Date(to).toISOString() }),
  };
  return Object.keys(filter).length > 0 ? filter : null;
}
