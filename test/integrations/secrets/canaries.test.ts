/** Every secret that there is, planted where it can be recognised; then all that GoGreen does; then a look everywhere. */

import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CanarySite, ownSecrets, places, startCanarySite } from '#test/support/canary-site.ts';
import { eventually } from '#test/support/eventually.ts';
import { findLeaks, formsOf } from '#test/support/leaks.ts';
import { type Planted, plantedIntegrations } from '#test/support/planted-secrets.ts';
import { type ReceivedRequest, type Receiver, startReceiver } from '#test/support/receiver.ts';
import { rotateKeys } from '#test/support/rotate-keys.ts';

let site: CanarySite;
let receiver: Receiver;
let planted: Planted[];
/** By the name of what was planted. */
const ids = new Map<string, string>();
/** All secrets that integrations have or had. */
const theirs: Record<string, string> = {};
/** Those of them that whoever makes them is shown, once. */
const shownOnce: string[] = [];

beforeAll(async () => {
  [site, receiver] = await Promise.all([startCanarySite(), startReceiver()]);
  planted = plantedIntegrations(receiver.url);
});
afterAll(async () => {
  await site?.close();
  await receiver?.close();
});

const HEADERS = 'headers { name value }';
const INTEGRATION = `id name provider enabled secrets { name hint } health { status lastError disabledReason }
  ... on WebhookIntegration { url headerNames } ... on SlackIntegration { channels apiUrl }
  ... on DatadogIntegration { site apiUrl } ... on NewRelicIntegration { region apiUrl }
  ... on DynatraceIntegration { environmentUrl } ... on JiraIntegration { siteUrl clientId webhookUrl }`;
const EXCHANGE = `request { method url body ${HEADERS} } response { status body ${HEADERS} }`;
const ATTEMPT = `number trigger address error { class message } ${EXCHANGE} exchanges { ${EXCHANGE} }`;
const DELIVERY = `id status target integration { ${INTEGRATION} } attempts { ${ATTEMPT} }`;

/** Sends a mutation, whatever comes of it. */
async function attempt(name: string, input: object, fields = '__typename') {
  const type = name.charAt(0).toUpperCase() + name.slice(1);
  return site.ask(
    `mutation ($input: ${type}Input!) { ${name}(input: $input) {
      __typename ... on Error { message code } ... on InvalidInputError { issues { path message } }
      ... on ${type}Payload { ${fields} } } }`,
    { input },
  );
}

/** The same for what has to succeed. */
async function command(name: string, input: object, fields?: string) {
  const answer = await attempt(name, input, fields);
  expect(answer.data?.[name]?.__typename, JSON.stringify(answer)).toMatch(/Payload$/);
  return answer.data[name];
}

async function readDeliveries(): Promise<
  { id: string; status: string; integration: { id: string }; attempts: unknown[] }[]
> {
  const { data } = await site.ask(`{ project(key: "shop") {
    integrations { ${INTEGRATION} } events { edges { node { id type comment actor { email } } } }
    deliveries(first: 100) { edges { node { ${DELIVERY} } } } } }`);
  return data?.project?.deliveries.edges.map(({ node }: { node: never }) => node) ?? [];
}

/** Tests, checks and previews each integration. */
async function tryAll(): Promise<void> {
  for (const integrationId of ids.values()) {
    await attempt('testIntegration', { integrationId }, `attempt { ${ATTEMPT} } delivery { ${DELIVERY} }`);
    await attempt(
      'checkIntegration',
      { integrationId },
      `reason request { url ${HEADERS} } response { body ${HEADERS} }`,
    );
    await attempt('previewIntegration', { integrationId }, `refusal requests { method url body ${HEADERS} }`);
  }
}

const createInput = (name: string, provider: string, given: unknown) => ({
  projectKey: 'shop',
  name,
  provider: { [provider]: given },
});

const toggle = (enabled: boolean) =>
  command('setFlagEnabled', { projectKey: 'shop', flagKey: 'beta', environmentKey: 'production', enabled });

/** A receiver that sends back all it got: in the headers, in the text, and where APIs put what went wrong. */
function echo(
  status: number,
): (request: ReceivedRequest) => { status: number; headers: Record<string, string>; body: string } {
  return (request) => {
    const all = JSON.stringify({ ...request.headers, raw: request.rawHeaders, path: request.path });
    const words = `${request.method} ${request.path} ${request.rawHeaders.join(' ')}`;
    const error = { message: words, code: 400, title: words, detail: words };
    const body = { ok: false, error: status === 200 ? words : error, errors: [error, words], all, words };
    return { status, headers: { 'X-Echo': words, 'X-Path': request.path }, body: JSON.stringify(body) };
  };
}

