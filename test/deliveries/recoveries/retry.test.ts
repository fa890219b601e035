import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { TestApp } from '#test/support/app.ts';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import { createFlag, createProject, createWebhook } from '#test/support/builders.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { command, fingerprint } from '#test/support/command.ts';
import { readDeliveries } from '#test/support/deliveries.ts';
import { deleteIntegration, testIntegration, updateIntegration } from '#test/support/integrations.ts';
import { idleSender } from '#test/support/lines.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';
import { countRecovery, readRecovery, startRecovery } from '#test/support/recoveries.ts';
import { readJobs, runJobs } from '#test/support/run-jobs.ts';
import { describeFlag } from '#test/support/writers.ts';

const MINUTE = 60_000;
const RETRY = 'retryFailedDeliveries';

const clock = stopClockForFile();
const it = testWithReceiver({ worker: false, now: clock.now });
let broken: Receiver;
let projectKey: string;
/** One answers with 500, the other breaks the connection off. */
let answering: string;
let breaking: string;

beforeAll(async () => {
  broken = await startReceiver();
});
afterAll(async () => {
  await broken?.close();
});
it.beforeEach(async ({ gogreen, receiver }) => {
  await gogreen.app.database.pool.query('DELETE FROM graphile_worker._private_jobs');
  await gogreen.app.database.pool.query('DELETE FROM deliveries');
  receiver.answer({ status: 500 });
  broken.reset();
  ({ key: projectKey } = await createProject(gogreen));
  await createFlag(gogreen, { projectKey, key: 'a' });
  await runJobs(gogreen);
  ({ id: answering } = await createWebhook(gogreen, { projectKey, url: receiver.url }));
  ({ id: breaking } = await createWebhook(gogreen, { projectKey, url: broken.url }));
  receiver.requests.splice(0);
  broken.requests.splice(0);
});

let changes = 0;

/** An event of which both deliveries fail for good, two and a half hours later. Answers with when. */
async function failForGood(gogreen: TestApp): Promise<Date> {
  changes += 1;
  await describeFlag(gogreen, projectKey, 'a', changes);
  await runJobs(gogreen);
  for (const minutes of [1, 5, 30, 120]) {
    clock.advance(minutes * MINUTE);
    await runJobs(gogreen);
  }
  return clock.now();
}

const count = (gogreen: TestApp, filter: object = {}) =>
  countRecovery(gogreen, RETRY, { projectKey, ...filter });

describe('a bulk retry', () => {
  it('makes one attempt of each, outside the schedule and with the same webhook-id', async ({
    gogreen,
    receiver,
  }) => {
    await failForGood(gogreen);
    const ids = new Set(receiver.requests.map(({ headers }) => headers['webhook-id']));
    const { id, total } = await startRecovery(gogreen, RETRY, { projectKey });
    expect(total).toBe(2);
    expect(await readRecovery(gogreen, id)).toMatchObject({
      kind: 'RETRY',
      status: 'RUNNING',
      queued: 0,
      integration: null,
      actor: { name: expect.any(String) },
      completedAt: null,
    });
    receiver.answer({ status: 200 });
    await runJobs(gogreen);
    expect(new Set(receiver.requests.map(({ headers }) => headers['webhook-id']))).toEqual(ids);
    const [delivered] = await readDeliveries(gogreen, projectKey, { integrationId: answering });
    const [failed] = await readDeliveries(gogreen, projectKey, { integrationId: breaking });
    for (const delivery of [delivered, failed])
      expect(delivery).toMatchObject({ attemptCount: 6, nextAttemptAt: null });
    expect(delivered?.status).toBe('DELIVERED');
    expect(failed?.status).toBe('FAILED');
    expect(failed?.attempts.at(-1)).toMatchObject({ trigger: 'MANUAL', nextAttemptAt: null });
    expect(await readJobs(gogreen)).toEqual([]);
    expect(await readRecovery(gogreen, id)).toMatchObject({
      status: 'COMPLETED',
      total: 2,
      queued: 2,
      delivered: 1,
      failed: 1,
      waiting: 0,
      completedAt: clock.now().toISOString(),
    });
  });

  it('with countOnly: writes nothing', async ({ gogreen }) => {
    await failForGood(gogreen);
    const before = await fingerprint(gogreen);
    expect(await count(gogreen)).toBe(2);
    expect(await fingerprint(gogreen)).toEqual(before);
  });

  it('runs after all other deliveries', async ({ gogreen, receiver }) => {
    await failForGood(gogreen);
    await startRecovery(gogreen, RETRY, { projectKey, integrationId: answering });
    await runRecoverJob(gogreen);
    const { sequence } = await describeFlag(gogreen, projectKey, 'a', 0);
    receiver.requests.splice(0);
    receiver.answer({ status: 200 });
    await runJobs(gogreen);
    const sequences = receiver.requests.map(({ body }) => JSON.parse(body.toString()).sequence);
    expect(sequences).toEqual([sequence, sequence - 1]);
  });

  it('of deliveries that fail again: retries each only once', async ({ gogreen, receiver }) => {
    await failForGood(gogreen);
    const { id } = await startRecovery(gogreen, RETRY, { projectKey });
    await runJobs(gogreen);
    await runJobs(gogreen);
    expect(await readRecovery(gogreen, id)).toMatchObject({ queued: 2, failed: 2 });
    expect(receiver.requests).toHaveLength(6);
    const second = await startRecovery(gogreen, RETRY, { projectKey });
    expect(second.total).toBe(2);
    await runJobs(gogreen);
    expect(receiver.requests).toHaveLength(7);
    // A delivery counts for the recovery that asked for it last.
    expect(await readRecovery(gogreen, id)).toMatchObject({ queued: 2, failed: 0 });
    expect(await readRecovery(gogreen, second.id)).toMatchObject({ queued: 2, failed: 2 });
  });
});

