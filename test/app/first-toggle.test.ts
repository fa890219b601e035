import { createHmac } from 'node:crypto';
import { expect } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import type { EventType } from '#generated/graphql/graphql.ts';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import { createFlag, createProject, createWebhook, setFlagEnabled } from '#test/support/builders.ts';
import { WatchFlags } from '#test/support/live-documents.ts';
import { subscribeSse } from '#test/support/subscribe-sse.ts';

const test = testWithReceiver();

const DeliveryLog = graphql(`
  query FirstToggleDeliveryLog($integrationId: ID!) {
    node(id: $integrationId) {
      ... on Integration {
        health { status }
        deliveries(filter: { statuses: [DELIVERED] }) {
          edges { node { id event { sequence } attempts { request { url body } response { status body } } } }
        }
      }
    }
  }
`);

test('a flag is toggled: a subscription receives the event, a signed webhook arrives, the log has request and response', async ({
  gogreen,
  receiver,
}) => {
  const projectKey = 'shop';
  await createProject(gogreen, { key: projectKey });
  await createFlag(gogreen, { projectKey, key: 'new-checkout' });
  // Not told of the flag's creation, whose fan-out may still be under way.
  const eventTypes: EventType[] = ['FLAG_UPDATED'];
  const webhook = await createWebhook(gogreen, { projectKey, url: `${receiver.url}/hook`, eventTypes });
  const live = await subscribeSse(gogreen.url, WatchFlags, { projectKey });
  receiver.answer({ status: 202, body: 'thanks' });

  const place = { projectKey, flagKey: 'new-checkout', environmentKey: 'production' };
  const { event, flag } = await setFlagEnabled(gogreen, { ...place, enabled: true });
  expect(event?.sequence).toBe(2);
  expect(flag.version).toBe(2);

  const [seen] = await live.waitFor(1);
  await live.leave();
  expect(seen?.data?.flagChanged).toMatchObject({
    sequence: 2,
    flagKey: 'new-checkout',
    environment: { key: 'production' },
    changes: [{ summary: 'Switched the flag on in Production.' }],
  });

  const [request] = await receiver.waitFor(1);
  const signature = createHmac('sha256', webhook.signingSecret)
    .update(request?.body ?? '')
    .digest('hex');
  expect(request?.headers['x-gogreen-signature']).toBe(signature);
  const body = JSON.parse(request?.body.toString() ?? '');
  expect(body).toMatchObject({ id: event?.id, sequence: 2, changes: { enabled: { old: false, new: true } } });

  const log = () => gogreen.run(DeliveryLog, { integrationId: webhook.id });
  await expect.poll(log, { timeout: 10_000 }).toEqual({
    node: {
      health: { status: 'HEALTHY' },
      deliveries: {
        edges: [
          {
            node: {
              id: request?.headers['webhook-id'],
              event: { sequence: 2 },
              attempts: [
                {
                  request: { url: `${receiver.url}/hook`, body: request?.body.toString() },
                  response: { status: 202, body: 'thanks' },
                },
              ],
            },
          },
        ],
      },
    },
  });
});
