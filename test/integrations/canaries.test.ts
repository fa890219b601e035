/** Every secret that there is, planted where it can be recognised; then all that GoGreen does; then a look everywhere. */

import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { findFreePort } from '#src/platform/free-port.ts';
import { type ConnectProxy, startConnectProxy } from '#test/support/connect-proxy.ts';
import { createTestDatabase, type TestDatabase } from '#test/support/database.ts';
import { eventually } from '#test/support/eventually.ts';
import { findLeaks, formsOf } from '#test/support/leaks.ts';
import { plantedIntegrations } from '#test/support/planted-secrets.ts';
import { endAll, startGogreen } from '#test/support/process.ts';
import { type ReceivedRequest, type Receiver, startReceiver } from '#test/support/receiver.ts';
import { type RedisServer, redisUrl, startRedis } from '#test/support/redis.ts';
import { rotateKeys } from '#test/support/rotate-keys.ts';

const key1 = randomBytes(32);
const key2 = randomBytes(32);
/** Of GoGreen itself. */
const ours = {
  adminToken: 'canary-admin-token-0123456789',
  databasePassword: 'canary-database-0123456789',
  redisPassword: 'canary-redis-0123456789',
  proxyPassword: 'canary-proxy-0123456789',
  proxyCredentials: 'gogreen:canary-proxy-0123456789',
  encryptionKey1: key1.toString('base64'),
  encryptionKey1Bytes: key1.toString('latin1'),
  encryptionKey2: key2.toString('base64'),
};
const role = `canary_${randomBytes(4).toString('hex')}`;

let receiver: Receiver;
let proxy: ConnectProxy;
let redis: RedisServer | undefined;
let database: TestDatabase;
let sql: pg.Client;
let url: string;

/** What was seen, by where. */
const seen: Record<string, string[]> = {
  answers: [],
  log: [],
  database: [],
  redis: [],
  metrics: [],
  keys: [],
};
/** All that integrations have or had, and what of it is shown once by what makes it. */
const theirs: Record<string, string> = {};
const shownOnce: string[] = [];

beforeAll(async () => {
  [receiver, database, proxy] = await Promise.all([
    startReceiver(),
    createTestDatabase(),
    startConnectProxy({ credentials: ours.proxyCredentials }),
  ]);
  if (redisUrl()) {
    redis = await startRedis();
    const watcher = new Redis(redis.url, { retryStrategy: () => null });
    const monitor = await watcher.monitor();
    for (const each of [watcher, monitor]) each.on('error', () => undefined);
    monitor.on('monitor', (_time: string, args: string[]) => seen['redis']?.push(args.join(' ')));
    const client = new Redis(redis.url);
    await client.config('SET', 'requirepass', ours.redisPassword);
    await client.quit();
    opened.push(
      () => monitor.disconnect(),
      () => watcher.disconnect(),
    );
  }
  const { databasePassword } = ours;
  const superuser = new pg.Client({ connectionString: inject('postgresUrl') });
  await superuser.connect();
  await superuser.query(`CREATE ROLE ${role} LOGIN SUPERUSER PASSWORD '${databasePassword}'`);
  await superuser.end();
  sql = new pg.Client({ connectionString: database.url });
  await sql.connect();
});
const opened: (() => unknown)[] = [];
afterAll(async () => {
  await endAll();
  for (const close of opened) close();
  await sql?.query(`DROP ROLE IF EXISTS ${role}`);
  await sql?.end();
  await Promise.all([receiver?.close(), proxy?.close(), redis?.stop(), database?.drop()]);
});

