import { describe, expect } from 'vitest';
import type { ReplayEventsInput } from '#generated/graphql/graphql.ts';
import { recover } from '#src/deliveries/recoveries/recover.job.ts';
import type { TestApp } from '#test/support/app.ts';
import { testWithReceiver, type WithReceiver } from '#test/support/app-with-receiver.ts';
import { createFlag, createProject, createWebhook, setFlagEnabled } from '#test/support/builders.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { readDeliveries } from '#test/support/deliveries.ts';
import { eventually } from '#test/support/eventually.ts';
import { tryCreateIntegration, updateIntegration } from '#test/support/integrations.ts';
import { countStates, idleSender, startSender } from '#test/support/lines.ts';
import type { Receiver } from '#test/support/receiver.ts';
import { countRecovery, readRecovery, startRecovery } from '#test/support/recoveries.ts';
import { runJobs } from '#test/support/run-jobs.ts';
import { describeFlag, numbersFrom } from '#test/support/writers.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const REPLAY = 'replayEvents';

const clock = stopClockForFile();
const it = testWithReceiver({ worker: false, now: clock.now });
let projectKey: string;
let integrationId: string;

/** A project whose integration was told of the first event, and is to be told of what comes. */
it.beforeEach(async ({ gogreen, receiver }) => {
  await gogreen.app.database.pool.query('DELETE FROM graphile_worker._private_jobs');
  await gogreen.app.database.pool.query('DELETE FROM deliveries');
  ({ key: projectKey } = await createProject(gogreen));
  ({ id: integrationId } = await createWebhook(gogreen, { projectKey, url: receiver.url }));
  await createFlag(gogreen, { projectKey, key: 'a' });
  await runJobs(gogreen);
  receiver.requests.splice(0);
});

let changes = 0;

async function change(gogreen: TestApp, times = 1): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    changes += 1;
    await describeFlag(gogreen, projectKey, 'a', changes);
    await runJobs(gogreen);
  }
}

const enable = (gogreen: TestApp, enabled: boolean) => updateIntegration(gogreen, { integrationId, enabled });
const count = (gogreen: TestApp, input: Partial<ReplayEventsInput> = {}) =>
  countRecovery(gogreen, REPLAY, { integrationId, ...input });

/** Replays what was counted, to the end. Answers with the sequences received, in order. */
async function replay(
  { gogreen, receiver }: WithReceiver,
  input: Partial<ReplayEventsInput> = {},
): Promise<number[]> {
  receiver.requests.splice(0);
  const expected = await count(gogreen, input);
  const { id, total } = await startRecovery(gogreen, REPLAY, { integrationId, ...input });
  await runJobs(gogreen);
  expect(total).toBe(expected);
  expect(await readRecovery(gogreen, id)).toMatchObject({
    kind: 'REPLAY',
    status: 'COMPLETED',
    total,
    queued: total,
    integration: { id: integrationId },
  });
  return receivedSequences(receiver);
}

function receivedSequences(receiver: Receiver): number[] {
  return receiver.requests.map(({ body }) => JSON.parse(body.toString()).sequence).toSorted((a, b) => a - b);
}

