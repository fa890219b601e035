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
import { retryBatch } from './retry-failed.ts';
import { addRecoverJob, lockRunning, saveBatch } from './stored-recovery.ts';

export async function recover(
  app: App,
  { recoveryId }: PayloadOf<typeof recoverJob>,
  { sender }: { sender: Pick<Sender, 'claimSoon'> },
): Promise<void> {
  const done = await transaction(app.database.pool, async (tx) => {
    const recovery = await lockRunning(tx, recoveryId);
    if (!recovery) return null;
    const batch =
      recovery.kind === 'RETRY' ? await retryBatch(tx, recovery) : await replayBatch(app, tx, recovery);
    await saveBatch(tx, recoveryId, batch, app.now());
    if (batch.status === 'RUNNING') await addRecoverJob(tx, recoveryId);
    return { projectId: recovery.projectId, queues: batch.queues };
  });
  if (!done) return;
  sender.claimSoon(done.queues);
  app.doorbell.publish('deliveries', done.projectId);
}
