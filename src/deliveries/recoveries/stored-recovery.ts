/** Recoveries in the database. */

import type { RecoveryKind, RecoveryStatus } from '../../../generated/prisma/enums.ts';
import type { Actor } from '../../access/viewer.ts';
import { addJob } from '../../platform/jobs/jobs.ts';
import type { Sql, Transaction } from '../../platform/postgres/db.ts';
import { query, sql } from '../../platform/postgres/query.ts';
import { recoverJob } from '../jobs.ts';
import { PRIORITY } from '../priority.ts';
import type { Queue } from '../queue/claim-due.ts';
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
  /** Queues that have deliveries of the batch. */
  queues: Queue[];
}

export type NewRecovery = Recovery & { total: number; actor: Actor; now: Date };

/** Inserts a recovery and the job of its first batch. */
export async function insertRecovery(
  tx: Transaction,
  { id, projectId, integrationId, kind, filter, cursor, total, actor, now }: NewRecovery,
): Promise<void> {
  await query(tx)
    .insertInto('recoveries')
    .values({
      id,
      projectId,
      integrationId,
      kind,
      filter: JSON.stringify(filter),
      cursor,
      total,
      actor: JSON.stringify(actor),
      createdAt: now,
      updatedAt: sql`clock_timestamp()`,
    })
    .execute();
  await addRecoverJob(tx, id);
}

/** Reads a recovery. Undefined when it is not running. */
export function readRunning(on: Sql, id: string): Promise<Recovery | undefined> {
  return running(on, id).executeTakeFirst();
}

/** The same, with its row locked until the end of the transaction. */
export function lockRunning(tx: Transaction, id: string): Promise<Recovery | undefined> {
  return running(tx, id).forUpdate().executeTakeFirst();
}

function running(on: Sql, id: string) {
  return query(on)
    .selectFrom('recoveries')
    .select(['id', 'projectId', 'integrationId', 'kind', 'filter', 'cursor'])
    .where('id', '=', id)
    .where('status', '=', 'RUNNING');
}

/** Stores the result of a batch, so that the next one continues there. */
export async function saveBatch(
  tx: Transaction,
  id: string,
  { queued, cursor, status }: Batch,
  now: Date,
): Promise<void> {
  await query(tx)
    .updateTable('recoveries')
    .set((recovery) => ({
      queued: recovery('queued', '+', queued),
      skipped: status === 'COMPLETED' ? sql<number>`greatest(total - queued - ${queued}::int, 0)` : 0,
      cursor,
      status,
      completedAt: status === 'RUNNING' ? null : now,
      updatedAt: sql<Date>`clock_timestamp()`,
    }))
    .where('id', '=', id)
    .execute();
}

/** Adds the job of the next batch, with a lower priority than all deliveries. */
export function addRecoverJob(tx: Transaction, recoveryId: string): Promise<void> {
  return addJob(tx, recoverJob, { recoveryId }, { priority: PRIORITY.replay });
}