describe('a replay of missing events', () => {
  it('delivers events from while the integration was disabled', async ({ gogreen, receiver }) => {
    await change(gogreen);
    await enable(gogreen, false);
    await change(gogreen, 3);
    await enable(gogreen, true);
    await change(gogreen);
    expect(receivedSequences(receiver)).toEqual([2, 6]);
    expect(await replay({ gogreen, receiver })).toEqual([3, 4, 5]);
    const replayed = (await readDeliveries(gogreen, projectKey)).filter(({ event }) =>
      [3, 4, 5].includes(event.sequence),
    );
    for (const { status, attempts } of replayed) {
      expect(status).toBe('DELIVERED');
      expect(attempts).toMatchObject([{ number: 1, trigger: 'REPLAY' }]);
    }
    expect(await count(gogreen)).toBe(0);
  });

  it('delivers cancelled deliveries with the same webhook-id', async ({ gogreen, receiver }) => {
    receiver.answer({ status: 500 });
    await change(gogreen);
    await enable(gogreen, false);
    await runJobs(gogreen);
    const [cancelled] = await readDeliveries(gogreen, projectKey, { statuses: ['CANCELLED'] });
    await enable(gogreen, true);
    receiver.answer({ status: 200 });
    expect(await replay({ gogreen, receiver })).toEqual([2]);
    expect(receiver.requests[0]?.headers['webhook-id']).toBe(cancelled?.id);
  });

  it('delivers failed deliveries with a new retry schedule', async ({ gogreen, receiver }) => {
    receiver.answer({ status: 500 });
    await change(gogreen);
    for (const minutes of [1, 5, 30, 120]) {
      clock.advance(minutes * MINUTE);
      await runJobs(gogreen);
    }
    expect(await replay({ gogreen, receiver })).toEqual([2]);
    const [delivery] = await readDeliveries(gogreen, projectKey, { statuses: ['PENDING'] });
    expect(delivery?.attempts.at(-1)).toMatchObject({ number: 6, trigger: 'REPLAY' });
    expect(delivery?.nextAttemptAt).toBe(new Date(clock.now().getTime() + MINUTE).toISOString());
    receiver.answer({ status: 200 });
    clock.advance(MINUTE);
    await runJobs(gogreen);
    const [delivered] = await readDeliveries(gogreen, projectKey, { statuses: ['DELIVERED'] });
    expect(delivered?.attempts.at(-1)).toMatchObject({ number: 7, trigger: 'RETRY' });
  });

  it('leaves deliveries with a planned retry as they are', async ({ gogreen, receiver }) => {
    receiver.answer({ status: 500 });
    await change(gogreen);
    expect(await count(gogreen)).toBe(0);
    expect(await count(gogreen, { include: 'ALL' })).toBe(1);
  });

  it('of a new integration: delivers all events that match its filters', async ({ gogreen, receiver }) => {
    await setFlagEnabled(gogreen, { projectKey, flagKey: 'a', environmentKey: 'production', enabled: true });
    await setFlagEnabled(gogreen, { projectKey, flagKey: 'a', environmentKey: 'development', enabled: true });
    await runJobs(gogreen);
    const told = { projectKey, url: receiver.url };
    const { id: all } = await createWebhook(gogreen, told);
    const { id: updates } = await createWebhook(gogreen, { ...told, eventTypes: ['FLAG_UPDATED'] });
    const { id: production } = await createWebhook(gogreen, { ...told, environmentKeys: ['production'] });
    for (const [id, sequences] of [
      [all, [1, 2, 3]],
      [updates, [2, 3]],
      // The flag's creation concerns all environments.
      [production, [1, 2]],
    ] as const) {
      integrationId = id;
      expect(await count(gogreen, { include: 'ALL' })).toBe(sequences.length);
      expect(await replay({ gogreen, receiver })).toEqual(sequences);
      expect(await replay({ gogreen, receiver }, { include: 'ALL' })).toEqual(sequences);
    }
  });

  it('creates what is missing for each target', async ({ gogreen }) => {
    await change(gogreen, 2);
    const provider = {
      newRelic: {
        apiKey: 'NRAK-ABCDEFGHIJKLMNOPQRSTUVWXYZ1',
        entityGuids: ['MXxBUE18QVBQTElDQVRJT058MQ', 'MXxBUE18QVBQTElDQVRJT058Mg'],
      },
    };
    const made = await tryCreateIntegration(gogreen, { projectKey, name: 'New Relic', provider });
    if (made.__typename !== 'CreateIntegrationPayload') throw new Error(made.message);
    integrationId = made.integration.id;
    expect(await count(gogreen)).toBe(6);
    expect(await count(gogreen, { untilSequence: 1 })).toBe(2);
    const { id } = await startRecovery(gogreen, REPLAY, { integrationId, untilSequence: 1 });
    await recover(gogreen.app, { recoveryId: id }, { sender: idleSender(gogreen.app) });
    const deliveries = await readDeliveries(gogreen, projectKey, { integrationId });
    expect(deliveries.map(({ target }) => target).toSorted()).toEqual(provider.newRelic.entityGuids);
    await gogreen.app.database.pool.query(
      `UPDATE deliveries SET status = 'FAILED' WHERE integration_id = $1 AND target = $2`,
      [integrationId, provider.newRelic.entityGuids[0]],
    );
    expect(await count(gogreen, { untilSequence: 1 })).toBe(1);
  });
});

describe('a replay of all events', () => {
  it('delivers again with the same webhook-id, byte for byte', async ({ gogreen, receiver }) => {
    await change(gogreen, 2);
    const before = receiver.requests.map(({ headers, body }) => [headers['webhook-id'], body.toString()]);
    await updateIntegration(gogreen, { integrationId, name: 'Renamed' });
    expect(await count(gogreen, { afterSequence: 1 })).toBe(0);
    expect(await replay({ gogreen, receiver }, { afterSequence: 1, include: 'ALL' })).toEqual([2, 3]);
    const again = receiver.requests.map(({ headers, body }) => [headers['webhook-id'], body.toString()]);
    expect(again.toSorted()).toEqual(before.toSorted());
    const [delivery] = await readDeliveries(gogreen, projectKey);
    expect(delivery?.attempts.map(({ number, trigger }) => [number, trigger])).toEqual([
      [1, 'FIRST'],
      [2, 'REPLAY'],
    ]);
  });
});

