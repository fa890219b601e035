import { expect } from 'vitest';
import type { TestApp } from '#test/support/app.ts';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import { createFlag, createProject, createWebhook } from '#test/support/builders.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { refusal, refusedIssues } from '#test/support/command.ts';
import { deleteIntegration, updateIntegration } from '#test/support/integrations.ts';

const DAY = 86_400_000;
const EARLY = '2026-01-01T00:00:00.000Z';
const LATE = '2026-02-01T00:00:00.000Z';

const clock = stopClockForFile();
const test = testWithReceiver({ worker: false, now: clock.now });
let integrationId: string;
let foreign: string;

test.beforeAll(async ({ gogreen, receiver }) => {
  await createProject(gogreen, { key: 'shop' });
  await createProject(gogreen, { key: 'other' });
  await createFlag(gogreen, { projectKey: 'shop', key: 'a' });
  ({ id: integrationId } = await createWebhook(gogreen, { projectKey: 'shop', url: receiver.url }));
  ({ id: foreign } = await createWebhook(gogreen, { projectKey: 'other', url: receiver.url }));
});

const retry = (gogreen: TestApp, input: object) =>
  refusal(gogreen, 'retryFailedDeliveries', { projectKey: 'shop', ...input });
const replay = (gogreen: TestApp, input: object) =>
  refusal(gogreen, 'replayEvents', { integrationId, ...input });
const retryIssues = (gogreen: TestApp, input: object) =>
  refusedIssues(gogreen, 'retryFailedDeliveries', { projectKey: 'shop', ...input });
const replayIssues = (gogreen: TestApp, input: object) =>
  refusedIssues(gogreen, 'replayEvents', { integrationId, ...input });

test('an unknown project: the bulk retry is not found', async ({ gogreen }) => {
  expect(await retry(gogreen, { projectKey: 'nowhere' })).toMatchObject({
    code: 'NOT_FOUND',
    message: 'There is no project with the key "nowhere"; `projects` lists them.',
  });
});

test.for<[string, () => string]>([
  ['unknown', () => 'intg_00000000000000000000000000'],
  ['of another project', () => foreign],
])('failed deliveries to an integration that is %s', async ([_fact, id], { gogreen }) => {
  expect(await retry(gogreen, { integrationId: id() })).toMatchObject({
    code: 'NOT_FOUND',
    message: `integrationId: project "shop" has no integration "${id()}"; \`project { integrations { id name } }\` lists them.`,
  });
});

test('a replay to an unknown integration: is not found', async ({ gogreen }) => {
  expect(await replay(gogreen, { integrationId: 'intg_1' })).toMatchObject({
    code: 'NOT_FOUND',
    message: expect.stringContaining('There is no integration "intg_1"; `project { integrations'),
  });
});

test('a disabled integration: is a conflict; a deleted one: is not found', async ({ gogreen, receiver }) => {
  const { id } = await createWebhook(gogreen, { projectKey: 'shop', url: receiver.url, enabled: false });
  for (const refused of [
    await replay(gogreen, { integrationId: id }),
    await retry(gogreen, { integrationId: id }),
  ]) {
    expect(refused).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining(
        'integrationId: this integration is disabled. Enable it with updateIntegration',
      ),
    });
  }
  await updateIntegration(gogreen, { integrationId: id, enabled: true });
  await deleteIntegration(gogreen, id);
  expect(await replay(gogreen, { integrationId: id })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await retry(gogreen, { integrationId: id })).toMatchObject({ code: 'NOT_FOUND' });
});

test('an integration whose secrets cannot be decrypted: the replay fails with what to do', async ({
  gogreen,
  receiver,
}) => {
  const { id } = await createWebhook(gogreen, { projectKey: 'shop', url: receiver.url });
  await gogreen.app.database.pool.query(`UPDATE integrations SET secrets = 'gone' WHERE id = $1`, [id]);
  expect(await replay(gogreen, { integrationId: id })).toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('GOGREEN_ENCRYPTION_KEYS'),
  });
});

test('sequences that are reversed, negative or beyond the end: are rejected', async ({ gogreen }) => {
  const message = (after: number) =>
    `must be greater than afterSequence, which is ${after}; events after that one, up to and with this one, are replayed`;
  expect(await replayIssues(gogreen, { afterSequence: 1, untilSequence: 1 })).toEqual({
    untilSequence: message(1),
  });
  expect(await replayIssues(gogreen, { afterSequence: 7, untilSequence: 3 })).toEqual({
    untilSequence: message(7),
  });
  expect(await replayIssues(gogreen, { untilSequence: 0 })).toEqual({ untilSequence: message(0) });
  expect(await replayIssues(gogreen, { afterSequence: -1 })).toEqual({
    afterSequence: 'must be 0 or more; 0 starts with the first event',
  });
  expect(await replayIssues(gogreen, { afterSequence: 2 })).toEqual({
    afterSequence: 'is beyond the end of the log, which is at 1; send a smaller one',
  });
});

test('reversed times: are rejected', async ({ gogreen }) => {
  const fix = (start: string) => `must be later than ${start}, which is ${LATE}; swap the two or omit one`;
  expect(await replayIssues(gogreen, { occurredAfter: LATE, occurredBefore: EARLY })).toEqual({
    occurredBefore: fix('occurredAfter'),
  });
  expect(await retryIssues(gogreen, { failedAfter: LATE, failedBefore: EARLY })).toEqual({
    failedBefore: fix('failedAfter'),
  });
  expect(await retryIssues(gogreen, { failedAfter: LATE, failedBefore: LATE })).toEqual({
    failedBefore: fix('failedAfter'),
  });
});

test('an empty list of error classes, and an unknown class: are rejected', async ({ gogreen }) => {
  expect(await retryIssues(gogreen, { errorClasses: [] })).toEqual({
    errorClasses: 'is empty; name at least one class, or omit it for all classes',
  });
  const { errors } = await gogreen.send(
    'mutation { retryFailedDeliveries(input: { projectKey: "shop", errorClasses: [BAD_LUCK] }) { __typename } }',
  );
  expect(errors?.[0]?.message).toContain('Value "BAD_LUCK" does not exist in "AttemptErrorClass" enum');
});

test('a range older than the deliveries that are kept: MISSING is rejected', async ({ gogreen }) => {
  clock.advance(40 * DAY);
  const kept = new Date(clock.now().getTime() - 30 * DAY);
  const message = `lies before ${kept.toISOString()}; deliveries are kept for 30 days (RETENTION_DAYS), so it is unknown which of these events were received: send a later end, or include: ALL`;
  expect(await replayIssues(gogreen, { untilSequence: 1 })).toEqual({ untilSequence: message });
  expect(await replayIssues(gogreen, { occurredBefore: kept })).toEqual({ occurredBefore: message });
});

test('the cancellation of an unknown recovery: is not found', async ({ gogreen }) => {
  const refused = await refusal(gogreen, 'cancelRecovery', { recoveryId: 'rcv_1' });
  expect(refused).toMatchObject({
    code: 'NOT_FOUND',
    message: 'There is no recovery "rcv_1"; `project { recoveries { edges { node { id } } } }` lists them.',
  });
  expect(await refusal(gogreen, 'cancelRecovery', { recoveryId: 'rcv_\u0000' })).toMatchObject({
    code: 'INVALID_INPUT',
  });
});