function remember(name: string, secrets: Record<string, string>, parts: string[] = []): void {
  for (const [field, value] of Object.entries(secrets)) theirs[`${name} ${field}`] = value;
  for (const [index, part] of parts.entries()) theirs[`${name} part ${index}`] = part;
}

it('canary secrets: integrations of every provider are created, fail, are tested and previewed', async () => {
  await command('createProject', { key: 'shop', name: 'Shop' });
  const live = site.follow([
    'subscription { events(projectKey: "shop") { id type actor { email } comment } }',
    `subscription { deliveryUpdated(projectKey: "shop") { ${DELIVERY} } }`,
  ]);
  for (const { name, provider, made, secrets, parts } of planted) {
    remember(name, secrets, parts);
    const input = createInput(name, provider, made(receiver.url));
    const fields = `signingSecret integration { ${INTEGRATION} }`;
    const { integration, signingSecret } = await command('createIntegration', input, fields);
    ids.set(name, integration.id);
    if (signingSecret) shownOnce.push(signingSecret);
  }
  receiver.answer(echo(500));
  await command('createFlag', { projectKey: 'shop', key: 'beta', kind: 'BOOLEAN' });
  await command('linkJiraIssue', { projectKey: 'shop', flagKey: 'beta', issueKey: 'WEB-1' });
  await eventually(async () => {
    const deliveries = await readDeliveries();
    expect(new Set(deliveries.map(({ integration }) => integration.id))).toEqual(new Set(ids.values()));
    for (const { attempts } of deliveries) expect(attempts.length).toBeGreaterThan(0);
  });
  for (const status of [200, 400, 403, 404]) {
    receiver.answer(echo(status));
    await tryAll();
  }
  // Cut off in the middle of what it got.
  const filler = 'x'.repeat(64 * 1024 - 40);
  receiver.answer((request) => ({ ...echo(500)(request), body: filler + request.rawHeaders.join(' ') }));
  await tryAll();
  receiver.reset();
  await tryAll();
  for (const status of [407, 200]) {
    site.proxy.refuse(status);
    await tryAll();
  }
  expect((await live.leave()).every((text) => text.includes('event: next'))).toBe(true);
}, 120_000);

it('canary secrets: deliveries are retried and replayed, integrations changed and rotated', async () => {
  receiver.answer(echo(500));
  for (const { id } of (await readDeliveries()).slice(0, 20))
    await attempt('retryDelivery', { deliveryId: id });
  await attempt('retryFailedDeliveries', { projectKey: 'shop' });
  for (const { name, provider, changed, after, parts } of planted) {
    const integrationId = ids.get(name) ?? '';
    remember(`changed ${name}`, after, parts);
    const change = { integrationId, provider: { [provider]: changed(receiver.url) } };
    await command('updateIntegration', change, `integration { ${INTEGRATION} }`);
    await attempt('replayEvents', { integrationId, afterSequence: 0 });
  }
  const webhook = { integrationId: ids.get('webhook') };
  const { signingSecret } = await command('rotateSigningSecret', webhook, 'signingSecret');
  shownOnce.push(signingSecret);
  remember('rotated', { signingSecret });
  await tryAll();
  await site.lookAtDatabase();
}, 120_000);

it('canary secrets: commands with secrets in valid and invalid fields are rejected', async () => {
  for (const { name, provider, made } of planted) {
    const given = made(receiver.url);
    const each = (spoil: (value: unknown) => unknown) =>
      Object.fromEntries(Object.entries(given).map(([field, value]) => [field, spoil(value)]));
    const wrong = [
      each((value) => (typeof value === 'string' ? `${value}\n` : value)),
      each((value) => ({ value })),
      { ...given, nonsense: given },
      [given],
      JSON.stringify(given),
    ];
    await attempt('createIntegration', createInput('', provider, given));
    for (const one of wrong) await attempt('createIntegration', createInput(name, provider, one));
    const elsewhere = { integrationId: ids.get(name), provider: { [provider]: made('http://10.0.0.7') } };
    await attempt('updateIntegration', elsewhere);
  }
  const { errors } = await site.ask('{ viewer { __typename } }', {}, `${ownSecrets.adminToken}-wrong`);
  expect(errors).toHaveLength(1);
});

