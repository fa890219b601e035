/** Which deliveries have changed: found by the time of their last change, without missing what commits late. */

import type { Sql } from '../../platform/postgres/db.ts';

export interface ChangedDelivery {
  id: string;
  integrationId: string;
  updatedAt: Date;
  /** Differs between any two states, also of the same millisecond. */
  state: string;
}

/** Transactions that take longer than this may be missed; ours take milliseconds. */
const LONGEST_TRANSACTION = '60 seconds';

/**
 * A time, by the database's clock, before which nothing changes any more: the start of the oldest transaction that is
 * under way. What changes later carries a later time, whenever it commits.
 */
export async function readHorizon(sql: Sql): Promise<Date> {
  const { rows } = await sql.query<{ horizon: Date }>({
    name: 'read-horizon',
    text: `SELECT date_trunc('milliseconds', greatest(clock_timestamp() - interval '${LONGEST_TRANSACTION}',
        least(clock_timestamp(), (SELECT min(xact_start) FROM pg_stat_activity
          WHERE datname = current_database() AND backend_type = 'client backend')))) AS horizon`,
  });
  const [row] = rows;
  if (!row) throw new Error('the database has no time');
  return row.horizon;
}

/** Where a page of changes begins: behind a change, or at a time. */
export type ChangePlace = Pick<ChangedDelivery, 'updatedAt' | 'id'>;

export function placeAt(time: Date): ChangePlace {
  return { updatedAt: time, id: '' };
}

/** A page of the deliveries of a project that were changed behind a place, oldest change first. */
export async function readChangedAfter(
  sql: Sql,
  projectId: string,
  place: ChangePlace,
  limit: number,
): Promise<ChangedDelivery[]> {
  const { rows } = await sql.query<ChangedDelivery>({
    name: 'read-changed-deliveries',
    text: `SELECT id, integration_id AS "integrationId", updated_at AS "updatedAt",
        concat_ws(' ', updated_at, status, attempt_count, claim) AS state
      FROM deliveries WHERE project_id = $1 AND (updated_at, id) > ($2, $3)
      ORDER BY updated_at, id LIMIT $4`,
    values: [projectId, place.updatedAt, place.id, limit],
  });
  return rows;
}
