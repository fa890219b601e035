import type { Sql } from '../platform/postgres/db.ts';

/** A flag as far as usage needs it. */
export interface KnownFlag {
  id: string;
  /** The keys of its variations. */
  variations: string[];
}

/** The flags of a project that have one of these keys, by key. */
export async function readKnownFlags(
  sql: Sql,
  projectId: string,
  keys: string[],
): Promise<Map<string, KnownFlag>> {
  if (keys.length === 0) return new Map();
  const { rows } = await sql.query<KnownFlag & { key: string }>({
    name: 'read-known-flags',
    text: `SELECT f.key, f.id, ARRAY(SELECT v ->> 'key' FROM json_array_elements(f.variations) AS v) AS variations
      FROM flags f WHERE f.project_id = $1 AND f.key = ANY ($2::text[])`,
    values: [projectId, keys],
  });
  return new Map(rows.map(({ key, ...flag }) => [key, flag]));
}
