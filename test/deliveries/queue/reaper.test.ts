import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import { makeAttempt } from '#src/deliveries/attempts/attempt.ts';
import { planNext } from '#src/deliveries/attempts/retry-schedule.ts';
import { type Claim, LEASE_MS } from '#src/deliveries/claim.ts';
import { claimDue, readQueues } from '#src/deliveries/queue/claim-due.ts';
import { fanOut } from '#src/deliveries/queue/fan-out.job.ts';
import { reap } from '#src/deliveries/queue/reaper.ts';
import { createSender } from '#src/deliveries/queue/sender.ts';
import { recordAttempt } from '#src/deliveries/states/record-attempt.ts';
import { releaseClaimed } from '#src/deliveries/states/release.ts';
import { announceChange } from '#test/support/announce.ts';
import { startTestApp, type TestApp } from '#test/support/app.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { retryDelivery } from '#test/support/deliveries.ts';
import { idleSender, startSender } from '#test/support/lines.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';
import { readJobs, runJobs } from '#test/support/run-jobs.ts';

const SECOND = 1_000;

const clock = stopClockForFile();
let gogreen: TestApp;
let receiver: Receiver;
let change: Awaited<ReturnType<typeof announceChange>>;

beforeAll(async () => {
  receiver = await startReceiver();
  gogreen = await startTestApp({ worker: false });
});
afterAll(async () => {
  await gogreen?.close();
  await receiver?.close();
});
beforeEach(async () => {
  receiver.answer({ status: 200 });
  // What is lost is looked for in all projects: what other tests have lost is none of this one's business.
  await sql('DELETE FROM projects');
  change = await announceChange(gogreen, { url: receiver.url });
  receiver.requests.splice(0);
});

const sql = (text: string, values: unknown[] = []) => gogreen.app.database.pool.query(text, values);
const loseJobs = () => sql('DELETE FROM graphile_worker._private_jobs');
/** What a worker that is killed leaves behind: its jobs stay locked for four hours. */
const lockJobs = () =>
  sql(`UPDATE graphile_worker._private_jobs SET locked_by = 'killed', locked_at = $1, attempts = 1`, [
    clock.now(),
  ]);

/** The delivery as its fan-out left it, in line, when its worker died right after. */
async function fannedOut() {
  await fanOut(gogreen.app, { eventId: change.eventId }, { sender: idleSender(gogreen.app) });
  return change.read();
}

/** What a worker does every few seconds with what is queued. */
async function sendQueued() {
  await using sender = startSender(gogreen);
  for (const queue of await readQueues(gogreen.app.database.pool)) await sender.claimFrom(queue);
  await sender.idle();
}

/** The delivery with a job that is due, as one has that is retried or was put back. */
async function withJob() {
  const delivery = await fannedOut();
  await sql(`UPDATE deliveries SET queued_at = NULL WHERE id = $1`, [delivery.id]);
  await sql(`SELECT schedule_job('deliver', $1::json, $2)`, [
    JSON.stringify({ deliveryId: delivery.id }),
    `deliver:${delivery.id}`,
  ]);
  return delivery;
}

async function claimDelivery(id: string): Promise<Claim | undefined> {
  const asked = { due: [id], queues: [], now: clock.now(), room: 1, underWay: {} };
  return (await claimDue(gogreen.app.database.pool, asked)).claims[0];
}

/** The delivery in the hands of a worker that never comes back. */
async function claimed(): Promise<Claim> {
  const { id } = await fannedOut();
  const claim = await claimDelivery(id);
  if (!claim) throw new Error('nothing to claim');
  await lockJobs();
  return claim;
}

/** What a worker does at the end of an attempt. */
async function record(claim: Claim) {
  const attempt = await makeAttempt(gogreen.app, claim, undefined);
  if (!attempt) throw new Error('given up');
  const plan = planNext({ ...claim, verdict: attempt.verdict, endedAt: attempt.endedAt });
  return (await recordAttempt(gogreen.app.database.pool, { claim, attempt, plan, failures: 1 })).number;
}

