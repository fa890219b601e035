import { describe, expect } from 'vitest';
import type { TestApp } from '#test/support/app.ts';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import { createWebhook } from '#test/support/builders.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { readDeliveries, retryDelivery } from '#test/support/deliveries.ts';
import { eventually } from '#test/support/eventually.ts';
import { tryCreateIntegration } from '#test/support/integrations.ts';
import { countStates, fanOutOnly, idleSender, quietProject, startSender } from '#test/support/lines.ts';
import type { ReceivedRequest, Receiver } from '#test/support/receiver.ts';
import { runJobs } from '#test/support/run-jobs.ts';

const SECOND = 1_000;
const IN_FLIGHT = 10;

const clock = stopClockForFile();
const it = testWithReceiver({ worker: false });
let project: Awaited<ReturnType<typeof quietProject>>;

it.beforeEach(async ({ gogreen, receiver }) => {
  project = await quietProject(gogreen);
  receiver.requests.splice(0);
});

const read = (gogreen: TestApp) => readDeliveries(gogreen, project.projectKey);
const idsOf = (requests: ReceivedRequest[]) => requests.map(({ headers }) => headers['webhook-id']);
const until = (gogreen: TestApp, states: Record<string, number>) =>
  eventually(async () => expect(await countStates(gogreen)).toEqual(states));

/** Makes the receiver hold its answers back; each call of `release` gives the oldest one that is held. */
function holdAnswers(receiver: Receiver, status = 200): { release(): void; most(): number } {
  const held: (() => void)[] = [];
  let most = 0;
  receiver.answer(async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    held.push(resolve);
    most = Math.max(most, held.length);
    await promise;
    return { status };
  });
  return { release: () => held.shift()?.(), most: () => most };
}

describe('an integration with more due deliveries than concurrent requests', () => {
  it('gets ten requests at a time from all workers together; the others are queued without an attempt', async ({
    gogreen,
    receiver,
  }) => {
    await createWebhook(gogreen, { projectKey: project.projectKey, url: receiver.url });
    await project.change(25);
    const ids = await fanOutOnly(gogreen);
    const held = holdAnswers(receiver);
    await using one = startSender(gogreen);
    await using other = startSender(gogreen);
    await Promise.all([one.takeAll(ids.slice(0, 15)), other.takeAll(ids.slice(15))]);
    await receiver.waitFor(IN_FLIGHT);
    expect(await countStates(gogreen)).toEqual({ sending: IN_FLIGHT, waiting: 15 });
    const waiting = (await read(gogreen)).filter(({ queuedAt }) => queuedAt !== null);
    expect(waiting).toHaveLength(15);
    expect(waiting.every(({ status, attemptCount }) => status === 'PENDING' && attemptCount === 0)).toBe(
      true,
    );

    for (let sent = 0; sent < ids.length; sent += 1) {
      await receiver.waitFor(Math.min(sent + IN_FLIGHT, ids.length));
      held.release();
    }
    await until(gogreen, { delivered: 25 });
    expect(held.most()).toBe(IN_FLIGHT);
    expect(idsOf(receiver.requests).toSorted()).toEqual(ids.toSorted());
    expect((await read(gogreen)).every(({ attemptCount }) => attemptCount === 1)).toBe(true);
  });

  it('gets retries by hand first and beyond the limit, then first attempts, retries and replays', async ({
    gogreen,
    receiver,
  }) => {
    await createWebhook(gogreen, { projectKey: project.projectKey, url: receiver.url });
    await project.change(IN_FLIGHT + 4);
    const ids = await fanOutOnly(gogreen);
    const [replay = '', retry = '', first = '', byHand = ''] = ids.splice(IN_FLIGHT);
    await setNext(gogreen, replay, 'REPLAY', 20);
    await setNext(gogreen, retry, 'RETRY', 10);
    const held = holdAnswers(receiver);
    await using sender = startSender(gogreen);
    await sender.takeAll(ids);
    await receiver.waitFor(IN_FLIGHT);
    await sender.takeAll([replay, retry, first, byHand]);
    expect(await countStates(gogreen)).toEqual({ sending: IN_FLIGHT, waiting: 4 });

    await retryDelivery(gogreen, byHand);
    await sender.claimDelivery(byHand);
    await receiver.waitFor(IN_FLIGHT + 1);
    held.release();
    for (let sent = IN_FLIGHT + 2; sent <= IN_FLIGHT + 4; sent += 1) {
      held.release();
      await receiver.waitFor(sent);
    }
    expect(idsOf(receiver.requests).slice(IN_FLIGHT)).toEqual([byHand, first, retry, replay]);
    for (let left = 0; left < IN_FLIGHT; left += 1) held.release();
    await until(gogreen, { delivered: IN_FLIGHT + 4 });
  });

  const setNext = (gogreen: TestApp, id: string, trigger: string, priority: number) =>
    gogreen.app.database.pool.query(
      'UPDATE deliveries SET trigger = $2::"AttemptTrigger", priority = $3 WHERE id = $1',
      [id, trigger, priority],
    );
});

