/** A burst as it happens: a running worker, a real clock, and a Slack that takes one message a second. */

import { expect } from 'vitest';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import { createFlag, createProject, setFlagEnabled, succeeded } from '#test/support/builders.ts';
import { type DeliveryShown, readDeliveries } from '#test/support/deliveries.ts';
import { tryCreateIntegration } from '#test/support/integrations.ts';

const it = testWithReceiver();

it('20 changes in a row: arrive in a few messages, each change once', async ({
  gogreen,
  receiver: slack,
}) => {
  slack.answer({ body: 'ok' });
  const { key: projectKey } = await createProject(gogreen);
  const { key: flagKey } = await createFlag(gogreen, { projectKey });
  const provider = { slack: { webhookUrl: `${slack.url}/services/T1/B1/x` } };
  succeeded(
    await tryCreateIntegration(gogreen, {
      projectKey,
      name: 'Slack',
      eventTypes: ['FLAG_UPDATED'],
      provider,
    }),
  );
  for (let count = 0; count < 20; count += 1) {
    const enabled = count % 2 === 0;
    await setFlagEnabled(gogreen, { projectKey, flagKey, environmentKey: 'production', enabled });
  }
  let deliveries: DeliveryShown[] = [];
  await expect
    .poll(
      async () => {
        deliveries = await readDeliveries(gogreen, projectKey);
        return deliveries.filter(({ status }) => status === 'DELIVERED').length;
      },
      { timeout: 20_000 },
    )
    .toBe(20);
  const told = slack.requests.flatMap(({ body }) => {
    const { event_id: id, event_ids: ids } = JSON.parse(String(body)).metadata.event_payload;
    return ids?.split(' ') ?? [id];
  });
  expect(told.sort()).toEqual(deliveries.map(({ event }) => event.id).sort());
  expect(deliveries.map(({ attempts }) => attempts.length)).toEqual(Array(20).fill(1));
  expect(slack.requests.length).toBeLessThan(8);
});
