/** The limits that an integration sets for its endpoint; all workers together keep them. */

import { expect } from 'vitest';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import { createWebhook } from '#test/support/builders.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { eventually } from '#test/support/eventually.ts';
import { tryCreateIntegration, updateIntegration } from '#test/support/integrations.ts';
import { countStates, fanOutOnly, quietProject, startSender } from '#test/support/lines.ts';

const clock = stopClockForFile();
const test = testWithReceiver({ worker: false });

test('maxInFlight: so many requests wait for their responses, by all workers together; a change of it counts at once', async ({
  gogreen,
  receiver,
}) => {
  const { projectKey, change } = await quietProject(gogreen);
  const { id } = await createWebhook(gogreen, { projectKey, url: receiver.url, maxInFlight: 3 });
  await change(20);
  receiver.hang();
  const ids = await fanOutOnly(gogreen);
  await using one = startSender(gogreen);
  await using another = startSender(gogreen);
  await one.takeAll(ids.slice(0, 10));
  await another.takeAll(ids.slice(10));
  await eventually(() => expect(receiver.requests).toHaveLength(3));
  expect(await countStates(gogreen)).toEqual({ sending: 3, waiting: 17 });

  await updateIntegration(gogreen, { integrationId: id, provider: { webhook: { maxInFlight: 15 } } });
  await another.claimFrom({ projectId: '', integrationId: id, target: '' });
  await eventually(() => expect(receiver.requests).toHaveLength(15));
  expect(await countStates(gogreen)).toEqual({ sending: 15, waiting: 5 });
  receiver.answer({ status: 200 });
});

test('maxPerSecond: after a pause one second of it goes at once, and the rest at that rate; 0 takes the limit away', async ({
  gogreen,
  receiver,
}) => {
  receiver.requests.splice(0);
  const { projectKey, change } = await quietProject(gogreen);
  const { id } = await createWebhook(gogreen, { projectKey, url: receiver.url, maxPerSecond: 4 });
  await change(20);
  const ids = await fanOutOnly(gogreen);
  await using sender = startSender(gogreen);
  const claim = async () => {
    await sender.claimFrom({ projectId: '', integrationId: id, target: '' });
    await sender.idle();
    return receiver.requests.length;
  };
  await sender.takeAll(ids);
  await sender.idle();
  expect(receiver.requests).toHaveLength(4);
  clock.advance(500);
  expect(await claim()).toBe(6);
  clock.advance(1_000);
  expect(await claim()).toBe(10);

  await updateIntegration(gogreen, { integrationId: id, provider: { webhook: { maxPerSecond: 0 } } });
  expect(await claim()).toBe(20);
});

test('limits that are too large or too small are rejected, each with its field', async ({
  gogreen,
  receiver,
}) => {
  const { projectKey } = await quietProject(gogreen);
  const result = await tryCreateIntegration(gogreen, {
    projectKey,
    name: 'Webhook',
    provider: { webhook: { url: receiver.url, maxInFlight: 0, maxPerSecond: 2_000 } },
  });
  expect(result).toMatchObject({
    __typename: 'InvalidInputError',
    issues: [
      { path: 'provider.webhook.maxInFlight', message: 'must be a whole number from 1 to 100' },
      { path: 'provider.webhook.maxPerSecond', message: 'must be from 0.01 to 1000, or 0 for no limit' },
    ],
  });
});
