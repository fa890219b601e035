/** Live subscriptions end with the right to them, whatever they are about and whatever they come over. */

import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { parse } from 'graphql';
import { createClient } from 'graphql-ws';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { ProjectRole } from '#generated/prisma/enums.ts';
import { transaction } from '#src/platform/postgres/db.ts';
import { ADMIN_TOKEN, startTestApp, type TestApp } from '#test/support/app.ts';
import {
  createFlag,
  createProject,
  createWebhook,
  freshKey,
  setFlagEnabled,
} from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';
import { transports } from '#test/support/live-transports.ts';
import { printedSchema } from '#test/support/selection.ts';
import { countStatements } from '#test/support/statements.ts';
import { connectWs, subscribeOn } from '#test/support/subscribe-ws.ts';
import { addClientKey, addHolder, type Holder, revoke, setRole } from '#test/support/tokens.ts';

let gogreen: TestApp;
let shop: Awaited<ReturnType<typeof placeOf>>;

beforeAll(async () => {
  gogreen = await startTestApp({ worker: false });
  shop = await placeOf('shop');
});
/** Nothing of what a test opened is left. */
afterEach(() => vi.waitFor(() => expect(gogreen.serving.liveViewers.count()).toBe(0)));
afterAll(() => gogreen?.close());

async function placeOf(key: string) {
  const project = await createProject(gogreen, { key });
  await createFlag(gogreen, { projectKey: key, key: 'flag' });
  const { id: integrationId } = await createWebhook(gogreen, {
    projectKey: key,
    url: 'http://127.0.0.1:9/',
  });
  const { data } = await gogreen.send(
    `mutation ($input: ReplayEventsInput!) {
      replayEvents(input: $input) { ... on ReplayEventsPayload { recovery { id } } }
    }`,
    { input: { integrationId } },
  );
  const proposal = await command(gogreen, 'proposeFlagChange', {
    projectKey: key,
    flagKey: 'flag',
    environmentKey: 'production',
    enabled: true,
  });
  const { recovery } = (data as { replayEvents: { recovery: { id: string } } }).replayEvents;
  const environmentId = project.environments.find((environment) => environment.key === 'production')?.id;
  return {
    projectKey: key,
    projectId: project.id,
    environmentId: environmentId ?? '',
    recovery: recovery.id,
    changeRequest: proposal.changeRequest?.id ?? '',
  };
}

/** Each brings something at once: a subscription that has brought something stands. */
const operations: Record<string, string> = {
  events: 'subscription { events(projectKey: "shop", afterSequence: 0) { id } }',
  flagChanged: 'subscription { flagChanged(projectKey: "shop", afterSequence: 0) { id } }',
  deliveryUpdated: 'subscription { deliveryUpdated(projectKey: "shop") { id status } }',
  recoveryUpdated: 'subscription { recoveryUpdated(id: "RECOVERY") { id } }',
  recoveries: 'subscription { recoveries(projectKey: "shop") { id } }',
  integrationUpdated: 'subscription { integrationUpdated(projectKey: "shop") { id } }',
  changeRequestCommented: 'subscription { changeRequestCommented(changeRequestId: "CHANGE_REQUEST") { id } }',
};

function documentOf(field: string): TypedDocumentNode<Record<string, unknown>, object> {
  const text = operations[field] ?? '';
  return parse(text.replace('RECOVERY', shop.recovery).replace('CHANGE_REQUEST', shop.changeRequest));
}

test('the table of subscriptions is complete', () => {
  expect(Object.keys(operations).toSorted()).toEqual(
    Object.keys(printedSchema.getSubscriptionType()?.getFields() ?? {}).toSorted(),
  );
});

const switchFlag = (() => {
  let enabled = false;
  return () => {
    enabled = !enabled;
    return setFlagEnabled(gogreen, {
      projectKey: 'shop',
      flagKey: 'flag',
      environmentKey: 'production',
      enabled,
    });
  };
})();

const viewer = (role: ProjectRole = 'VIEWER') => addHolder(gogreen, { roles: { [shop.projectId]: role } });
const TOKEN_LOST = {
  message: 'This access token or session is no longer valid: the subscription is over.',
  extensions: { code: 'UNAUTHENTICATED' },
};
const RIGHT_LOST = {
  message: 'You may not read this any more: the subscription is over.',
  extensions: { code: 'FORBIDDEN' },
};

