/** Every route of the HTTP server, with and without a token: what is open tells nothing that a token is needed for. */

import type { InjectOptions } from 'fastify';
import { afterAll, describe, expect } from 'vitest';
import { createServer } from '#src/http/server.ts';
import type { Server } from '#src/http/shell.ts';
import { createPlace, missingPlace, type Place, retell } from '#test/support/access-world.ts';
import { ADMIN_TOKEN, testWithApp } from '#test/support/app.ts';
import { addClientKey, addHolder } from '#test/support/tokens.ts';

const test = testWithApp({ worker: false });
let server: Server;
let place: Place;
let missing: Place;

test.beforeAll(async ({ gogreen }) => {
  place = await createPlace(gogreen);
  missing = missingPlace(place);
  // With all that it can serve, the inbox of embedded mode included.
  const { serving } = gogreen;
  server = await createServer({ ...serving, settings: { ...serving.settings, embedded: true } });
});
afterAll(async () => {
  await server?.close();
});

interface Route {
  /** `token`: answers only those who send a valid one. `open`: answers everybody alike, whatever token they send. */
  access: 'open' | 'token';
  ask?: (place: Place) => Partial<InjectOptions> & { url?: string };
}

const page = (path: (place: Place) => string): Route => ({
  access: 'open',
  ask: (there) => ({ url: path(there) }),
});
const QUERY = '{ viewer { id } }';

const routes: Record<string, Route> = {
  'GET /': { access: 'open' },
  'GET /health/live': { access: 'open' },
  'GET /health/ready': { access: 'open' },
  'GET /metrics': { access: 'open' },
  'GET /graphql': { access: 'token', ask: () => ({ url: `/graphql?query=${encodeURIComponent(QUERY)}` }) },
  'POST /graphql': { access: 'token', ask: () => ({ payload: { query: QUERY } }) },
  'OPTIONS /graphql': { access: 'open' },
  'PUT /graphql': { access: 'open' },
  'PATCH /graphql': { access: 'open' },
  'DELETE /graphql': { access: 'open' },
  'GET /projects/:projectKey/flags/:flagKey': page(
    ({ projectKey, flagKey }) => `/projects/${projectKey}/flags/${flagKey}`,
  ),
  'GET /projects/:projectKey/integrations/:integrationId': page(
    ({ projectKey, integrationId }) => `/projects/${projectKey}/integrations/${integrationId}`,
  ),
  'GET /projects/:projectKey/changes/:changeRequestId': page(
    ({ projectKey, changeRequestId }) => `/projects/${projectKey}/changes/${changeRequestId}`,
  ),
  'GET /projects/:projectKey/deliveries/:deliveryId': page(
    ({ projectKey, deliveryId }) => `/projects/${projectKey}/deliveries/${deliveryId}`,
  ),
  'GET /projects/:projectKey/events/:sequence': page(({ projectKey }) => `/projects/${projectKey}/events/1`),
  'GET /projects/:projectKey/experiments/:experimentId': page(
    ({ projectKey, experimentId }) => `/projects/${projectKey}/experiments/${experimentId}`,
  ),
  'GET /icon.svg': { access: 'open' },
  'GET /graphiql': { access: 'open' },
  // They give and take cookies, for pages of ours only: these requests come from none.
  'POST /session': { access: 'open', ask: () => ({ payload: { token: ADMIN_TOKEN } }) },
  'DELETE /session': { access: 'open' },
  'GET /session/oidc': { access: 'open' },
  'GET /session/oidc/callback': { access: 'open' },
  // Signed instead: an integration is answered like one that does not exist.
  'POST /hooks/jira/:integrationId': {
    access: 'open',
    ask: ({ jiraIntegrationId }) => ({ url: `/hooks/jira/${jiraIntegrationId}`, payload: {} }),
  },
  'GET /inbox': { access: 'open' },
  'POST /inbox': { access: 'open', ask: () => ({ payload: {} }) },
};

async function ask(name: string, there: Place, token: string | null) {
  const [method, url] = name.split(' ') as [InjectOptions['method'] & string, string];
  const { statusCode, body, headers } = await server.http.inject({
    method,
    url,
    ...routes[name]?.ask?.(there),
    headers: { accept: 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
  });
  return { statusCode, body, location: headers.location ?? null };
}

/** From how Fastify prints them; HEAD comes with every GET. */
function listRoutes(): string[] {
  const parents: string[] = [];
  return server.http
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', path = '', methods = ''] = /^([│ ]*)[├└]── (\S+) \((.+)\)$/.exec(line) ?? [];
      if (!path) return [];
      const depth = indent.length / 4;
      parents[depth] = `${parents[depth - 1] ?? ''}${path}`;
      const verbs = methods.split(', ').filter((verb) => verb !== 'HEAD');
      return verbs.map((verb) => `${verb} ${parents[depth]}`);
    });
}

test('the table of routes is complete', () => {
  expect(Object.keys(routes).toSorted()).toEqual(listRoutes().toSorted());
});

const namesOf = (access: Route['access']) =>
  Object.entries(routes).flatMap(([name, route]) => (route.access === access ? [name] : []));

describe.each(namesOf('open'))('%s, which is open', (name) => {
  test('answers everybody alike, and tells of no project', async () => {
    const open = await ask(name, place, null);
    expect(open.statusCode).toBeLessThan(500);
    for (const token of ['wrong', ADMIN_TOKEN]) {
      const { statusCode, location, body } = await ask(name, place, token);
      expect({ statusCode, location }).toEqual({ statusCode: open.statusCode, location: open.location });
      for (const secret of [place.projectId, place.flagId]) expect(body).not.toContain(secret);
    }
  });

  test('answers for a project that does not exist as for one that does', async () => {
    const told = async (there: Place) => {
      const { statusCode, location } = await ask(name, there, null);
      return { statusCode, location: location && retell(decodeURIComponent(location), there, missing) };
    };
    expect(await told(place)).toEqual(await told(missing));
  });
});

describe.each(namesOf('token'))('%s, which takes a token', (name) => {
  test.for(['no', 'an unknown', 'a revoked'])('refuses whoever sends %s token', async (kind, { gogreen }) => {
    const revoked = await addHolder(gogreen, { revokedAt: new Date(0) });
    const token = { no: null, 'an unknown': 'wrong', 'a revoked': revoked.token }[kind] ?? null;
    const { statusCode, body } = await ask(name, place, token);
    expect(statusCode).toBe(401);
    expect(body).toContain('UNAUTHENTICATED');
  });

  test('answers whoever sends a valid one: of a user, of an environment, and that of the admin', async ({
    gogreen,
  }) => {
    const { token, userId } = await addHolder(gogreen);
    const key = await addClientKey(gogreen, place.environmentId);
    for (const [sent, id] of [
      [token, userId],
      [key.token, key.tokenId],
      [ADMIN_TOKEN, gogreen.serving.admin.actor.id],
    ] as const) {
      const { statusCode, body } = await ask(name, place, sent);
      expect({ statusCode, body: JSON.parse(body) }).toEqual({
        statusCode: 200,
        body: { data: { viewer: { id } } },
      });
    }
  });
});
