/** Search by name over the kinds of things that people look for: one statement. */

import type { Viewer } from '../access/viewer.ts';
import type { App } from '../platform/app.ts';
import { literally } from '../platform/input/literally.ts';
import { scopeOf } from './visible-scope.ts';

export const hitKinds = ['FLAG', 'CHANGE_REQUEST', 'EXPERIMENT', 'INTEGRATION'] as const;
export type HitKind = (typeof hitKinds)[number];

export const MAX_HITS = 50;

export interface SearchHit {
  kind: HitKind;
  id: string;
  projectId: string;
  projectKey: string;
  title: string;
  /** The key of the flag, or the provider. */
  subtitle: string;
}

interface Sought {
  text: string;
  /** The project whose hits come first. */
  projectKey: string | null;
  first: number;
}

/** What begins with the text comes first, then what has it elsewhere. */
export async function search(
  app: App,
  viewer: Viewer,
  { text, projectKey, first }: Sought,
): Promise<SearchHit[]> {
  const sought = text.trim().toLowerCase();
  if (sought === '') return [];
  const pattern = literally(sought);
  const each = (kind: HitKind, from: string, title: string, subtitle: string, condition: string) =>
    `(SELECT '${kind}' AS kind, t.id, t.project_id, v.key AS project_key, ${title} AS title, ${subtitle} AS subtitle,
        CASE WHEN lower(${title}) LIKE $2 || '%' OR lower(${subtitle}) LIKE $2 || '%' THEN 0 ELSE 1 END AS rank,
        CASE WHEN v.key = $3 THEN 0 ELSE 1 END AS away
      FROM visible v JOIN ${from} t ON t.project_id = v.id WHERE ${condition}
      ORDER BY away, rank, t.id DESC LIMIT $4)`;
  const has = (column: string) => `lower(${column}) LIKE '%' || $2 || '%'`;
  const { rows } = await app.database.pool.query<SearchHit>({
    name: 'search',
    text: `WITH visible AS (SELECT id, key FROM projects WHERE $1::text[] IS NULL OR id = ANY ($1)), hits AS (
        ${each('FLAG', 'flags', 't.name', 't.key', `t.search_text LIKE '%' || $2 || '%'`)}
        UNION ALL ${each('CHANGE_REQUEST', 'change_requests', 't.title', 't.flag_key', has('t.title'))}
        UNION ALL ${each('EXPERIMENT', 'experiments', 't.name', 't.flag_key', has('t.name'))}
        UNION ALL ${each('INTEGRATION', 'integrations', 't.name', 't.provider', `t.deleted_at IS NULL AND ${has("t.name || ' ' || t.provider")}`)})
      SELECT kind, id, project_id AS "projectId", project_key AS "projectKey", title, subtitle
      FROM hits ORDER BY away, rank, array_position($5::text[], kind), id DESC LIMIT $4`,
    values: [scopeOf(viewer), pattern, projectKey, first, hitKinds],
  });
  return rows;
}
