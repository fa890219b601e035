import { describe, expect } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import { announceChange } from '#test/support/announce.ts';
import type { TestApp } from '#test/support/app.ts';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { retryDelivery } from '#test/support/deliveries.ts';
import { readJobs, runJobs } from '#test/support/run-jobs.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const clock = stopClockForFile();
const it = testWithReceiver({ worker: false });
let change: Awaited<ReturnType<typeof announceChange>>;

it.beforeEach(async ({ gogreen, receiver }) => {
  // With their deliveries: planned retries of an earlier test would come due in this one.
  await gogreen.app.database.pool.query('DELETE FROM projects');
  receiver.answer({ status: 500 });
  change = await announceChange(gogreen, { url: receiver.url });
  await runJobs(gogreen);
});

async function failForGood(gogreen: TestApp) {
  for (const minutes of [1, 5, 30, 120]) {
    clock.advance(minutes * MINUTE);
    await runJobs(gogreen);
  }
  const delivery = await change.read();
  expect(delivery).toMatchObject({ status: 'FAILED', attemptCount: 5 });
  return delivery;
}

async function retry(gogreen: TestApp) {
  const { id } = await change.read();
  return retryDelivery(gogreen, id);
}

const UpdateIntegration = graphql(`
  mutation ManualRetryUpdateIntegration($input: UpdateIntegrationInput!) {
    updateIntegration(input: $input) { __typename }
  }
`);
const DeleteIntegration = graphql(`
  mutation ManualRetryDeleteIntegration($input: DeleteIntegrationInput!) {
    deleteIntegration(input: $input) { __typename }
  }
`);

describe('a failed delivery', () => {
  it('retried by hand: one attempt at once with the same webhook-id; when that fails, it is failed again', async ({
    gogreen,
    receiver,
  }) => {
    await failForGood(gogreen);
    expect(await retry(gogreen)).toMatchObject({
      delivery: { status: 'PENDING', attemptCount: 5, completedAt: null },
    });
    await runJobs(gogreen);
    const failed = await change.read();
    expect(failed).toMatchObject({
      status: 'FAILED',
      attemptCount: 6,
      nextAttemptAt: null,
      completedAt: clock.now().toISOString(),
    });
    expect(failed.attempts.at(-1)).toMatchObject({ number: 6, trigger: 'MANUAL', nextAttemptAt: null });
    expect(await readJobs(gogreen)).toEqual([]);
    expect(new Set(receiver.requests.map(({ headers }) => headers['webhook-id']))).toEqual(
      new Set([failed.id]),
    );
  });

  it('retried by hand with success: it is delivered', async ({ gogreen, receiver }) => {
    await failForGood(gogreen);
    receiver.answer({ status: 200 });
    await retry(gogreen);
    await runJobs(gogreen);
    expect(await change.read()).toMatchObject({ status: 'DELIVERED', attemptCount: 6, nextAttemptAt: null });
  });

  it('retried by hand repeatedly: one attempt each time', async ({ gogreen }) => {
    await failForGood(gogreen);
    for (const number of [6, 7]) {
      await retry(gogreen);
      await runJobs(gogreen);
      expect(await change.read()).toMatchObject({ status: 'FAILED', attemptCount: number });
    }
  });
});

describe('a delivery with a planned retry', () => {
  it('retried by hand without success: the planned retry stays', async ({ gogreen }) => {
    const { nextAttemptAt } = await change.read();
    clock.advance(20 * SECOND);
    await retry(gogreen);
    await runJobs(gogreen);
    const waiting = await change.read();
    expect(waiting).toMatchObject({ status: 'PENDING', attemptCount: 2, nextAttemptAt });
    expect(waiting.attempts.map(({ trigger }) => trigger)).toEqual(['FIRST', 'MANUAL']);
    expect(await readJobs(gogreen), 'a planned retry has no job').toEqual([]);
    clock.set(nextAttemptAt ?? '');
    await runJobs(gogreen);
    // The second of the schedule, though the third of all: five minutes follow it.
    const later = await change.read();
    expect(later.attempts.at(-1)).toMatchObject({ number: 3, trigger: 'RETRY' });
    expect(later.nextAttemptAt).toBe(new Date(clock.now().getTime() + 5 * MINUTE).toISOString());
  });

  it('retried by hand with success: it is delivered and the planned retry is not made', async ({
    gogreen,
    receiver,
  }) => {
    receiver.answer({ status: 200 });
    await retry(gogreen);
    await runJobs(gogreen);
    expect(await change.read()).toMatchObject({ status: 'DELIVERED', attemptCount: 2, nextAttemptAt: null });
    clock.advance(60 * MINUTE);
    await runJobs(gogreen);
    expect(receiver.requests).toHaveLength(2);
  });

  it('retried by hand several times at once: one attempt', async ({ gogreen, receiver }) => {
    await Promise.all([retry(gogreen), retry(gogreen), retry(gogreen)]);
    await runJobs(gogreen);
    expect(receiver.requests).toHaveLength(2);
  });
});

describe('retryDelivery', () => {
  const refusal = (message: string) => ({
    __typename: 'ConflictError',
    code: 'CONFLICT',
    message: expect.stringContaining(message),
  });

  it('of a delivered delivery: is a conflict', async ({ gogreen, receiver }) => {
    receiver.answer({ status: 200 });
    clock.advance(MINUTE);
    await runJobs(gogreen);
    expect(await retry(gogreen)).toEqual(refusal('delivered already'));
  });

  it('of a delivery that is being sent: is a conflict', async ({ gogreen, receiver }) => {
    const arrived = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    receiver.answer(async () => {
      arrived.resolve();
      await answer.promise;
      return { status: 200 };
    });
    clock.advance(MINUTE);
    const running = runJobs(gogreen);
    await arrived.promise;
    expect(await change.read()).toMatchObject({ status: 'SENDING', nextAttemptAt: null });
    expect(await retry(gogreen)).toEqual(refusal('right now'));
    answer.resolve();
    await running;
  });

  it('for a disabled or deleted integration: is a conflict', async ({ gogreen }) => {
    const integrationId = change.integration.id;
    await gogreen.run(UpdateIntegration, { input: { integrationId, enabled: false } });
    await runJobs(gogreen);
    expect(await retry(gogreen)).toEqual(refusal('disabled. Enable it'));
    await gogreen.run(UpdateIntegration, { input: { integrationId, enabled: true } });
    expect(await retry(gogreen)).toMatchObject({ delivery: { status: 'PENDING' } });
    await gogreen.run(DeleteIntegration, { input: { integrationId } });
    await runJobs(gogreen);
    expect(await change.read()).toMatchObject({ status: 'CANCELLED', attemptCount: 1 });
    expect(await retry(gogreen)).toEqual(refusal('was deleted'));
  });

  it('of an unknown delivery: is not found', async ({ gogreen }) => {
    expect(await retryDelivery(gogreen, 'dlv_00000000000000000000000000')).toMatchObject({
      __typename: 'NotFoundError',
    });
    expect(await retryDelivery(gogreen, 'dlv_\u0000')).toMatchObject({ __typename: 'InvalidInputError' });
  });
});