const UpdateIntegration = graphql(`
  mutation RecoveryUpdate($input: UpdateIntegrationInput!) { updateIntegration(input: $input) { __typename } }
`);
const DeleteIntegration = graphql(`
  mutation RecoveryDelete($input: DeleteIntegrationInput!) { deleteIntegration(input: $input) { __typename } }
`);

describe('a delivery whose worker died', () => {
  it('before its lease expires: stays; after that: is attempted again', async () => {
    await claimed();
    clock.advance(LEASE_MS);
    expect(await reap(gogreen.app)).toBe(0);
    expect(await change.read()).toMatchObject({ status: 'SENDING' });
    clock.advance(1);
    expect(await reap(gogreen.app)).toBe(1);
    await runJobs(gogreen);
    expect(receiver.requests).toHaveLength(1);
    expect(await change.read()).toMatchObject({
      status: 'DELIVERED',
      attemptCount: 1,
      attempts: [{ number: 1, trigger: 'FIRST' }],
    });
  });

  it('after the lease expired: the old claim can record nothing', async () => {
    const stalled = await claimed();
    clock.advance(LEASE_MS + SECOND);
    await reap(gogreen.app);
    const before = await change.read();
    expect(await record(stalled)).toBeNull();
    expect(await change.read()).toEqual(before);
    const newer = await claimDelivery(stalled.deliveryId);
    expect(newer?.claim).toBe(stalled.claim + 1);
    expect(await record(stalled)).toBeNull();
    await releaseClaimed(gogreen.app.database.pool, stalled, clock.now());
    expect(await change.read()).toMatchObject({ status: 'SENDING', attemptCount: 0, attempts: [] });
  });

  it('several reapers at once: it is requeued once', async () => {
    await claimed();
    clock.advance(LEASE_MS + SECOND);
    const found = await Promise.all(Array.from({ length: 5 }, () => reap(gogreen.app)));
    expect(found.toSorted()).toEqual([0, 0, 0, 0, 1]);
    await runJobs(gogreen, { concurrency: 5 });
    expect(receiver.requests).toHaveLength(1);
  });

  it('retried by hand: stays a retry by hand', async () => {
    receiver.answer({ status: 500 });
    const { id } = await fannedOut();
    await sendQueued();
    const { nextAttemptAt } = await change.read();
    await retryDelivery(gogreen, id);
    await claimDelivery(id);
    await lockJobs();
    clock.advance(LEASE_MS + SECOND);
    await reap(gogreen.app);
    await runJobs(gogreen);
    const waiting = await change.read();
    expect(waiting).toMatchObject({ status: 'PENDING', nextAttemptAt });
    expect(waiting.attempts.map(({ trigger }) => trigger)).toEqual(['FIRST', 'MANUAL']);
  });
});

describe('the reaper finds', () => {
  it('a queued delivery whose worker died before it claimed', async () => {
    const { id } = await fannedOut();
    const lines = await readQueues(gogreen.app.database.pool);
    expect(lines).toMatchObject([{ integrationId: change.integration.id, target: '' }]);
    await sendQueued();
    expect(receiver.requests).toHaveLength(1);
    expect(await change.read()).toMatchObject({
      id,
      status: 'DELIVERED',
      attemptCount: 1,
      queuedAt: null,
    });
    expect(await readQueues(gogreen.app.database.pool)).toEqual([]);
  });

  it.each([
    ['lost', loseJobs],
    ['locked by a dead worker', lockJobs],
  ])('a delivery whose job is %s', async (_how, lose) => {
    await withJob();
    await lose();
    clock.advance(29 * SECOND);
    expect(await reap(gogreen.app)).toBe(0);
    clock.advance(2 * SECOND);
    expect(await reap(gogreen.app)).toBe(1);
    await runJobs(gogreen);
    expect(receiver.requests).toHaveLength(1);
    expect(await change.read()).toMatchObject({ status: 'DELIVERED', attemptCount: 1 });
  });

  it.each([
    ['lost', loseJobs],
    ['locked by a dead worker', lockJobs],
  ])('an event whose fan-out is %s', async (_how, lose) => {
    await lose();
    clock.advance(31 * SECOND);
    expect(await reap(gogreen.app)).toBe(1);
    await runJobs(gogreen);
    expect(receiver.requests).toHaveLength(1);
    expect(await reap(gogreen.app)).toBe(0);
  });

  it('a retry by hand whose job is lost', async () => {
    receiver.answer({ status: 410 });
    const { id } = await fannedOut();
    await sendQueued();
    await runJobs(gogreen);
    await gogreen.run(UpdateIntegration, { input: { integrationId: change.integration.id, enabled: true } });
    await retryDelivery(gogreen, id);
    await loseJobs();
    expect(await reap(gogreen.app)).toBe(1);
    await runJobs(gogreen);
    expect(receiver.requests).toHaveLength(2);
  });

  it('no job that only waits for its turn: that keeps its place', async () => {
    await fannedOut();
    const before = await readJobs(gogreen);
    clock.advance(60 * SECOND);
    expect(await reap(gogreen.app)).toBe(0);
    expect(await readJobs(gogreen)).toEqual(before);
  });
});

