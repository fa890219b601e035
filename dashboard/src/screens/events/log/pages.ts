/** Pages of the event log, by sequence: so each page is one answer of the server, whatever the cache has joined before. */

import { useCallback } from 'react';
import { useRun } from '../../../api/hooks.ts';
import { type EventFilter, EventLogDocument, type LogEventFragment } from '../../../gql/graphql.ts';
import { useProject } from '../../../shell/project/project-context.ts';

export interface Page {
  /** Newest first. */
  rows: LogEventFragment[];
  /** Whether there are earlier ones. */
  hasMore: boolean;
  /** How many there are on all pages. */
  total: number;
}

export type LoadPage = (filter: EventFilter | null, first: number) => Promise<Page>;

/** The largest page of the API. */
export const LARGEST_PAGE = 100;

const MOST_NEWER = 1_000;

export function useLoadPage(): LoadPage {
  const project = useProject();
  const run = useRun();
  return useCallback(
    async (filter, first) => {
      const { project: found } = await run(EventLogDocument, { projectKey: project.key, filter, first });
      if (found === null) throw new Error('The project no longer exists, or you may not read it any more.');
      const { edges, pageInfo, totalCount } = found.events;
      return { rows: edges.map(({ node }) => node), hasMore: pageInfo.hasNextPage, total: totalCount };
    },
    [project.key, run],
  );
}

/** The filter for what comes before these rows. */
export function earlierThan(
  filter: EventFilter | null,
  rows: readonly LogEventFragment[],
): EventFilter | null {
  const oldest = rows.at(-1)?.sequence;
  return oldest === undefined ? filter : { ...filter, untilSequence: oldest - 1 };
}

/** All events after this sequence; null if there are more than a page should take in at once. */
export async function newerThan(
  loadPage: LoadPage,
  filter: EventFilter | null,
  afterSequence: number,
): Promise<LogEventFragment[] | null> {
  const rows: LogEventFragment[] = [];
  let hasMore = true;
  while (hasMore) {
    if (rows.length >= MOST_NEWER) return null;
    const page = await loadPage({ ...earlierThan(filter, rows), afterSequence }, LARGEST_PAGE);
    rows.push(...page.rows);
    hasMore = page.hasMore;
  }
  return rows;
}
