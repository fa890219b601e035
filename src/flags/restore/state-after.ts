/** How a flag behaved in one environment after an event of its past, by undoing what has changed since. */

import type { Environment } from '../../../generated/prisma/client.ts';
import { notFound } from '../../access/not-found.ts';
import type { Sql } from '../../platform/postgres/db.ts';
import type { Targeting } from '../flag.ts';
import type { StoredFlag } from '../writing/stored-flag.ts';

/** The fields of a behaviour by the names that events have for them; see changed-fields.ts. */
const fields = {
  enabled: 'enabled',
  rules: 'rules',
  fallthrough: 'fallthrough',
  off_variation: 'offVariation',
} as const satisfies Record<string, keyof Targeting>;

interface Undone {
  field: keyof typeof fields | null;
  value: unknown;
}

/**
 * Each field has the value that the first later change of it says it had before; without a later change, the present one.
 * Fails with NotFoundError when the event is none of the flag. What is read may be newer than the flag: whoever makes a
 * change of it expects the version of the flag.
 */
export async function stateAfter(
  sql: Sql,
  flag: StoredFlag,
  { id: environmentId }: Pick<Environment, 'id'>,
  eventId: string,
): Promise<Targeting> {
  const { rows } = await sql.query<Undone>({
    name: 'read-state-after',
    text: `SELECT undone.field, undone.value
      FROM events e LEFT JOIN LATERAL (
        SELECT DISTINCT ON (changed.key) changed.key AS field, changed.value -> 'old' AS value
        FROM events later CROSS JOIN LATERAL json_each(later.payload -> 'fields') AS changed
        WHERE later.flag_id = e.flag_id AND later.environment_id = $3 AND later.sequence > e.sequence
          AND later.type = 'FLAG_UPDATED' AND changed.key = ANY ($4::text[])
        ORDER BY changed.key, later.sequence
      ) AS undone ON true
      WHERE e.id = $1 AND e.flag_id = $2 AND e.sequence IS NOT NULL`,
    values: [eventId, flag.id, environmentId, Object.keys(fields)],
  });
  if (rows.length === 0) throw notFound('evt', eventId);
  const undone = rows.flatMap(({ field, value }) => (field === null ? [] : [[fields[field], value]]));
  return { ...(flag.targeting[environmentId] as Targeting), ...Object.fromEntries(undone) };
}