describe('a replay of a range', () => {
  it('is limited by sequence and by time', async ({ gogreen, receiver }) => {
    await enable(gogreen, false);
    const times: string[] = [];
    for (const _ of numbersFrom(2, 4)) {
      clock.advance(MINUTE);
      times.push(clock.now().toISOString());
      await change(gogreen);
    }
    await enable(gogreen, true);
    const [, third = '', fourth = ''] = times;
    expect(await count(gogreen)).toBe(4);
    expect(await count(gogreen, { afterSequence: 2 })).toBe(3);
    expect(await count(gogreen, { untilSequence: 2 })).toBe(1);
    expect(await count(gogreen, { untilSequence: 999 })).toBe(4);
    expect(await count(gogreen, { afterSequence: 5 })).toBe(0);
    expect(await count(gogreen, { occurredAfter: third })).toBe(3);
    expect(await count(gogreen, { occurredBefore: third })).toBe(1);
    expect(await count(gogreen, { afterSequence: 0, untilSequence: 1 })).toBe(0);
    expect(await replay({ gogreen, receiver }, { occurredAfter: third, occurredBefore: fourth })).toEqual([
      3,
    ]);
    expect(await replay({ gogreen, receiver }, { afterSequence: 3, untilSequence: 4 })).toEqual([4]);
    expect(await replay({ gogreen, receiver })).toEqual([2, 5]);
  });

  it('without an end: ends with the newest event at that moment', async ({ gogreen, receiver }) => {
    await enable(gogreen, false);
    await change(gogreen, 2);
    await enable(gogreen, true);
    receiver.requests.splice(0);
    const { id } = await startRecovery(gogreen, REPLAY, { integrationId });
    await describeFlag(gogreen, projectKey, 'a', 0);
    await runJobs(gogreen);
    expect(receivedSequences(receiver)).toEqual([2, 3, 4]);
    expect(await readRecovery(gogreen, id)).toMatchObject({ total: 2, queued: 2, delivered: 2 });
  });
});

describe('an event that is still to be fanned out', () => {
  it('that a replay finds first: is delivered once, as a first attempt', async ({ gogreen, receiver }) => {
    await describeFlag(gogreen, projectKey, 'a', 0);
    const { id } = await startRecovery(gogreen, REPLAY, { integrationId });
    await recover(gogreen.app, { recoveryId: id }, { sender: idleSender(gogreen.app) });
    await runJobs(gogreen);
    expect(receivedSequences(receiver)).toEqual([2]);
    const [delivery] = await readDeliveries(gogreen, projectKey, { statuses: ['DELIVERED'] });
    expect(delivery?.attempts).toMatchObject([{ trigger: 'FIRST' }]);
  });
});

describe('replays', () => {
  it('run after first attempts', async ({ gogreen, receiver }) => {
    await enable(gogreen, false);
    await change(gogreen, 5);
    await enable(gogreen, true);
    const { id } = await startRecovery(gogreen, REPLAY, { integrationId });
    await recover(gogreen.app, { recoveryId: id }, { sender: idleSender(gogreen.app) });
    expect(await countStates(gogreen)).toMatchObject({ waiting: 5 });
    await describeFlag(gogreen, projectKey, 'a', 0);
    await runJobs(gogreen, { sender: idleSender(gogreen.app) });
    await updateIntegration(gogreen, { integrationId, provider: { webhook: { maxInFlight: 1 } } });
    receiver.requests.splice(0);
    await using sender = startSender(gogreen);
    await sender.claimFrom({ projectId: '', integrationId, target: '' });
    await eventually(() => expect(receiver.requests).toHaveLength(6));
    const [first, ...others] = receiver.requests.map(({ body }) => JSON.parse(body.toString()).sequence);
    expect(first).toBe(7);
    expect(others.toSorted()).toEqual([2, 3, 4, 5, 6]);
  });

  it('of an integration that is disabled in the meantime: are cancelled', async ({ gogreen, receiver }) => {
    await enable(gogreen, false);
    await change(gogreen, 2);
    await enable(gogreen, true);
    receiver.requests.splice(0);
    const { id } = await startRecovery(gogreen, REPLAY, { integrationId });
    await enable(gogreen, false);
    await runJobs(gogreen);
    expect(receiver.requests).toEqual([]);
    expect(await readRecovery(gogreen, id)).toMatchObject({
      status: 'CANCELLED',
      total: 2,
      queued: 0,
      waiting: 0,
    });
  });
});

describe('a replay that reaches back further than deliveries are kept', () => {
  it('with MISSING: starts there; with ALL: does not', async ({ gogreen, receiver }) => {
    await enable(gogreen, false);
    await change(gogreen, 2);
    clock.advance(40 * DAY);
    await change(gogreen, 1);
    await enable(gogreen, true);
    expect(await count(gogreen)).toBe(1);
    expect(await count(gogreen, { afterSequence: 1, untilSequence: 4 })).toBe(1);
    expect(await count(gogreen, { include: 'ALL' })).toBe(4);
    gogreen.app.retentionDays = 0;
    expect(await count(gogreen)).toBe(3);
    gogreen.app.retentionDays = 30;
    expect(await replay({ gogreen, receiver })).toEqual([4]);
  });
});