describe.each(transports)('over $transport', ({ transport, subscribe }) => {
  async function open(field: string, { token }: Pick<Holder, 'token'>) {
    const held = gogreen.serving.liveViewers.count();
    const live = await subscribe(gogreen.url, documentOf(field), {}, token);
    // A socket is held as well.
    const opened = held + (transport === 'SSE' ? 1 : 2);
    await vi.waitFor(() => expect(gogreen.serving.liveViewers.count()).toBe(opened));
    return live;
  }

  describe.each(Object.keys(operations))('%s', (field) => {
    test.each<[string, (holder: Holder) => Promise<unknown>, object]>([
      ['its token was revoked', (holder) => revoke(gogreen, holder), TOKEN_LOST],
      ['its token has expired', ({ tokenId }) => change('access_tokens', 'expires_at', tokenId), TOKEN_LOST],
      ['its user was deactivated', ({ userId }) => change('users', 'deactivated_at', userId), TOKEN_LOST],
      [
        'its user has no role in the project any more',
        ({ userId }) => setRole(gogreen, { userId, projectId: shop.projectId, role: null }),
        RIGHT_LOST,
      ],
    ])('ends with an error once %s', async (_name, lose, error) => {
      const holder = await viewer();
      const live = await open(field, holder);
      await lose(holder);
      await gogreen.serving.liveViewers.check();
      const results = await live.waitFor((all) => all.some(({ errors }) => errors));
      expect(results.at(-1)).toEqual({
        data: null,
        errors: [{ ...error, path: [field], locations: expect.any(Array) }],
      });
      expect(results.filter(({ errors }) => errors)).toHaveLength(1);
      expect(await live.ended).toBe('complete');
      await live.leave();
    });

    test('continues after a check that finds no change, and is not tracked any more when its client leaves', async () => {
      const live = await open(field, await viewer());
      await gogreen.serving.liveViewers.check();
      expect(live.results.filter(({ errors }) => errors)).toEqual([]);
      await live.leave();
    });
  });

  test('a subscription continues after a check that finds another role with the same right', async () => {
    const holder = await viewer('ADMIN');
    const live = await open('flagChanged', holder);
    await setRole(gogreen, { ...holder, projectId: shop.projectId, role: 'VIEWER' });
    await gogreen.serving.liveViewers.check();
    const { event } = await switchFlag();
    const results = await live.waitFor((all) =>
      all.some(({ data }) => (data?.['flagChanged'] as { id: string } | null)?.id === event?.id),
    );
    expect(results.filter(({ errors }) => errors)).toEqual([]);
    await live.leave();
  });

  test('fields of an event are authorized with the role that the viewer has at that time', async () => {
    const holder = await viewer('ADMIN');
    const document: TypedDocumentNode<Record<string, unknown>, object> = parse(
      'subscription { flagChanged(projectKey: "shop") { environment { key clientKeys { id } } } }',
    );
    const live = await subscribe(gogreen.url, document, {}, holder.token);
    await vi.waitFor(() => expect(gogreen.serving.liveViewers.count()).toBe(transport === 'SSE' ? 1 : 2));
    await switchFlag();
    const [first] = await live.waitFor(1);
    expect(first?.errors).toBeUndefined();
    await setRole(gogreen, { ...holder, projectId: shop.projectId, role: 'EDITOR' });
    await gogreen.serving.liveViewers.check();
    await switchFlag();
    const [, second] = await live.waitFor(2);
    expect(second?.errors?.[0]).toMatchObject({
      path: ['flagChanged', 'environment', 'clientKeys'],
      extensions: { code: 'FORBIDDEN' },
    });
    await live.leave();
  });

  test('an owner loses the ownership: subscriptions that their role allows continue, the others end with FORBIDDEN', async () => {
    const keeps = await addHolder(gogreen, { owner: true, roles: { [shop.projectId]: 'VIEWER' } });
    const loses = await addHolder(gogreen, { owner: true });
    const kept = await open('events', keeps);
    const lost = await open('events', loses);
    await gogreen.app.database.pool.query('UPDATE users SET is_owner = false WHERE id = ANY ($1)', [
      [keeps.userId, loses.userId],
    ]);
    await gogreen.serving.liveViewers.check();
    expect((await lost.waitFor((all) => all.some(({ errors }) => errors))).at(-1)?.errors).toMatchObject([
      RIGHT_LOST,
    ]);
    expect(kept.results.filter(({ errors }) => errors)).toEqual([]);
    await Promise.all([kept.leave(), lost.leave()]);
  });

  test('a revoked client key: the subscription ends with UNAUTHENTICATED', async () => {
    const key = await addClientKey(gogreen, shop.environmentId);
    const live = await open('flagChanged', key);
    await revoke(gogreen, key);
    await gogreen.serving.liveViewers.check();
    const results = await live.waitFor((all) => all.some(({ errors }) => errors));
    expect(results.at(-1)?.errors).toMatchObject([TOKEN_LOST]);
    expect(await live.ended).toBe('complete');
  });

  test('a check that hangs does not delay events', async () => {
    const live = await open('flagChanged', await viewer());
    const { promise: done, resolve: release } = Promise.withResolvers<void>();
    const { promise: isLocked, resolve: locked } = Promise.withResolvers<void>();
    const lock = transaction(gogreen.app.database.pool, async (tx) => {
      await tx.query('LOCK TABLE access_tokens IN ACCESS EXCLUSIVE MODE');
      locked();
      await done;
    });
    await isLocked;
    const checked = gogreen.serving.liveViewers.check();
    const { event } = await switchFlag();
    await live.waitFor((all) =>
      all.some(({ data }) => (data?.['flagChanged'] as { id: string } | null)?.id === event?.id),
    );
    release();
    await Promise.all([lock, checked]);
    await live.leave();
  });

  test('a subscription with the admin token is not tracked', async () => {
    const live = await subscribe(gogreen.url, documentOf('events'), {}, ADMIN_TOKEN);
    await live.waitFor(1);
    expect(gogreen.serving.liveViewers.count()).toBe(0);
    await live.leave();
  });
});

