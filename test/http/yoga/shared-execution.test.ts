/** What subscribers with the same document, variables and rights share, and what they do not. */

import { expect } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import { addService, setRole } from '#test/support/accounts.ts';
import { ADMIN_TOKEN, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, createWebhook } from '#test/support/builders.ts';
import { statementsOf } from '#test/support/sql-statements.ts';
import { subscribeSse } from '#test/support/subscribe-sse.ts';
import { subscribeWs } from '#test/support/subscribe-ws.ts';
import { describeFlag } from '#test/support/writers.ts';

const WatchIntegrations = graphql(`
  subscription WatchIntegrationsOfEvents($projectKey: String!, $afterSequence: Int) {
    events(projectKey: $projectKey, afterSequence: $afterSequence) {
      sequence
      project { integrations { ... on WebhookIntegration { url } } }
    }
  }
`);

const url = 'http://127.0.0.1:9/a/secret/path';
const test = testWithApp({ worker: false });

test('subscribers with the same rights share one execution for each event, over both transports', async ({
  gogreen,
}) => {
  const { key: projectKey } = await createProject(gogreen);
  await createWebhook(gogreen, { projectKey, url });
  await createFlag(gogreen, { projectKey, key: 'a' });
  const variables = { projectKey, afterSequence: 0 };
  const subscribers = await Promise.all(
    [subscribeSse, subscribeWs].flatMap((subscribe) =>
      Array.from({ length: 10 }, () => subscribe(gogreen.url, WatchIntegrations, variables)),
    ),
  );
  for (const subscriber of subscribers) await subscriber.waitFor(1);
  const ran = await statementsOf(gogreen.app.database.pool, async () => {
    for (let n = 0; n < 5; n++) {
      await describeFlag(gogreen, projectKey, 'a', n);
      for (const subscriber of subscribers) await subscriber.waitFor(n + 2);
    }
  });
  expect(ran.filter((name) => name === 'SELECT integrations')).toHaveLength(5);
  await Promise.all(subscribers.map((subscriber) => subscriber.leave()));
});

test('those with other rights are shown what these allow, also after their roles have changed', async ({
  gogreen,
}) => {
  const { key: projectKey } = await createProject(gogreen);
  await createWebhook(gogreen, { projectKey, url });
  await createFlag(gogreen, { projectKey, key: 'a' });
  const viewer = await addService(gogreen, { [projectKey]: 'VIEWER' });
  const admin = await addService(gogreen, { [projectKey]: 'ADMIN' });
  const tokens = [ADMIN_TOKEN, admin.token, viewer.token, ADMIN_TOKEN, admin.token, viewer.token];
  const subscribers = await Promise.all(
    tokens.map((token) =>
      subscribeWs(gogreen.url, WatchIntegrations, { projectKey, afterSequence: 0 }, token),
    ),
  );
  const shown = async (count: number) => {
    await Promise.all(subscribers.map((subscriber) => subscriber.waitFor(count)));
    return subscribers.map(({ results }) => results.at(-1)?.data?.events?.project.integrations[0]);
  };
  const masked = { url: 'http://127.0.0.1:9/…' };
  expect(await shown(1)).toEqual([{ url }, { url }, masked, { url }, { url }, masked]);

  await setRole(gogreen, { projectKey, userId: viewer.id, role: 'ADMIN' });
  await setRole(gogreen, { projectKey, userId: admin.id, role: 'VIEWER' });
  await gogreen.serving.liveViewers.check();
  await describeFlag(gogreen, projectKey, 'a', 1);
  expect(await shown(2)).toEqual([{ url }, masked, { url }, { url }, masked, { url }]);
  await Promise.all(subscribers.map((subscriber) => subscriber.leave()));
});
