/** GoGreen, by its public API: one that runs already (`baseUrl`, `token`), or one that is started here. */

import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';
import type { OpenPeer } from '#test/bench/peers/peer.ts';
import { startPostgres } from '#test/bench/postgres.ts';
import { startProduct, TOKEN } from '#test/bench/product.ts';

export const openPeer: OpenPeer = async ({ baseUrl, token }) => {
  const open = new AsyncDisposableStack();
  const url = baseUrl ?? `http://127.0.0.1:${await startOwn(open)}`;
  const http = new Pool(url, { connections: 100 });
  open.defer(() => http.destroy());
  const projectKey = `bench-${randomUUID()}`;

  async function send(field: string, input: object): Promise<void> {
    const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}`;
    const { statusCode, body } = await http.request({
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token ?? TOKEN}` },
      body: JSON.stringify({
        query: `mutation ($input: ${type}Input!) { ${field}(input: $input) { __typename ... on Error { message } } }`,
        variables: { input },
      }),
    });
    const answer = (await body.json()) as { data?: Record<string, { __typename: string; message?: string }> };
    if (answer.data?.[field]?.__typename !== `${type}Payload`)
      throw new Error(`${field} was refused (${statusCode}): ${JSON.stringify(answer)}`);
  }

  await send('createProject', { key: projectKey, name: 'Bench' });
  return {
    name: 'GoGreen',
    createFlag: (key) => send('createFlag', { projectKey, key, kind: 'BOOLEAN' }),
    toggle: (flagKey, enabled) =>
      send('setFlagEnabled', { projectKey, flagKey, environmentKey: 'production', enabled }),
    registerWebhook: async (webhookUrl) => {
      await send('createIntegration', {
        projectKey,
        name: 'Bench',
        provider: { webhook: { url: webhookUrl } },
      });
      // The events of the flags that were created before are not to be delivered.
      await delay(100);
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
};

/** Answers with its port. */
async function startOwn(open: AsyncDisposableStack): Promise<number> {
  const postgres = open.use(await startPostgres());
  const databaseUrl = await postgres.createDatabase('peer');
  return open.use(await startProduct({ databaseUrl, role: 'all', profileDir: null })).port;
}
