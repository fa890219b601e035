/** Flags that seem to be STALE, because no application has evaluated them for long. */

import type { App } from '../platform/app.ts';
import { coalesce } from '../platform/postgres/coalesce.ts';

export const UNUSED_AFTER_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * Why a flag seems to be STALE, as a sentence; null if nothing suggests it. Only an ACTIVE flag that has existed for long
 * enough, and only in a project whose applications report: without reports nothing is known of any flag. Those that are asked
 * for together take one statement.
 */
export const readStaleReason: (app: App, flagId: string) => Promise<string | null> = coalesce(
  async ({ database, now }: App, flagIds: string[]) => {
    const present = now().getTime();
    const { rows } = await database.pool.query<{ id: string; last: Date | null }>({
      name: 'read-stale-flags',
      text: STALE,
      values: [[...new Set(flagIds)], new Date(present - UNUSED_AFTER_DAYS * DAY_MS)],
    });
    const found = new Map(rows.map(({ id, last }) => [id, sentence(last, present)]));
    return flagIds.map((id) => found.get(id) ?? null);
  },
);

function sentence(last: Date | null, now: number): string {
  if (last === null) return 'No application has ever reported an evaluation of it.';
  const days = Math.floor((now - last.getTime()) / DAY_MS);
  return `No application has reported an evaluation of it for ${days} days.`;
}

const STALE = `WITH old AS (
    SELECT f.id, f.project_id, (SELECT max(l.evaluated_at) FROM flag_last_evaluations l WHERE l.flag_id = f.id) AS last
    FROM flags f WHERE f.id = ANY ($1::text[]) AND f.lifecycle = 'ACTIVE' AND f.created_at < $2
  ), reporting AS MATERIALIZED (
    SELECT p.id FROM (SELECT DISTINCT project_id AS id FROM old) AS p
    WHERE EXISTS (
      SELECT FROM flags f JOIN flag_last_evaluations l ON l.flag_id = f.id
      WHERE f.project_id = p.id AND l.evaluated_at >= $2)
  )
  SELECT id, last FROM old
  WHERE (last IS NULL OR last < $2) AND project_id IN (SELECT id FROM reporting)`;