function settings(): Record<string, string> {
  const databaseUrl = new URL(database.url);
  [databaseUrl.username, databaseUrl.password] = [role, ours.databasePassword];
  return {
    DATABASE_URL: databaseUrl.href,
    GOGREEN_ADMIN_TOKEN: ours.adminToken,
    GOGREEN_ENCRYPTION_KEYS: `k1:${ours.encryptionKey1},k2:${ours.encryptionKey2}`,
    EGRESS_PROXY: proxy.urlWithCredentials,
    EGRESS_ALLOW: '127.0.0.1',
    LOG_LEVEL: 'trace',
    ...(redis ? { REDIS_URL: redis.url.replace('//', `//:${ours.redisPassword}@`) } : {}),
  };
}

async function ask(query: string, variables: unknown = {}, token: string = ours.adminToken): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  seen['answers']?.push(text);
  return JSON.parse(text) as Answer;
}

interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: answers to operations that are written as text
  data?: any;
  errors?: { message: string }[];
}

async function command(name: string, input: object, fields: string): Promise<Record<string, never>> {
  const type = name.charAt(0).toUpperCase() + name.slice(1);
  const { data } = await ask(
    `mutation ($input: ${type}Input!) { ${name}(input: $input) {
      __typename ... on Error { message code } ... on InvalidInputError { issues { path message } }
      ... on ${type}Payload { ${fields} } } }`,
    { input },
  );
  return data?.[name] ?? {};
}

const integrationFields = `id name provider enabled secrets { name hint }
  health { status lastError disabledReason }
  ... on WebhookIntegration { url headerNames } ... on SlackIntegration { channels apiUrl }
  ... on DatadogIntegration { site apiUrl } ... on NewRelicIntegration { region apiUrl }
  ... on DynatraceIntegration { environmentUrl }`;
const attemptFields = `number trigger address error { class message }
  request { method url body headers { name value } } response { status body headers { name value } }`;
const deliveryFields = `id status target integration { ${integrationFields} } attempts { ${attemptFields} }`;

async function readDeliveries(): Promise<{ id: string; status: string; attempts: unknown[] }[]> {
  const { data } = await ask(`{ project(key: "shop") {
    integrations { ${integrationFields} } events { edges { node { id type comment actor { email } } } }
    deliveries(first: 100) { edges { node { ${deliveryFields} } } } } }`);
  return data.project.deliveries.edges.map(({ node }: { node: never }) => node);
}

/** All rows of all tables as text, jobs included, and what is beside the sealed secrets. */
async function lookAtDatabase(): Promise<void> {
  const { rows: tables } = await sql.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  for (const { name } of tables) {
    const { rows } = await sql.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
    seen['database']?.push(...rows.map(({ row }) => row));
  }
}

/** A receiver that sends back all it got, in the headers, in the text and where APIs put what went wrong. */
function echo(status: number): (request: ReceivedRequest) => object {
  return (request) => {
    const all = JSON.stringify({ ...request.headers, raw: request.rawHeaders, path: request.path });
    const words = `${request.method} ${request.path} ${request.rawHeaders.join(' ')}`;
    const error = { message: words, code: 400, title: words, detail: words };
    const body = { ok: false, error: status === 200 ? words : error, errors: [error, words], all, words };
    const plain = words.replaceAll(/[^\x20-\x7e]/g, '');
    return { status, headers: { 'X-Echo': plain, 'X-Path': request.path }, body: JSON.stringify(body) };
  };
}

function remember(name: string, secrets: Record<string, string>, parts: string[] = []): void {
  for (const [field, value] of Object.entries(secrets)) theirs[`${name} ${field}`] = value;
  for (const [index, part] of parts.entries()) theirs[`${name} part ${index}`] = part;
}

