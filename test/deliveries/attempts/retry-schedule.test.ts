import { describe, expect } from 'vitest';
import type { TestApp } from '#test/support/app.ts';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import { createFlag, createProject, createWebhook, setFlagEnabled } from '#test/support/builders.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { readDelivery } from '#test/support/deliveries.ts';
import { readJobs, runJobs } from '#test/support/run-jobs.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const clock = stopClockForFile();
const it = testWithReceiver({ worker: false });
let projectKey: string;

/** One change of one flag, to be announced to one webhook; its jobs have not run yet. */
it.beforeEach(async ({ gogreen, receiver }) => {
  await gogreen.app.database.pool.query('DELETE FROM graphile_worker._private_jobs');
  await gogreen.app.database.pool.query('DELETE FROM deliveries');
  projectKey = (await createProject(gogreen)).key;
  const flag = await createFlag(gogreen, { projectKey });
  await runJobs(gogreen);
  await createWebhook(gogreen, { projectKey, url: receiver.url });
  await setFlagEnabled(gogreen, {
    projectKey,
    flagKey: flag.key,
    environmentKey: 'production',
    enabled: true,
  });
});

const read = (gogreen: TestApp) => readDelivery(gogreen, projectKey);
const inFuture = (ms: number) => new Date(clock.now().getTime() + ms).toISOString();

describe('an endpoint that keeps failing', () => {
  it('is tried at once, then 1 min, 5 min, 30 min and 2 h after the previous attempt, and then not again', async ({
    gogreen,
    receiver,
  }) => {
    // Each attempt takes three seconds: what follows is counted from its end.
    receiver.answer(() => {
      clock.advance(3 * SECOND);
      return { status: 500, body: 'no' };
    });
    await runJobs(gogreen);
    expect(receiver.requests).toHaveLength(1);

    for (const [index, delay] of [1, 5, 30, 120].map((minutes) => minutes * MINUTE).entries()) {
      const waiting = await read(gogreen);
      expect(waiting).toMatchObject({
        status: 'PENDING',
        attemptCount: index + 1,
        nextAttemptAt: inFuture(delay),
        completedAt: null,
      });
      expect(waiting.attempts.at(-1)).toMatchObject({
        number: index + 1,
        trigger: index === 0 ? 'FIRST' : 'RETRY',
        startedAt: inFuture(-3 * SECOND),
        nextAttemptAt: inFuture(delay),
        error: { class: 'HTTP', message: 'The receiver answered 500 Internal Server Error.' },
      });
      expect(await readJobs(gogreen), 'a planned retry has no job').toEqual([]);
      clock.advance(delay - SECOND);
      await runJobs(gogreen);
      expect(receiver.requests, 'nothing a second before').toHaveLength(index + 1);
      clock.advance(SECOND);
      await runJobs(gogreen);
      expect(receiver.requests).toHaveLength(index + 2);
    }

    const failed = await read(gogreen);
    expect(failed).toMatchObject({
      status: 'FAILED',
      attemptCount: 5,
      nextAttemptAt: null,
      completedAt: clock.now().toISOString(),
    });
    expect(failed.attempts.at(-1)).toMatchObject({ number: 5, trigger: 'RETRY', nextAttemptAt: null });
    expect(await readJobs(gogreen)).toEqual([]);
    clock.advance(24 * 60 * MINUTE);
    await runJobs(gogreen);
    expect(receiver.requests).toHaveLength(5);
  });
});

describe('an endpoint that recovers', () => {
  it('gets the delivery with the next attempt, and no further one', async ({ gogreen, receiver }) => {
    receiver.answer({ status: 503 });
    await runJobs(gogreen);
    receiver.answer({ status: 204 });
    clock.advance(MINUTE);
    await runJobs(gogreen);
    expect(await read(gogreen)).toMatchObject({
      status: 'DELIVERED',
      attemptCount: 2,
      nextAttemptAt: null,
      completedAt: clock.now().toISOString(),
      attempts: [
        { number: 1, trigger: 'FIRST', error: { class: 'HTTP' }, response: { status: 503 } },
        { number: 2, trigger: 'RETRY', error: null, response: { status: 204 }, nextAttemptAt: null },
      ],
    });
    expect(await readJobs(gogreen)).toEqual([]);
    clock.advance(24 * 60 * MINUTE);
    await runJobs(gogreen);
    expect(receiver.requests).toHaveLength(2);
  });
});
