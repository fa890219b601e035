/** Recoveries in the database. */

import type { RecoveryKind, RecoveryStatus } from '../../../generated/prisma/enums.ts';
import type { Actor } from '../../access/viewer.ts';
import { addJob } from '../../platform/jobs/jobs.ts';
import type { Sql, Transaction } from '../../platform/postgres/db.ts';
import { recoverJob } from '../jobs.ts';
import { PRIORITY } from '../priority.ts';
import type { FailedFilter, ReplayFilter } from './recovery-filter.ts';

export interface Recovery {
  id: string;
  projectId: string;
  integrationId: string | null;
  kind: RecoveryKind;
  filter: FailedFilter | ReplayFilter;
  /** Where the next batch continues. Null before the first one. */
  cursor: string | null;
}

/** Result of a batch. */
export interface Batch {
  queued: number;
  cursor: string | null;
  /** Status of the recovery after the batch. */
  status: RecoveryStatus;
}

export type NewRecovery = Omit<Recovery, 'cursor'> & { total: number; actor: Actor; now: Date };

/** Inserts a recovery and the job of its first batch. */
export async function insertRecovery(
  tx: Transaction,
  { id, projectId, integrationId, kind, filter, total, actor, now }: NewRecovery,
): Promise<void> {
  await tx.query(
    `INSERT INTO recoveries (id, project_id, integration_id, kind, filter, total, actor, created_at, updated_at)
     VALUES ($1, $2, $3, $4::"RecoveryKind", $5, $6, $7, $8, clock_timestamp())`,
    [id, projectId, integrationId, kind, filter, total, actor, now],
  );
  await addRecoverJob(tx, id);
}

/** Reads a recovery and locks its row until the end of the transaction. Undefined when it is not running. */
export async function lockRunning(tx: Transaction, id: string): Promise<Recovery | undefined> {
  const { rows } = await tx.query<Recovery>(
    `SELECT id, project_id AS "projectId", integration_id AS "integrationId", kind, filter, cursor
     FROM recoveries WHERE id = $1 AND status = 'RUNNING' FOR UPDATE`,
    [id],
  );
  return rows[0];
}

/** Stores the result of a batch, so that the next one continues there. */
export async function saveBatch(
  sql: Sql,
  id: string,
  { queued, cursor, status }: Batch,
  now: Date,
): Promise<void> {
  await sql.query(
    `UPDATE recoveries SET queued = queued + $2, cursor = $3, status = $4::"RecoveryStatus",
       skipped = CASE WHEN $4 = 'COMPLETED' THEN greatest(total - queued - $2, 0) ELSE 0 END,
       completed_at = CASE WHEN $4 = 'RUNNING' THEN NULL ELSE $5::timestamptz END, updated_at = clock_timestamp()
     WHERE id = $1`,
    [id, queued, cursor, status, now],
  );
}

/** Adds the job of the next batch, with a lower priority than all deliveries. */
export function addRecoverJob(sql: Sql, recoveryId: string): Promise<void> {
  return addJob(sql, recoverJob, { recoveryId }, { priority: PRIORITY.replay });
}