test('all subscriptions and the socket of a token are checked with one statement', async () => {
  const { token } = await viewer();
  const { client } = connectWs(gogreen.url, token);
  const fields = ['events', 'flagChanged', 'events', 'deliveryUpdated', 'recoveryUpdated'];
  const live = fields.map((field) => subscribeOn(client, documentOf(field), {}));
  await vi.waitFor(() => expect(gogreen.serving.liveViewers.count()).toBe(fields.length + 1));
  const statements = countStatements(gogreen);
  await gogreen.serving.liveViewers.check();
  expect(statements.count('read-tokens-by-id')).toBe(1);
  await Promise.all(live.map(({ leave }) => leave()));
  await client.dispose();
});

describe('a socket', () => {
  test('a revoked token: closed with 4403, after its subscriptions have sent their errors', async () => {
    const holder = await viewer();
    const { client, closed } = connectWs(gogreen.url, holder.token);
    const live = subscribeOn(client, documentOf('events'), {});
    await live.waitFor(1);
    await revoke(gogreen, holder);
    await gogreen.serving.liveViewers.check();
    expect(await closed).toEqual({ code: 4403, reason: 'Forbidden' });
    expect(live.results.at(-1)?.errors).toMatchObject([TOKEN_LOST]);
    expect(await live.ended).toBe('complete');
  });

  test('a revoked token: closed with 4403 when there are no subscriptions', async () => {
    const holder = await viewer();
    const { closed } = connectWs(gogreen.url, holder.token);
    await vi.waitFor(() => expect(gogreen.serving.liveViewers.count()).toBe(1));
    await revoke(gogreen, holder);
    await gogreen.serving.liveViewers.check();
    expect(await closed).toEqual({ code: 4403, reason: 'Forbidden' });
  });

  test('a revoked token: the client reconnects with its current token, such as a new JWT', async () => {
    const [holder, next] = [await viewer(), await viewer()];
    const tokens = [holder.token, next.token];
    const connected = vi.fn();
    const client = createClient({
      url: `${gogreen.url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      lazy: false,
      retryAttempts: 1,
      retryWait: async () => undefined,
      on: { connected },
      connectionParams: () => ({ authorization: `Bearer ${tokens.shift()}` }),
    });
    await vi.waitFor(() => expect(connected).toHaveBeenCalledTimes(1));
    await revoke(gogreen, holder);
    await gogreen.serving.liveViewers.check();
    await vi.waitFor(() => expect(connected).toHaveBeenCalledTimes(2));
    await client.dispose();
  });

  test('a lost right to one subscription: the socket and its other subscriptions stay open', async () => {
    const other = await placeOf(freshKey('other'));
    const holder = await addHolder(gogreen, {
      roles: { [shop.projectId]: 'VIEWER', [other.projectId]: 'VIEWER' },
    });
    const { client } = connectWs(gogreen.url, holder.token);
    const lost = subscribeOn(client, documentOf('events'), {});
    const kept = subscribeOn(
      client,
      parse(`subscription { events(projectKey: "${other.projectKey}", afterSequence: 1) { sequence } }`),
      {},
    );
    await lost.waitFor(1);
    await vi.waitFor(() => expect(gogreen.serving.liveViewers.count()).toBe(3));
    await setRole(gogreen, { ...holder, projectId: shop.projectId, role: null });
    await gogreen.serving.liveViewers.check();
    expect(await lost.ended).toBe('complete');
    await command(gogreen, 'createFlag', { projectKey: other.projectKey, key: 'new', kind: 'BOOLEAN' });
    expect(await kept.waitFor(1)).toEqual([{ data: { events: { sequence: 2 } } }]);
    await kept.leave();
    await client.dispose();
  });
});

function change(table: string, column: string, id: string) {
  return gogreen.app.database.pool.query(
    `UPDATE ${table} SET ${column} = now() - interval '1 second' WHERE id = $1`,
    [id],
  );
}