it('everything is done that GoGreen does', async () => {
  const port = await findFreePort();
  url = `http://127.0.0.1:${port}`;
  const gogreen = await startGogreen({ ...settings(), PORT: String(port) });
  await gogreen.waitFor(/GoGreen is up/);
  const planted = plantedIntegrations(receiver.url);
  await command('createProject', { key: 'shop', name: 'Shop' }, 'project { id }');
  const live = follow();

  const ids = new Map<string, string>();
  for (const { name, provider, made, secrets, parts } of planted) {
    remember(name, secrets, parts);
    const input = { projectKey: 'shop', name, provider: { [provider]: made(receiver.url) } };
    const answer = await command(
      'createIntegration',
      input,
      `signingSecret integration { ${integrationFields} }`,
    );
    const { integration, signingSecret } = answer as unknown as {
      integration: { id: string };
      signingSecret: string | null;
    };
    expect(integration, JSON.stringify(answer)).toBeDefined();
    ids.set(name, integration.id);
    if (signingSecret) shownOnce.push(signingSecret);
  }

  // Attempts that fail with the whole request in the answer, and some without an answer.
  receiver.answer(echo(500));
  await command('createFlag', { projectKey: 'shop', key: 'beta', kind: 'BOOLEAN' }, 'flag { id }');
  await eventually(async () => {
    const deliveries = await readDeliveries();
    expect(deliveries).toHaveLength(planted.length);
    for (const { attempts } of deliveries) expect(attempts.length).toBeGreaterThan(0);
  });
  const tryAll = async () => {
    for (const integrationId of ids.values()) {
      await command(
        'testIntegration',
        { integrationId },
        `attempt { ${attemptFields} } delivery { ${deliveryFields} }`,
      );
      await command(
        'checkIntegration',
        { integrationId },
        'reason request { url headers { name value } } response { body headers { name value } }',
      );
      await command(
        'previewIntegration',
        { integrationId },
        'refusal requests { method url body headers { name value } }',
      );
    }
  };
  for (const status of [200, 400, 403, 404]) {
    receiver.answer(echo(status));
    await tryAll();
  }
  receiver.answer((request) => ({
    ...echo(500)(request),
    body: 'x'.repeat(64 * 1024 - 40) + request.rawHeaders.join(' '),
  }));
  await tryAll();
  receiver.reset();
  await tryAll();
  proxy.refuse(407);
  await tryAll();
  proxy.refuse(200);

  // By hand, again, anew.
  receiver.answer(echo(500));
  for (const { id } of await readDeliveries())
    await command('retryDelivery', { deliveryId: id }, 'delivery { status }');
  await command('retryFailedDeliveries', { projectKey: 'shop' }, '__typename');
  for (const { name, provider, changed, after, parts } of planted) {
    const integrationId = ids.get(name) ?? '';
    remember(`changed ${name}`, after, parts);
    const change = { integrationId, provider: { [provider]: changed(receiver.url) } };
    const answer = await command('updateIntegration', change, `integration { ${integrationFields} }`);
    expect(answer).toMatchObject({ __typename: 'UpdateIntegrationPayload' });
    await command('replayEvents', { integrationId, afterSequence: 0 }, '__typename');
  }
  const webhook = ids.get('webhook') ?? '';
  const rotated = await command('rotateSigningSecret', { integrationId: webhook }, 'signingSecret');
  shownOnce.push((rotated as unknown as { signingSecret: string }).signingSecret);
  remember('rotated', { signingSecret: shownOnce.at(-1) ?? '' });
  await tryAll();
  await lookAtDatabase();

  // Refusals: what is wrong stands beside the secrets, or is one of them.
  for (const { name, provider, made } of planted) {
    const given = made(receiver.url);
    const spoilt = Object.fromEntries(
      Object.entries(given).map(([field, value]) => [
        field,
        typeof value === 'string' ? `${value}\n` : value,
      ]),
    );
    await command(
      'createIntegration',
      { projectKey: 'shop', name: '', provider: { [provider]: given } },
      '__typename',
    );
    await command(
      'createIntegration',
      { projectKey: 'shop', name, provider: { [provider]: spoilt } },
      '__typename',
    );
    await command(
      'createIntegration',
      { projectKey: 'shop', name, provider: { [provider]: { ...given, nonsense: given } } },
      '__typename',
    );
    await command(
      'createIntegration',
      { projectKey: 'shop', name, provider: { [provider]: [given] } },
      '__typename',
    );
    const listed = Object.fromEntries(Object.entries(given).map(([field, value]) => [field, { value }]));
    await command(
      'createIntegration',
      { projectKey: 'shop', name, provider: { [provider]: listed } },
      '__typename',
    );
    const moved = made('http://127.0.0.2:9');
    await command(
      'updateIntegration',
      { integrationId: ids.get(name), provider: { [provider]: moved } },
      '__typename',
    );
  }
  await ask('{ viewer { __typename } }', {}, `${ours.adminToken}-wrong`);

  // Defects: of what is stored, and of the database.
  const { rows: kept } = await sql.query('SELECT settings FROM integrations WHERE id = $1', [webhook]);
  await sql.query(`UPDATE integrations SET settings = '{}' WHERE id = $1`, [webhook]);
  await sql.query(`UPDATE integrations SET secrets = left(secrets, -4) || 'AAAA' WHERE id = $1`, [
    ids.get('teams'),
  ]);
  await tryAll();
  await command(
    'setFlagEnabled',
    { projectKey: 'shop', flagKey: 'beta', environmentKey: 'production', enabled: true },
    '__typename',
  );
  await sql.query('ALTER TABLE deliveries RENAME TO deliveries_away');
  await tryAll();
  await readDeliveries().catch(() => undefined);
  await sql.query('ALTER TABLE deliveries_away RENAME TO deliveries');
  await sql.query('UPDATE integrations SET settings = $2 WHERE id = $1', [webhook, kept[0].settings]);
  await sql.query('ALTER TABLE integrations ADD CONSTRAINT never CHECK (false) NOT VALID');
  for (const { name, provider, made, changed } of planted) {
    await command(
      'createIntegration',
      { projectKey: 'shop', name, provider: { [provider]: made(receiver.url) } },
      '__typename',
    );
    await command(
      'updateIntegration',
      { integrationId: ids.get(name), provider: { [provider]: changed(receiver.url) } },
      '__typename',
    );
  }
  await sql.query('ALTER TABLE integrations DROP CONSTRAINT never');

  // The end of an integration, and of GoGreen.
  receiver.answer({
    ...echo(410)({ method: 'POST', path: '/', rawHeaders: [], headers: {} } as never),
    status: 410,
  });
  await tryAll();
  await command(
    'setFlagEnabled',
    { projectKey: 'shop', flagKey: 'beta', environmentKey: 'production', enabled: false },
    '__typename',
  );
  const rotation = {
    ...settings(),
    GOGREEN_ENCRYPTION_KEYS: `k2:${ours.encryptionKey2},k1:${ours.encryptionKey1}`,
  };
  seen['keys']?.push((await rotateKeys(rotation)).output);
  seen['keys']?.push(
    (await rotateKeys({ ...settings(), GOGREEN_ENCRYPTION_KEYS: `k2:${ours.encryptionKey2}x` })).output,
  );
  for (const page of ['/metrics', '/health/ready', '/health/live', '/', '/graphql']) {
    seen['metrics']?.push(await (await fetch(url + page, { headers: { accept: 'text/html' } })).text());
  }
  await readDeliveries();
  await lookAtDatabase();
  for (const integrationId of ids.values())
    await command('deleteIntegration', { integrationId }, '__typename');
  await readDeliveries();
  await lookAtDatabase();
  await live.leave();
  await gogreen.end('SIGTERM');
  seen['log']?.push(gogreen.output());

  // Starts that fail.
  const wrong = [
    { GOGREEN_ADMIN_TOKEN: `${ours.adminToken} x` },
    { GOGREEN_ENCRYPTION_KEYS: `k1:${ours.encryptionKey1},k1:${ours.encryptionKey2}` },
    { EGRESS_PROXY: `${proxy.urlWithCredentials}/path` },
    { DATABASE_URL: settings()['DATABASE_URL']?.replace(role, 'nobody-of-this-name') ?? '' },
    { REDIS_URL: `http://:${ours.redisPassword}@127.0.0.1` },
  ];
  for (const each of wrong) {
    const failing = await startGogreen({ ...settings(), PORT: String(port), ...each });
    expect(await failing.ended).toBe(1);
    seen['log']?.push(failing.output());
  }
}, 180_000);