describe('jobs that run more than once', () => {
  it('a fan-out, twice or at the same time: creates each delivery once', async () => {
    await Promise.all(
      [1, 2, 3].map(() =>
        fanOut(gogreen.app, { eventId: change.eventId }, { sender: idleSender(gogreen.app) }),
      ),
    );
    await fanOut(gogreen.app, { eventId: change.eventId }, { sender: idleSender(gogreen.app) });
    // Fails when there are several.
    expect(await change.read()).toMatchObject({ status: 'PENDING', attemptCount: 0 });
  });

  it('several of one delivery at the same time: send one request', async () => {
    const { id: deliveryId } = await fannedOut();
    const senders = Array.from({ length: 10 }, () => createSender(gogreen.app));
    await Promise.all(senders.map((sender) => sender.claimDelivery(deliveryId)));
    await Promise.all(senders.map((sender) => sender.stop()));
    expect(receiver.requests).toHaveLength(1);
    expect(await change.read()).toMatchObject({ status: 'DELIVERED', attemptCount: 1 });
  });
});

describe('a job that runs too early, because the clock of the machine is behind', () => {
  it('sends nothing; the delivery is sent when it is due', async () => {
    const { id: deliveryId } = await withJob();
    clock.advance(-40 * SECOND);
    const sender = createSender(gogreen.app);
    await sender.claimDelivery(deliveryId);
    await sender.claimPlanned();
    await sender.idle();
    expect(receiver.requests).toEqual([]);
    clock.advance(40 * SECOND);
    await sender.claimPlanned();
    await sender.stop();
    expect(receiver.requests).toHaveLength(1);
  });
});

describe('an integration that is disabled during a request', () => {
  it.each([
    [
      'disabled',
      (input: { integrationId: string }) =>
        gogreen.run(UpdateIntegration, { input: { ...input, enabled: false } }),
    ],
    ['deleted', (input: { integrationId: string }) => gogreen.run(DeleteIntegration, { input })],
  ])('%s: a failure cancels the delivery, a success counts', async (_how, switchOff) => {
    const failing = await claimed();
    await switchOff({ integrationId: change.integration.id });
    receiver.answer({ status: 500 });
    expect(await record(failing)).toBe(1);
    expect(await change.read()).toMatchObject({
      status: 'CANCELLED',
      attemptCount: 1,
      nextAttemptAt: null,
      completedAt: clock.now().toISOString(),
      attempts: [{ error: { class: 'HTTP' }, nextAttemptAt: null }],
    });
    expect((await readJobs(gogreen)).filter(({ task, locked }) => task === 'deliver' && !locked)).toEqual([]);

    change = await announceChange(gogreen, { url: receiver.url });
    const succeeding = await claimed();
    await switchOff({ integrationId: change.integration.id });
    receiver.answer({ status: 200 });
    expect(await record(succeeding)).toBe(1);
    expect(await change.read()).toMatchObject({ status: 'DELIVERED', attemptCount: 1 });
  });
});
