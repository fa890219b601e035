import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { createClientKey, createServerKey } from '#test/support/accounts.ts';
import { ADMIN_TOKEN, type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject } from '#test/support/builders.ts';
import { usageBatch } from '#test/support/usage.ts';

const test = testWithApp({ worker: false });
let projectKey: string;
let clientKey: string;
let serverKey: string;

test.beforeEach(async ({ gogreen }) => {
  ({ key: projectKey } = await createProject(gogreen));
  await createFlag(gogreen, { projectKey, key: 'checkout' });
  clientKey = (await createClientKey(gogreen, { projectKey })).key;
  serverKey = (await createServerKey(gogreen, { projectKey })).key;
});

function post(gogreen: TestApp, key: string | null, body: string | object) {
  return fetch(`${gogreen.url}/sdk/v1/usage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

async function lastEvaluation(gogreen: TestApp, environmentKey: string): Promise<string | null> {
  const { data } = await gogreen.send(
    `query ($projectKey: String!, $environmentKey: String!) {
      flag(projectKey: $projectKey, key: "checkout") { environment(key: $environmentKey) { lastEvaluatedAt } } }`,
    { projectKey, environmentKey },
  );
  return (data as { flag: { environment: { lastEvaluatedAt: string | null } } }).flag.environment
    .lastEvaluatedAt;
}

test('POST /sdk/v1/usage with a client key or a server key records the usage of the environment of the key', async ({
  gogreen,
}) => {
  for (const key of [clientKey, serverKey]) {
    const batch = usageBatch(new Date(), { flags: { checkout: { on: 2 }, gone: { on: 1 } } });
    const first = await post(gogreen, key, batch);
    expect(first.status).toBe(200);
    const answer = await first.json();
    expect(answer).toEqual({
      accepted: 1,
      skipped: [{ path: 'flags.gone.on', message: 'the project has no flag with this key' }],
      moreSkipped: 0,
      duplicate: false,
    });
    expect(await (await post(gogreen, key, batch)).json()).toEqual({ ...answer, duplicate: true });
  }
  expect(await lastEvaluation(gogreen, 'production')).not.toBeNull();
  expect(await lastEvaluation(gogreen, 'development')).toBeNull();
});

test('POST /sdk/v1/usage answers what is wrong as a sentence with its code, and repeats nothing that was sent', async ({
  gogreen,
}) => {
  const secret = 'ada@example.com';
  const cases: [key: string | null, body: string | object, status: number, code: string, message: RegExp][] =
    [
      [null, {}, 401, 'UNAUTHENTICATED', /key/],
      ['gogreen_sk_wrong', {}, 401, 'UNAUTHENTICATED', /./],
      [ADMIN_TOKEN, usageBatch(new Date()), 400, 'INVALID_INPUT', /environment/],
      [clientKey, `{"id": "${secret}`, 400, 'INVALID_INPUT', /not JSON/],
      [clientKey, '', 400, 'INVALID_INPUT', /not JSON/],
      [clientKey, '[]', 400, 'INVALID_INPUT', /must be a JSON object/],
      [clientKey, { id: secret }, 400, 'INVALID_INPUT', /^id: must be a UUID/],
      [
        clientKey,
        { id: randomUUID() },
        400,
        'INVALID_INPUT',
        /^from: must be a time .*; to: must be a time /,
      ],
      [clientKey, ' '.repeat(1024 * 1024 + 1), 413, 'INVALID_INPUT', /1048576 bytes/],
    ];
  for (const [key, body, status, code, message] of cases) {
    const response = await post(gogreen, key, body);
    const { error } = (await response.json()) as { error: { code: string; message: string } };
    expect([response.status, error.code], error.message).toEqual([status, code]);
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain(secret);
  }
});

test('POST /sdk/v1/usage is not open to people, whose evaluations are no usage', async ({ gogreen }) => {
  const response = await fetch(`${gogreen.url}/sdk/v1/usage?environment=${projectKey}/production`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
    body: JSON.stringify(usageBatch(new Date())),
  });
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ error: { code: 'FORBIDDEN' } });
});

test('POST /sdk/v1/usage takes 120 batches a minute of a client key from one address, and no such limit is for a server key', async ({
  gogreen,
}) => {
  const ask = async (key: string) => (await post(gogreen, key, '{}')).status;
  for (let sent = 0; sent < 120; sent++) expect(await ask(clientKey)).toBe(400);
  const refused = await post(gogreen, clientKey, '{}');
  expect([refused.status, await refused.json()]).toEqual([
    429,
    { error: { code: 'RATE_LIMITED', message: expect.stringContaining('120 of these') } },
  ]);
  expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
  for (let sent = 0; sent <= 120; sent++) expect(await ask(serverKey)).toBe(400);
});