/** Follows all events and deliveries, as they are told live. */
function follow() {
  const leaving = new AbortController();
  const streams = [
    `subscription { events(projectKey: "shop") { id type actor { email } comment } }`,
    `subscription { deliveryUpdated(projectKey: "shop") { ${deliveryFields} } }`,
  ].map(async (query) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', accept: 'text/event-stream' },
        authorization: `Bearer ${ours.adminToken}`,
      },
      body: JSON.stringify({ query }),
      signal: leaving.signal,
    });
    let text = '';
    try {
      for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString();
    } catch {
      // Left.
    }
    seen['answers']?.push(text);
    expect(text).toContain('event: next');
  });
  return {
    async leave() {
      leaving.abort();
      await Promise.all(streams);
    },
  };
}

describe('afterwards', () => {
  it('there was something to see everywhere, and the secrets were really used', () => {
    const received = receiver.requests
      .map(({ rawHeaders, path }) => `${rawHeaders.join('\n')}\n${path}`)
      .join('\n');
    for (const { name, secrets } of plantedIntegrations(receiver.url)) {
      const sent = Object.entries(secrets).filter(([field]) => field !== 'signingSecret');
      for (const [field, value] of sent) {
        const onTheWire = value.startsWith(receiver.url) ? value.slice(receiver.url.length) : value;
        expect(received, `${name} ${field}`).toContain(onTheWire);
      }
    }
    expect(proxy.asked.length).toBeGreaterThan(0);
    const text = (where: string) => seen[where]?.join('\n') ?? '';
    expect(text('answers')).toMatch(/PROXY|REFUSED/);
    expect(text('answers')).toContain('Something went wrong on our side');
    expect(text('answers')).toContain('••••');
    expect(text('log')).toContain('"level":"debug"');
    expect(text('log')).toContain('a request failed unexpectedly');
    expect(text('database')).toContain('v1.k2.');
    expect(text('keys')).toContain('after:');
    expect(text('metrics')).toContain('process_cpu');
    if (redis) expect(text('redis')).toContain('publish');
  });

  it.each(Object.keys(seen).filter((where) => where !== 'answers'))('no secret is in: %s', (where) => {
    const text = seen[where]?.join('\n') ?? '';
    // What a client says to Redis before anything else, as anybody must.
    const read = where === 'redis' ? text.replaceAll(/^auth .*$/gim, '') : text;
    expect(findLeaks({ ...ours, ...theirs }, read)).toEqual([]);
  });

  it('no secret is in an answer, but new signing secrets once in the one to whoever made them', () => {
    let text = seen['answers']?.join('\n') ?? '';
    for (const secret of shownOnce) {
      const places = text.split(`"signingSecret":"${secret}"`);
      expect(places).toHaveLength(2);
      text = places.join('"signingSecret":"(shown once)"');
    }
    expect(findLeaks({ ...ours, ...theirs }, text)).toEqual([]);
  });

  it('the looking finds what there is, in every form', () => {
    const secret = 'canary "quoted" \\ 0123456789+/=';
    for (const [form, needle] of formsOf(secret)) {
      expect(findLeaks({ secret }, `before ${needle} after`).map((leak) => leak.form)).toContain(form);
    }
    for (const offset of [0, 1, 2, 3, 4]) {
      const encoded = Buffer.from(`${'x'.repeat(offset)}${secret}and more`).toString('base64');
      expect(findLeaks({ secret }, encoded)).not.toEqual([]);
    }
    expect(findLeaks({ secret }, 'canary of another kind 0123456789')).toEqual([]);
  });
});
