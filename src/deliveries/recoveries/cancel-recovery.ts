import { z } from 'zod';
import { notFound } from '../../access/not-found.ts';
import type { Actor } from '../../access/viewer.ts';
import { appendAudit } from '../../accounts/audit/audit.ts';
import type { App } from '../../platform/app.ts';
import { ConflictError } from '../../platform/errors.ts';
import { parseInput, reference } from '../../platform/input/input.ts';
import { transaction } from '../../platform/postgres/db.ts';
import { query, sql } from '../../platform/postgres/query.ts';
import { cancelRecovered } from '../states/cancel-recovered.ts';

/**
 * Cancels a recovery and its deliveries that were not attempted yet. Those that are being sent or have a planned retry
 * continue, and so do those that were retried by hand in the meantime.
 */
export async function cancelRecovery(
  app: App,
  actor: Actor,
  input: unknown,
): Promise<{ recoveryId: string }> {
  const { recoveryId } = parseInput(z.object({ recoveryId: reference }), input);
  const now = app.now();
  const projectId = await transaction(app.database.pool, async (tx) => {
    const recovery = await query(tx)
      .selectFrom('recoveries')
      .select(['projectId', 'kind', 'status'])
      .where('id', '=', recoveryId)
      .forUpdate()
      .executeTakeFirst();
    if (!recovery) throw notFound('rcv', recoveryId);
    if (recovery.status === 'CANCELLED') throw new ConflictError('This recovery was cancelled already.');
    const count = await cancelRecovered(tx, recoveryId, now);
    if (recovery.status === 'COMPLETED' && count === 0)
      throw new ConflictError(
        'This recovery is completed and all its deliveries were attempted already: there is nothing to cancel.',
      );
    await query(tx)
      .updateTable('recoveries')
      .set((row) => ({
        status: 'CANCELLED',
        queued: row('queued', '-', count),
        completedAt: row.fn.coalesce('completedAt', row.val(now)),
        updatedAt: sql<Date>`clock_timestamp()`,
      }))
      .where('id', '=', recoveryId)
      .execute();
    await appendAudit(tx, {
      projectId: recovery.projectId,
      actor,
      now,
      action: 'CANCELLED',
      subject: 'RECOVERY',
      subjectId: recoveryId,
      subjectName: recovery.kind,
      before: { status: recovery.status },
      after: { status: 'CANCELLED', cancelledDeliveries: count },
    });
    return recovery.projectId;
  });
  app.doorbell.publish('deliveries', projectId);
  return { recoveryId };
}
