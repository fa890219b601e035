/**
 * One batch of a recovery and the job of the next, in one transaction under the lock of the recovery's row. Run twice, it
 * continues where the first run ended; killed, it has queued nothing.
 */

import type { App } from '../../platform/app.ts';
import type { PayloadOf } from '../../platform/jobs/jobs.ts';
import { transaction } from '../../platform/postgres/db.ts';
import type { recoverJob } from '../jobs.ts';
import type { Sender } from '../queue/sender.ts';
import { replayBatch } from './replay.ts';
import { readFailed, retryBatch } from './retry-failed.ts';
import { addRecoverJob, lockRunning, readRunning, saveBatch } from './stored-recovery.ts';

export async function recover(
  app: App,
  { recoveryId }: PayloadOf<typeof recoverJob>,
  { sender }: { sender: Pick<Sender, 'claimSoon'> },
): Promise<void> {
  const { pool } = app.database;
  const seen = await readRunning(pool, recoveryId);
  // Not in the transaction: finding them may take long, and needs a connection of its own.
  const failed = seen?.kind === 'RETRY' ? await readFailed(app, seen) : [];
  const done = await transaction(pool, async (tx) => {
    const recovery = await lockRunning(tx, recoveryId);
    if (!recovery) return null;
    const isRetry = recovery.kind === 'RETRY';
    // Another run has queued the same batch meanwhile, and added the job of the next.
    if (isRetry && recovery.cursor !== seen?.cursor) return null;
    const batch = isRetry ? await retryBatch(tx, recovery, failed) : await replayBatch(app, tx, recovery);
    await saveBatch(tx, recoveryId, batch, app.now());
    if (batch.status === 'RUNNING') await addRecoverJob(tx, recoveryId);
    return { projectId: recovery.projectId, queues: batch.queues };
  });
  if (!done) return;
  sender.claimSoon(done.queues);
  app.doorbell.publish('deliveries', done.projectId);
}