describe('a claim that waits for the lock', () => {
  it('also claims deliveries that were created in the meantime, with their events', async ({
    gogreen,
    receiver,
  }) => {
    const { id: integrationId } = await createWebhook(gogreen, {
      projectKey: project.projectKey,
      url: receiver.url,
    });
    const tx = await gogreen.app.database.pool.connect();
    await tx.query('BEGIN');
    await tx.query('SELECT pg_advisory_xact_lock(4720, hashtext($1))', [integrationId]);
    await using sender = startSender(gogreen);
    const looking = sender.claimFrom({ projectId: '', integrationId, target: '' });
    await eventually(async () => {
      const { rows } = await tx.query(
        `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      );
      expect(rows).toHaveLength(1);
    });
    await project.change(1);
    await runJobs(gogreen, { sender: idleSender(gogreen.app) });
    await tx.query('COMMIT');
    tx.release();
    await looking;
    await until(gogreen, { delivered: 1 });
    expect((await read(gogreen)).map(({ attemptCount }) => attemptCount)).toEqual([1]);
  });
});

describe('a provider with a rate of one message a second per channel', () => {
  it.beforeEach(async ({ gogreen, receiver }) => {
    receiver.answer({ status: 200, body: JSON.stringify({ ok: true, channel: 'C1', ts: '1.1' }) });
    const channels = ['#one', '#two'];
    const slack = { botToken: 'xoxb-1234567890-abcdefghij', channels, apiUrl: `${receiver.url}/api` };
    const result = await tryCreateIntegration(gogreen, {
      projectKey: project.projectKey,
      name: 'Chat',
      provider: { slack },
    });
    expect(result).toMatchObject({ __typename: 'CreateIntegrationPayload' });
  });

  it('gets one a second from all workers together and across restarts; being queued is no attempt', async ({
    gogreen,
  }) => {
    await project.change(3);
    const ids = await fanOutOnly(gogreen);
    expect(ids).toHaveLength(6);
    {
      await using one = startSender(gogreen);
      await using other = startSender(gogreen);
      await Promise.all([one.takeAll(ids.slice(0, 3)), other.takeAll(ids.slice(3))]);
      await until(gogreen, { delivered: 2, waiting: 4 });
    }
    await using restarted = startSender(gogreen);
    const lookAtAll = async () => {
      const { rows } = await gogreen.app.database.pool.query<{ id: string; target: string }>(
        'SELECT DISTINCT integration_id AS id, target FROM deliveries',
      );
      for (const { id: integrationId, target } of rows)
        await restarted.claimFrom({ projectId: '', integrationId, target });
    };
    await lookAtAll();
    clock.advance(SECOND - 1);
    await lookAtAll();
    expect(await countStates(gogreen)).toEqual({ delivered: 2, waiting: 4 });
    clock.advance(1);
    await lookAtAll();
    await until(gogreen, { delivered: 4, waiting: 2 });
    clock.advance(SECOND);
    await until(gogreen, { delivered: 6 });
    const attempts = (await read(gogreen)).map(({ target, attemptCount }) => [target, attemptCount]);
    expect(attempts.toSorted()).toEqual([...Array(3).fill(['#one', 1]), ...Array(3).fill(['#two', 1])]);
  });
});

describe('an integration that has failed ten times in a row', () => {
  let sender: ReturnType<typeof startSender>;
  let failed: string[];

  it.beforeEach(async ({ gogreen, receiver }) => {
    await createWebhook(gogreen, { projectKey: project.projectKey, url: receiver.url });
    receiver.answer({ status: 500 });
    await project.change(10);
    failed = await fanOutOnly(gogreen);
    sender = startSender(gogreen);
    await sender.takeAll(failed);
    await sender.idle();
    expect((await read(gogreen)).filter(({ attemptCount }) => attemptCount === 1)).toHaveLength(10);
    receiver.requests.splice(0);
    return () => sender.stop();
  });

  it('gets one new delivery every thirty seconds; the others are queued without an attempt', async ({
    gogreen,
    receiver,
  }) => {
    await project.change(5);
    const ids = await fanOutOnly(gogreen);
    await sender.takeAll(ids);
    await until(gogreen, { pending: 11, waiting: 4 });
    expect(receiver.requests).toHaveLength(1);

    clock.advance(30 * SECOND - 1);
    await lookAt(gogreen);
    expect(receiver.requests).toHaveLength(1);
    clock.advance(1);
    await lookAt(gogreen);
    await receiver.waitFor(2);
    expect(new Set(idsOf(receiver.requests)).size).toBe(2);
  });

  it('gets all queued deliveries as soon as one succeeds', async ({ gogreen, receiver }) => {
    await project.change(15);
    const ids = await fanOutOnly(gogreen);
    await sender.takeAll(ids);
    await sender.idle();
    receiver.answer({ status: 200 });
    clock.advance(30 * SECOND);
    await lookAt(gogreen);
    await until(gogreen, { pending: 11, delivered: 14 });
    expect((await read(gogreen)).filter(({ attemptCount }) => attemptCount !== 1)).toEqual([]);
  });

  it('gets its retries on time', async ({ gogreen }) => {
    await project.change(2);
    await sender.takeAll(await fanOutOnly(gogreen));
    await sender.idle();
    clock.advance(60 * SECOND);
    await sender.takeAll(failed.slice(0, 3));
    await eventually(async () => {
      const retried = (await read(gogreen)).filter(({ attempts }) =>
        attempts.some(({ trigger }) => trigger === 'RETRY'),
      );
      expect(retried.map(({ id }) => id).toSorted()).toEqual(failed.slice(0, 3).toSorted());
    });
  });

  it('gets retries by hand at once', async ({ gogreen, receiver }) => {
    await project.change(3);
    const ids = await fanOutOnly(gogreen);
    await sender.takeAll(ids);
    await sender.idle();
    const [waiting = ''] = ids.filter((id) => !idsOf(receiver.requests).includes(id));
    await retryDelivery(gogreen, waiting);
    await sender.claimDelivery(waiting);
    await receiver.waitFor(2);
    expect(idsOf(receiver.requests).slice(1)).toEqual([waiting]);
  });

  async function lookAt(gogreen: TestApp) {
    const { rows } = await gogreen.app.database.pool.query<{ id: string }>('SELECT id FROM integrations');
    await sender.claimFrom({ projectId: '', integrationId: rows[0]?.id ?? '', target: '' });
  }
});