describe('the deliveries of a bulk retry', () => {
  it('are filtered by integration, error class and time of the last failure', async ({ gogreen }) => {
    const first = await failForGood(gogreen);
    clock.advance(MINUTE);
    const second = await failForGood(gogreen);
    expect(await count(gogreen)).toBe(4);
    expect(await count(gogreen, { integrationId: answering })).toBe(2);
    expect(await count(gogreen, { errorClasses: ['HTTP'] })).toBe(2);
    expect(await count(gogreen, { errorClasses: ['REFUSED', 'DNS'] })).toBe(2);
    expect(await count(gogreen, { errorClasses: ['DNS'] })).toBe(0);
    expect(await count(gogreen, { failedAfter: first })).toBe(4);
    expect(await count(gogreen, { failedAfter: new Date(first.getTime() + 1) })).toBe(2);
    expect(await count(gogreen, { failedBefore: second })).toBe(2);
    expect(await count(gogreen, { failedBefore: first })).toBe(0);
    const filter = {
      integrationId: breaking,
      errorClasses: ['REFUSED' as const],
      failedAfter: second.toISOString(),
    };
    expect(await count(gogreen, filter)).toBe(1);
    const { id } = await startRecovery(gogreen, RETRY, { projectKey, ...filter });
    await runJobs(gogreen);
    expect(await readRecovery(gogreen, id)).toMatchObject({
      total: 1,
      queued: 1,
      integration: { id: breaking },
      filter: { failedAfter: second.toISOString(), errorClasses: ['refused'] },
    });
    const retried = await readDeliveries(gogreen, projectKey, { statuses: ['FAILED'] });
    expect(retried.map(({ attemptCount }) => attemptCount).toSorted()).toEqual([5, 5, 5, 6]);
  });

  it('with an error class: are those whose last attempt has it', async ({ gogreen, receiver }) => {
    await failForGood(gogreen);
    receiver.reset();
    await startRecovery(gogreen, RETRY, { projectKey, integrationId: answering });
    await runJobs(gogreen);
    expect(await count(gogreen, { errorClasses: ['HTTP'] })).toBe(0);
    expect(await count(gogreen, { errorClasses: ['REFUSED'] })).toBe(2);
  });

  it('are those that a list with the same filter shows, as far as they are failed', async ({
    gogreen,
    receiver,
  }) => {
    await failForGood(gogreen);
    await failForGood(gogreen);
    const [first, second] = await readDeliveries(gogreen, projectKey, { integrationId: answering });
    expect(await count(gogreen, { filter: {} })).toBe(4);
    expect(await count(gogreen, { filter: { integrationId: answering } })).toBe(2);
    expect(await count(gogreen, { filter: { responseStatuses: { from: 500, to: 599 } } })).toBe(2);
    expect(await count(gogreen, { filter: { errorClasses: ['REFUSED'] }, integrationId: answering })).toBe(0);
    expect(await count(gogreen, { filter: { text: 'answered 500' } })).toBe(2);
    expect(await count(gogreen, { filter: { statuses: ['DELIVERED'] } })).toBe(0);
    expect(await count(gogreen, { filter: { eventId: first?.event.id ?? '' } })).toBe(2);
    expect(await count(gogreen, { deliveryIds: [first?.id ?? '', 'dlv_x'] })).toBe(1);

    const { id, total } = await startRecovery(gogreen, RETRY, {
      projectKey,
      filter: { integrationId: answering, eventId: second?.event.id ?? '', text: 'answered 500' },
    });
    expect(total).toBe(1);
    receiver.answer({ status: 200 });
    await runJobs(gogreen);
    expect(await readRecovery(gogreen, id)).toMatchObject({
      status: 'COMPLETED',
      queued: 1,
      delivered: 1,
      ratePerMinute: null,
      filter: { filter: { integrationId: answering } },
      deliveries: { totalCount: 1, edges: [{ node: { id: second?.id, recovery: { id } } }] },
    });
    expect(await readDeliveries(gogreen, projectKey, { statuses: ['DELIVERED'] })).toHaveLength(1);
  });

  it('with ids: are these', async ({ gogreen, receiver }) => {
    await failForGood(gogreen);
    const failed = await readDeliveries(gogreen, projectKey);
    const deliveryIds = failed.map((delivery) => delivery.id);
    const { id } = await startRecovery(gogreen, RETRY, { projectKey, deliveryIds });
    await runRecoverJob(gogreen);
    clock.advance(2 * MINUTE);
    expect(await readRecovery(gogreen, id)).toMatchObject({ queued: 2, waiting: 2, ratePerMinute: 0 });
    receiver.answer({ status: 200 });
    await runJobs(gogreen);
    expect(await readRecovery(gogreen, id)).toMatchObject({ delivered: 1, failed: 1 });
  });

  it('with ids: continue after the last one, where a process of an older version finds none', async ({
    gogreen,
  }) => {
    await failForGood(gogreen);
    const deliveryIds = (await readDeliveries(gogreen, projectKey)).map((delivery) => delivery.id).toSorted();
    const { id } = await startRecovery(gogreen, RETRY, { projectKey, deliveryIds });
    const { pool } = gogreen.app.database;
    await pool.query('UPDATE recoveries SET cursor = cursor || $2 WHERE id = $1', [id, deliveryIds[0]]);
    await runRecoverJob(gogreen);
    expect(await readRecovery(gogreen, id)).toMatchObject({ status: 'COMPLETED', total: 2, queued: 1 });
    const { rows } = await pool.query(
      `SELECT cursor, (SELECT count(*)::int FROM deliveries d WHERE d.id > cursor) AS "found"
       FROM recoveries WHERE id = $1`,
      [id],
    );
    expect(rows).toEqual([{ cursor: `z${deliveryIds[1]}`, found: 0 }]);
  });

  it('with ids or a filter that cannot be: are refused with the path', async ({ gogreen }) => {
    for (const [input, path] of [
      [{ deliveryIds: [] }, 'deliveryIds'],
      [{ deliveryIds: Array.from({ length: 1_001 }, () => 'dlv_x') }, 'deliveryIds'],
      [{ filter: { responseStatuses: { from: 500, to: 400 } } }, 'filter.responseStatuses.to'],
    ] as const) {
      const { issues } = await command(gogreen, RETRY, { projectKey, ...input });
      expect(issues?.map((issue) => issue.path)).toEqual([path]);
    }
  });

  it('include no test events, and none of disabled or deleted integrations', async ({ gogreen }) => {
    await failForGood(gogreen);
    await testIntegration(gogreen, answering);
    expect(await count(gogreen)).toBe(2);
    await updateIntegration(gogreen, { integrationId: answering, enabled: false });
    expect(await count(gogreen)).toBe(1);
    await deleteIntegration(gogreen, breaking);
    expect(await count(gogreen)).toBe(0);
    const { id } = await startRecovery(gogreen, RETRY, { projectKey });
    await runJobs(gogreen);
    expect(await readRecovery(gogreen, id)).toMatchObject({ status: 'COMPLETED', total: 0, queued: 0 });
  });

  it('are of the project only', async ({ gogreen }) => {
    await failForGood(gogreen);
    const other = await createProject(gogreen);
    expect(await countRecovery(gogreen, RETRY, { projectKey: other.key })).toBe(0);
  });
});

/** Runs only the job of the recovery: its deliveries are then in the queue. */
async function runRecoverJob(gogreen: TestApp): Promise<void> {
  const [job] = (await readJobs(gogreen)).filter(({ task }) => task === 'recover');
  const { recover } = await import('#src/deliveries/recoveries/recover.job.ts');
  await recover(gogreen.app, job?.payload as never, { sender: idleSender(gogreen.app) });
}
