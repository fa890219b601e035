/** Host names that take long to resolve, at the moment an integration is saved. */

import { describe, expect } from 'vitest';
import type { Outbound } from '#src/platform/egress/outbound.ts';
import type { TestApp } from '#test/support/app.ts';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import {
  createFlag,
  createProject,
  createWebhook,
  setFlagEnabled,
  succeeded,
} from '#test/support/builders.ts';
import { tryCreateIntegration, updateIntegration } from '#test/support/integrations.ts';

/** More than there are connections to the database. */
const MANY = 60;

const it = testWithReceiver({ worker: false });
let outbound: Outbound;
let projectKey: string;

it.beforeEach(async ({ gogreen }) => {
  ({ outbound } = gogreen.app);
  projectKey = (await createProject(gogreen)).key;
});
it.afterEach(({ gogreen }) => {
  gogreen.app.outbound = outbound;
});

/** Makes the check of a destination wait for `resolve`, as for a name server that does not answer. */
function holdChecks(gogreen: TestApp, destination: string) {
  const { promise: resolved, resolve } = Promise.withResolvers<void>();
  const { promise: waiting, resolve: report } = Promise.withResolvers<void>();
  let count = 0;
  const expected = { count: 1 };
  gogreen.app.outbound = {
    ...outbound,
    async check(url) {
      if (!url.startsWith(destination)) return outbound.check(url);
      count += 1;
      if (count >= expected.count) report();
      await resolved;
      return null;
    },
  };
  return {
    resolve,
    untilWaiting: (checks: number) => {
      expected.count = checks;
      if (count >= checks) report();
      return waiting;
    },
  };
}

describe('while host names do not resolve', () => {
  it('updates of one integration hold neither connections nor its lock: other changes, and those of itself, succeed', async ({
    gogreen,
    receiver,
  }) => {
    const { id } = await createWebhook(gogreen, { projectKey, url: receiver.url });
    const { key: other } = await createProject(gogreen);
    await createFlag(gogreen, { projectKey: other, key: 'a' });
    const checks = holdChecks(gogreen, 'https://slow.example');
    const updates = Array.from({ length: MANY }, (_, n) =>
      updateIntegration(gogreen, {
        integrationId: id,
        provider: { webhook: { url: `https://slow.example/${n}` } },
      }),
    );
    await checks.untilWaiting(MANY);
    succeeded(
      await setFlagEnabled(gogreen, {
        projectKey: other,
        flagKey: 'a',
        environmentKey: 'production',
        enabled: true,
      }),
    );
    const { integration } = succeeded(
      await updateIntegration(gogreen, { integrationId: id, name: 'Renamed' }),
    );
    expect(integration).toMatchObject({ name: 'Renamed', url: receiver.url });
    checks.resolve();
    for (const update of await Promise.all(updates))
      expect(update.__typename).toBe('UpdateIntegrationPayload');
  });

  it('new integrations hold no connections: other changes succeed', async ({ gogreen }) => {
    const checks = holdChecks(gogreen, 'https://slow.example');
    const created = Array.from({ length: MANY }, (_, n) =>
      tryCreateIntegration(gogreen, {
        projectKey,
        name: `Webhook ${n}`,
        provider: { webhook: { url: 'https://slow.example/' } },
      }),
    );
    await checks.untilWaiting(MANY);
    await createFlag(gogreen, { projectKey, key: 'a' });
    checks.resolve();
    for (const each of await Promise.all(created)) expect(each.__typename).toBe('CreateIntegrationPayload');
  });
});

it('two concurrent updates that together result in an unchecked destination: the second is a conflict', async ({
  gogreen,
  receiver,
}) => {
  const site = 'https://acme.atlassian.net';
  const { integration } = succeeded(
    await tryCreateIntegration(gogreen, {
      projectKey,
      name: 'Jira',
      provider: { jira: { siteUrl: site, email: 'a@example.com', apiToken: 'token-0123456789' } },
    }),
  );
  const checks = holdChecks(gogreen, site);
  // With a client ID the API is called as well: at its default address, when this update is checked.
  const withPanel = updateIntegration(gogreen, {
    integrationId: integration.id,
    provider: { jira: { clientId: 'client-1', clientSecret: 'secret-0123456789' } },
  });
  await checks.untilWaiting(1);
  gogreen.app.outbound = outbound;
  succeeded(
    await updateIntegration(gogreen, {
      integrationId: integration.id,
      provider: { jira: { apiUrl: receiver.url, apiToken: 'token-0123456789' } },
    }),
  );
  checks.resolve();
  expect(await withPanel).toEqual({
    __typename: 'ConflictError',
    code: 'CONFLICT',
    message:
      'The integration was changed at the same time by somebody else, and both changes together result in a destination that was not checked. Read the integration again, then repeat your change.',
  });
});
