import { describe, expect } from 'vitest';
import { announceChange } from '#test/support/announce.ts';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import { readAudit } from '#test/support/audit.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { cancelDelivery, retryDelivery } from '#test/support/deliveries.ts';
import { readJobs, runJobs } from '#test/support/run-jobs.ts';

const clock = stopClockForFile();
const it = testWithReceiver({ worker: false });
let change: Awaited<ReturnType<typeof announceChange>>;

it.beforeEach(async ({ gogreen, receiver }) => {
  await gogreen.app.database.pool.query('DELETE FROM projects');
  receiver.answer({ status: 500 });
  change = await announceChange(gogreen, { url: receiver.url });
  await runJobs(gogreen);
});

describe('cancelDelivery', () => {
  it('of a delivery with a planned retry: it is cancelled and the retry is not made', async ({
    gogreen,
    receiver,
  }) => {
    const { id } = await change.read();
    expect(await cancelDelivery(gogreen, id)).toMatchObject({
      delivery: { status: 'CANCELLED', nextAttemptAt: null, completedAt: clock.now().toISOString() },
    });
    clock.advance(3 * 3_600_000);
    await runJobs(gogreen);
    expect(receiver.requests).toHaveLength(1);
    expect(await change.read()).toMatchObject({ status: 'CANCELLED', attemptCount: 1, schedule: [] });
    expect((await readAudit(gogreen, change.projectKey))[0]).toMatchObject({
      action: 'CANCELLED',
      subject: 'DELIVERY',
      subjectId: id,
      before: { status: 'PENDING' },
      after: { status: 'CANCELLED' },
    });
  });

  it('of a delivery that was retried by hand and waits: the attempt is not made, and its job does nothing', async ({
    gogreen,
    receiver,
  }) => {
    const { id } = await change.read();
    await retryDelivery(gogreen, id);
    await cancelDelivery(gogreen, id);
    await runJobs(gogreen);
    expect(receiver.requests).toHaveLength(1);
    expect(await readJobs(gogreen)).toEqual([]);
  });

  it('of a cancelled delivery: is a conflict, until it is retried', async ({ gogreen, receiver }) => {
    const { id } = await change.read();
    await cancelDelivery(gogreen, id);
    expect(await cancelDelivery(gogreen, id)).toMatchObject({
      __typename: 'ConflictError',
      message: 'This delivery is CANCELLED: no further attempt is planned.',
    });
    receiver.answer({ status: 200 });
    await retryDelivery(gogreen, id);
    await runJobs(gogreen);
    expect(await change.read()).toMatchObject({ status: 'DELIVERED' });
    expect(await cancelDelivery(gogreen, id)).toMatchObject({ code: 'CONFLICT' });
  });

  it('of a delivery that is being sent: is a conflict, and the attempt is recorded', async ({
    gogreen,
    receiver,
  }) => {
    const { id } = await change.read();
    receiver.requests.splice(0);
    receiver.answer(async () => {
      expect(await cancelDelivery(gogreen, id)).toMatchObject({ code: 'CONFLICT' });
      return { status: 200 };
    });
    await retryDelivery(gogreen, id);
    await runJobs(gogreen);
    expect(await change.read()).toMatchObject({ status: 'DELIVERED', attemptCount: 2 });
  });
});
