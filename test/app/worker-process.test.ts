import { describe, expect, vi } from 'vitest';
import { announceChange } from '#test/support/announce.ts';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import { startWorkerProcess } from '#test/support/worker-process.ts';

const it = testWithReceiver({ worker: false });

async function waitUntilDelivered(change: Awaited<ReturnType<typeof announceChange>>) {
  await vi.waitFor(async () => expect(await change.read()).toMatchObject({ status: 'DELIVERED' }), {
    timeout: 20_000,
    interval: 100,
  });
  return change.read();
}

describe('a worker killed during a request', () => {
  it('leaves a delivery that another worker makes with the same webhook-id', async ({
    gogreen,
    receiver,
  }) => {
    receiver.hang();
    const change = await announceChange(gogreen, { url: receiver.url });
    await using killed = startWorkerProcess(gogreen);
    await receiver.waitFor(1);
    await killed.end('SIGKILL');
    expect(await change.read()).toMatchObject({ status: 'SENDING', attemptCount: 0 });

    // Its lease lasts another 30 s. The one thing that time does is to put it into the past, so this does instead.
    await gogreen.app.database.pool.query(
      `UPDATE deliveries SET lease_until = lease_until - interval '30 s'`,
    );
    receiver.answer({ status: 200 });
    await using next = startWorkerProcess(gogreen);
    const delivered = await waitUntilDelivered(change);
    expect(delivered.attempts).toMatchObject([{ number: 1, trigger: 'FIRST', response: { status: 200 } }]);
    expect(receiver.requests.map(({ headers }) => headers['webhook-id'])).toEqual([
      delivered.id,
      delivered.id,
    ]);
    expect(await next.end('SIGTERM')).toBe(0);
  });
});

describe('a worker stopped during a request', () => {
  it('requeues the delivery without an attempt and exits with 0; another worker makes it', async ({
    gogreen,
    receiver,
  }) => {
    receiver.hang();
    const change = await announceChange(gogreen, { url: receiver.url });
    await using stopped = startWorkerProcess(gogreen);
    await receiver.waitFor(1);
    expect(await stopped.end('SIGTERM'), stopped.log()).toBe(0);
    expect(await change.read()).toMatchObject({ status: 'PENDING', attemptCount: 0, attempts: [] });

    receiver.answer({ status: 200 });
    await using next = startWorkerProcess(gogreen);
    const delivered = await waitUntilDelivered(change);
    expect(delivered).toMatchObject({ attemptCount: 1, attempts: [{ number: 1, trigger: 'FIRST' }] });
    expect(await next.end('SIGTERM')).toBe(0);
  });

  it('finishes a request that is answered soon', async ({ gogreen, receiver }) => {
    const answer = Promise.withResolvers<void>();
    receiver.answer(async () => {
      await answer.promise;
      return { status: 200 };
    });
    const change = await announceChange(gogreen, { url: receiver.url });
    await using worker = startWorkerProcess(gogreen);
    await receiver.waitFor(1);
    const stopped = worker.end('SIGTERM');
    await vi.waitFor(() => expect(worker.log()).toContain('"stopping"'));
    answer.resolve();
    expect(await stopped).toBe(0);
    expect(await change.read()).toMatchObject({ status: 'DELIVERED', attemptCount: 1 });
    expect(receiver.requests).toHaveLength(1);
  });
});
