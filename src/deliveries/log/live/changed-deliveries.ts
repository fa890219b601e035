/** Finds the deliveries that changed, by the time of their last change, without missing transactions that commit late. */

import type { Sql } from '../../../platform/postgres/db.ts';

export interface ChangedDelivery {
  id: string;
  integrationId: string;
  updatedAt: Date;
  /** Different for any two states, also within one millisecond. */
  state: string;
}

/** Changes of longer transactions may be missed; ours take milliseconds. */
const LONGEST_TRANSACTION = '60 seconds';

/**
 * The start of the oldest transaction that is under way, by the database's clock. All changes before this time are
 * visible; later ones have a later time, whenever they commit.
 */
export async function readHorizon(sql: Sql): Promise<Date> {
  const { rows } = await sql.query<{ horizon: Date }>({
    name: 'read-horizon',
    text: `SELECT date_trunc('milliseconds', greatest(clock_timestamp() - interval '${LONGEST_TRANSACTION}',
        least(clock_timestamp(), (SELECT min(xact_start) FROM pg_stat_activity
          WHERE datname = current_database() AND backend_type = 'client backend')))) AS horizon`,
  });
  const [row] = rows;
  if (!row) throw new Error('the query for the horizon returned no row');
  return row.horizon;
}

/** Where a page of changes begins: after a change, or at a time. */
export type ChangePosition = Pick<ChangedDelivery, 'updatedAt' | 'id'>;

export function startAt(time: Date): ChangePosition {
  return { updatedAt: time, id: '' };
}

/** A page of the project's deliveries that changed after a position, oldest change first. */
export async function readChangedAfter(
  sql: Sql,
  projectId: string,
  position: ChangePosition,
  limit: number,
): Promise<ChangedDelivery[]> {
  const { rows } = await sql.query<ChangedDelivery>({
    name: 'read-changed-deliveries',
    text: `SELECT id, integration_id AS "integrationId", updated_at AS "updatedAt",
        concat_ws(' ', updated_at, status, attempt_count, claim) AS state
      FROM deliveries WHERE project_id = $1 AND (updated_at, id) > ($2, $3)
      ORDER BY updated_at, id LIMIT $4`,
    values: [projectId, position.updatedAt, position.id, limit],
  });
  return rows;
}
