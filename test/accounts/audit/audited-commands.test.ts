/** Every mutation that changes something leaves a trace: an event of the log, or an entry of the audit log. */

import { expect } from 'vitest';
import { announceChange } from '#test/support/announce.ts';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import { readAudit } from '#test/support/audit-entries.ts';
import { createFlag, createProject } from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';
import { createExperiment } from '#test/support/experiments.ts';
import { cancelRecovery, startRecovery } from '#test/support/recoveries.ts';
import { runJobs } from '#test/support/run-jobs.ts';

const test = testWithReceiver({ worker: false });

test('retryDelivery: has an entry with who retried it and what it was; refused, it has none', async ({
  gogreen,
  receiver,
}) => {
  receiver.answer({ status: 400 });
  const { read } = await announceChange(gogreen, { url: receiver.url });
  await runJobs(gogreen);
  const { id: deliveryId } = await read();
  await command(gogreen, 'retryDelivery', { deliveryId });
  receiver.answer({ status: 200 });
  await runJobs(gogreen);
  expect(await command(gogreen, 'retryDelivery', { deliveryId })).toMatchObject({ code: 'CONFLICT' });
  expect(await readAudit(gogreen, deliveryId)).toMatchObject([
    {
      action: 'RETRIED',
      subject: 'DELIVERY',
      subjectName: 'Webhook',
      actor: 'Admin',
      before: { status: expect.stringMatching(/FAILED|PENDING/) },
      after: { status: 'PENDING' },
    },
  ]);
});

test('replayEvents and cancelRecovery: have an entry each', async ({ gogreen, receiver }) => {
  const { integration, eventId } = await announceChange(gogreen, { url: receiver.url });
  await runJobs(gogreen);
  const { id } = await startRecovery(gogreen, 'replayEvents', {
    integrationId: integration.id,
    include: 'ALL',
  });
  await cancelRecovery(gogreen, id);
  expect(eventId).not.toBe('');
  expect(await readAudit(gogreen, id)).toMatchObject([
    {
      action: 'CREATED',
      subject: 'RECOVERY',
      subjectName: 'REPLAY',
      before: null,
      after: { integrationId: integration.id, include: 'ALL' },
    },
    { action: 'CANCELLED', before: { status: 'RUNNING' }, after: { status: 'CANCELLED' } },
  ]);
});

test('createExperiment and updateExperiment: have an entry each, and none when nothing changes', async ({
  gogreen,
}) => {
  const { key: projectKey } = await createProject(gogreen);
  const { key: flagKey } = await createFlag(gogreen, { projectKey });
  const experimentId = await createExperiment(gogreen, { projectKey, flagKey, environmentKey: 'production' });
  for (const name of ['Renamed', 'Renamed'])
    await command(gogreen, 'updateExperiment', { experimentId, name });
  expect(await readAudit(gogreen, experimentId)).toMatchObject([
    {
      action: 'CREATED',
      subject: 'EXPERIMENT',
      before: null,
      after: { flag: flagKey, environment: 'production' },
    },
    { action: 'CHANGED', subjectName: 'Renamed', after: { name: 'Renamed' } },
  ]);
});