it('canary secrets: stored configurations are unreadable, and the database fails', async () => {
  const { sql } = site;
  const webhook = ids.get('webhook');
  const { rows: kept } = await sql.query('SELECT settings FROM integrations WHERE id = $1', [webhook]);
  await sql.query(`UPDATE integrations SET settings = '{}' WHERE id = $1`, [webhook]);
  await sql.query(`UPDATE integrations SET secrets = left(secrets, -4) || 'AAAA' WHERE name = 'teams'`);
  await tryAll();
  await toggle(true);
  await sql.query('ALTER TABLE deliveries RENAME TO deliveries_away');
  await tryAll();
  await readDeliveries();
  await sql.query('ALTER TABLE deliveries_away RENAME TO deliveries');
  await sql.query('UPDATE integrations SET settings = $2 WHERE id = $1', [webhook, kept[0].settings]);
  await sql.query('ALTER TABLE integrations ADD CONSTRAINT never CHECK (false) NOT VALID');
  for (const { name, provider, made, changed } of planted) {
    await attempt('createIntegration', createInput(name, provider, made(receiver.url)));
    const change = { integrationId: ids.get(name), provider: { [provider]: changed(receiver.url) } };
    await attempt('updateIntegration', change);
  }
  await sql.query('ALTER TABLE integrations DROP CONSTRAINT never');
}, 120_000);

it('canary secrets: keys are rotated, integrations deleted, and GoGreen stops and fails to start', async () => {
  receiver.answer((request) => echo(410)(request));
  await tryAll();
  await toggle(false);
  const wrong = `k2:${ownSecrets.encryptionKey2},k2:${ownSecrets.encryptionKey1}`;
  const rotations = [site.rotated, { ...site.settings, GOGREEN_ENCRYPTION_KEYS: wrong }].map(rotateKeys);
  for (const { output } of await Promise.all(rotations)) site.seen.rotation.push(output);
  for (const path of ['/metrics', '/health/ready', '/health/live', '/', '/graphql'])
    await site.lookAtPage(path);
  await readDeliveries();
  await site.lookAtDatabase();
  for (const integrationId of ids.values()) await command('deleteIntegration', { integrationId });
  await readDeliveries();
  await site.lookAtDatabase();
  await site.stop();
  expect(await Promise.all(site.wrongSettings.map(site.startWith))).toEqual(site.wrongSettings.map(() => 1));
}, 120_000);

it('canary secrets: every searched place has content, and the receivers got the secrets', () => {
  const requests = receiver.requests.map(({ rawHeaders, path, body }) =>
    [...rawHeaders, path, body.toString()].join('\n'),
  );
  const received = requests.join('\n');
  for (const { name, secrets } of planted) {
    for (const [field, value] of Object.entries(secrets)) {
      // Those that sign, or tell who signed, are not sent.
      if (field === 'signingSecret' || field === 'webhookSecret') continue;
      const onTheWire = value.startsWith(receiver.url) ? value.slice(receiver.url.length) : value;
      const isSent = formsOf(onTheWire).some(([, needle]) => received.includes(needle));
      expect(isSent, `${name} ${field}`).toBe(true);
    }
  }
  expect(site.proxy.asked.length).toBeGreaterThan(0);
  const text = Object.fromEntries(places.map((place) => [place, site.seen[place].join('\n')]));
  for (const word of ['"PROXY"', '"REFUSED"', '"HTTP"', '"INTERNAL"', '••••', 'went wrong on our side']) {
    expect(text['answers']).toContain(word);
  }
  for (const word of ['"level":"debug"', 'a request failed unexpectedly', 'GoGreen cannot start'])
    expect(text['log']).toContain(word);
  for (const word of ['v1.k1.', 'v1.k2.', 'fan-out', '••••']) expect(text['database']).toContain(word);
  for (const word of ['before:', 'GOGREEN_ENCRYPTION_KEYS: is not']) expect(text['rotation']).toContain(word);
  expect(text['pages']).toContain('process_cpu');
  if (site.hasRedis) expect(text['redis']).toContain('publish');
});

it.each(places.filter((place) => place !== 'answers'))('no secret is in: %s', (place) => {
  const text = site.seen[place].join('\n');
  // What every client says to Redis before anything else.
  const read = place === 'redis' ? text.replaceAll(/^auth .*$/gim, '') : text;
  expect(findLeaks({ ...ownSecrets, ...theirs }, read)).toEqual([]);
});

it('no canary secret is in any response, except a new signing secret in the response that creates it', () => {
  let text = site.seen.answers.join('\n');
  for (const secret of shownOnce) {
    const around = text.split(`"signingSecret":"${secret}"`);
    expect(around).toHaveLength(2);
    text = around.join('"signingSecret":"(shown once)"');
  }
  expect(findLeaks({ ...ownSecrets, ...theirs }, text)).toEqual([]);
});

it('the search for canary secrets finds them in every encoding', () => {
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
