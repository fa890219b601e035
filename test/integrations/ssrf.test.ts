/** Nobody gets GoGreen to call what is not public: when an integration is saved, tested, previewed, and at every attempt. */

import { afterAll, describe, expect } from 'vitest';
import { createEgressPolicy } from '#src/platform/egress/egress.ts';
import { createOutbound, type Outbound } from '#src/platform/egress/outbound.ts';
import { createResolve, type Resolve } from '#src/platform/egress/resolve-host.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, createWebhook, succeeded } from '#test/support/builders.ts';
import { refusedIssues } from '#test/support/command.ts';
import { type ConnectionCounter, startConnectionCounter } from '#test/support/connection-counter.ts';
import { readDelivery } from '#test/support/deliveries.ts';
import { eventually } from '#test/support/eventually.ts';
import { everyRow } from '#test/support/every-row.ts';
import { previewIntegration, testIntegration, tryCreateIntegration } from '#test/support/integrations.ts';
import { plantedIntegrations } from '#test/support/planted-secrets.ts';
import { startReceiver } from '#test/support/receiver.ts';
import { runJobs } from '#test/support/run-jobs.ts';

const it = testWithApp({ worker: false });
let counter: ConnectionCounter;
let strict: Outbound;
let projectKey: string;

/** Names and what they resolve to here; all others are asked of the system. */
const names: Record<string, string[]> = {
  'metadata.google.internal': ['169.254.169.254'],
  'private.example': ['10.0.0.7'],
  'loopback.example': ['127.0.0.1'],
  'six.example': ['::1'],
  'mapped.example': ['::ffff:127.0.0.1'],
  'mixed.example': ['93.184.216.34', '127.0.0.1'],
  'mixed-six.example': ['2606:4700:4700::1111', '::1'],
  'a.localhost': ['127.0.0.1'],
};
const resolveBySystem = createResolve();
const resolve: Resolve = async (host, ...asker) => names[host] ?? resolveBySystem(host, ...asker);

it.beforeAll(async ({ gogreen }) => {
  counter = await startConnectionCounter();
  await gogreen.app.outbound.close();
  strict = createOutbound({ policy: createEgressPolicy([]), resolve });
  gogreen.app.outbound = strict;
  projectKey = (await createProject(gogreen)).key;
});
it.beforeEach(({ gogreen }) => {
  counter.connections.splice(0);
  gogreen.app.outbound = strict;
});
afterAll(async () => {
  await counter?.close();
});

const notPublic = 'is not a public address';

/** Hosts as people would write them, with what is said of them. The port is that of a listener on this machine. */
const hosts: [host: string, reason: string][] = [
  ...[
    '127.0.0.1',
    '2130706433',
    '0177.0.0.1',
    '017700000001',
    '0x7f000001',
    '0x7f.0.0.1',
    '0X7F.1',
    '127.1',
    '127.0.1',
    '0',
    '0.0.0.0',
    '127.0.0.1.',
    '127.127.127.127',
    '%31%32%37.0.0.1',
    // Full-width digits, an ideographic full stop, circled digits.
    '\uff11\uff12\uff17.\uff10.\uff10.\uff11',
    '127\u30020\u30020\u30021',
    '\u2460\u2461\u2466.1',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[64:ff9b::127.0.0.1]',
    '[64:ff9b:1::7f00:1]',
    '[::ffff:0:7f00:1]',
    '[2002:7f00:1::]',
    '[2001:0:7f00:1::]',
    '[fe80::1]',
    '[fec0::1]',
    '[fc00::1]',
    '[ff02::1]',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.0.1',
    '100.64.0.1',
    '255.255.255.255',
    '224.0.0.1',
    '169.254.169.254',
    '[::ffff:a9fe:a9fe]',
    '[fd00:ec2::254]',
    '100.100.100.200',
    '168.63.129.16',
    'localhost',
    'LOCALHOST',
    'localhost.',
    'a.localhost',
    'metadata.google.internal',
    'private.example',
    'loopback.example',
    'loopback.example.',
    'six.example',
    'mapped.example',
    'mixed.example',
    'mixed-six.example',
  ].map((host): [string, string] => [host, notPublic]),
  ['127.0.0.1.127.0.0.1', 'must be a URL'],
  ['[::1%25lo]', 'must be a URL'],
  ['a.0x7f', 'must be a URL'],
];

/** Whole URLs that are refused for something else than their address. */
const urls: [url: string, reason: string][] = [
  ['http://127.0.0.1#@93.184.216.34/', 'fragment'],
  ['http://user:password@93.184.216.34/', 'user name or a password'],
  ['http://93.184.216.34@127.0.0.1/', 'user name or a password'],
  ['http://93.184.216.34\\@127.0.0.1/', '93.184.216.34'],
  ['http:\\\\127.0.0.1/', notPublic],
  ['http:127.0.0.1/', notPublic],
  ['http:///127.0.0.1/', notPublic],
  ['http://127.0.0\t.1/', 'control characters'],
  ['http://127.0.0.1\n/', 'line breaks'],
  [' http://127.0.0.1/', 'spaces'],
  ['ftp://93.184.216.34/', 'http:// or https://'],
  ['file:///etc/passwd', 'http:// or https://'],
  ['gopher://127.0.0.1/', 'http:// or https://'],
  ['http://93.184.216.34:22/', 'Port 22 is not called'],
  ['http://93.184.216.34:25/', 'Port 25 is not called'],
  ['http://93.184.216.34:0/', 'Port 0 is not called'],
  ['http://hooks.example:1023/', 'Port 1023 is not called'],
];

const withPort = (host: string) => `http://${host}:${counter.port}/hooks`;

/** An integration with a destination that it got before it was looked at like this. */
async function sneakIn(gogreen: TestApp, projectKey: string, url: string): Promise<string> {
  const { id } = await createWebhook(gogreen, { projectKey, url: 'http://hooks.invalid/' });
  await gogreen.app.database.pool.query(
    `UPDATE integrations SET settings = jsonb_set(settings::jsonb, '{url}', to_jsonb($2::text)) WHERE id = $1`,
    [id, url],
  );
  return id;
}

it('the internal listener of this test can be reached without the egress guard', async () => {
  for (const host of ['127.0.0.1', '0x7f.1', 'loopback.example', 'localhost.', '0']) {
    const policy = createEgressPolicy(['0.0.0.0/0', '::/0']);
    const open = createOutbound({ policy, resolve });
    const running = open.send({ method: 'POST', url: withPort(host), headers: {}, body: '' });
    await eventually(() => expect(counter.connections).not.toHaveLength(0));
    await open.close();
    await running;
    counter.connections.splice(0);
  }
});

describe('a destination that is not allowed, when it is saved:', () => {
  it('a webhook whose host is not public, in any spelling: saving it is rejected, and nothing connects', async ({
    gogreen,
  }) => {
    await everyRow(hosts, async ([host, reason]) => {
      const webhook = { url: withPort(host) };
      const issues = await refusedIssues(gogreen, 'createIntegration', {
        projectKey,
        name: 'Inwards',
        provider: { webhook },
      });
      expect(issues['provider.webhook.url']).toContain(reason);
      expect(counter.connections).toEqual([]);
    });
  });

  it('a webhook whose URL is not allowed: saving it is rejected with the reason', async ({ gogreen }) => {
    await everyRow(
      urls.filter(([url]) => !url.includes('\\@')),
      async ([url, reason]) => {
        const issues = await refusedIssues(gogreen, 'createIntegration', {
          projectKey,
          name: 'Inwards',
          provider: { webhook: { url } },
        });
        expect(issues['provider.webhook.url']).toContain(reason);
      },
    );
  });

  it('a webhook that is changed to a host that is not public: the change is rejected, and nothing connects', async ({
    gogreen,
  }) => {
    const { id: integrationId } = await createWebhook(gogreen, { projectKey, url: 'http://hooks.invalid/' });
    await everyRow(hosts, async ([host, reason]) => {
      const provider = { webhook: { url: withPort(host) } };
      const issues = await refusedIssues(gogreen, 'updateIntegration', { integrationId, provider });
      expect(issues['provider.webhook.url']).toContain(reason);
      expect(counter.connections).toEqual([]);
    });
  });

  it('every destination of every provider: a host that is not public is rejected, and nothing connects', async ({
    gogreen,
  }) => {
    await everyRow(
      plantedIntegrations('').map(({ name }, index) => [name, index] as const),
      async ([_name, index]) => {
        for (const host of ['2130706433', '[::ffff:127.0.0.1]', 'mixed.example']) {
          const url = `http://${host}:${counter.port}`;
          const planted = plantedIntegrations(url)[index];
          const provider = { [planted?.provider ?? '']: planted?.made(url) };
          const issues = await refusedIssues(gogreen, 'createIntegration', {
            projectKey,
            name: 'In',
            provider,
          });
          expect(Object.values(issues).join()).toContain(notPublic);
        }
        expect(counter.connections).toEqual([]);
      },
    );
  });
});

describe('a destination that is not allowed, when it is stored already:', () => {
  const saved = hosts.filter(([, reason]) => reason === notPublic).map(([host]) => host);

  it('a stored webhook whose host is not public: test, preview and delivery are blocked, and nothing connects', async ({
    gogreen,
  }) => {
    await everyRow(saved, async (host) => {
      const { key } = await createProject(gogreen);
      const id = await sneakIn(gogreen, key, withPort(host));
      const { attempt } = succeeded(await testIntegration(gogreen, id));
      expect(attempt.error).toEqual({ class: 'BLOCKED', message: expect.stringContaining(notPublic) });
      const { refusal, requests } = succeeded(await previewIntegration(gogreen, { integrationId: id }));
      expect(refusal).toContain(notPublic);
      expect(requests).toHaveLength(1);
      await createFlag(gogreen, { projectKey: key });
      await runJobs(gogreen);
      const delivery = await readDelivery(gogreen, key, { statuses: ['PENDING'] });
      expect(delivery.attempts.map(({ error, response }) => ({ class: error?.class, response }))).toEqual([
        { class: 'BLOCKED', response: null },
      ]);
      expect(counter.connections).toEqual([]);
    });
  });

  it('a stored API URL that is not public: the connection check is blocked, and nothing connects', async ({
    gogreen,
  }) => {
    const provider = {
      slack: { botToken: 'xoxb-1-secret', channels: ['#a'], apiUrl: 'http://slack.invalid' },
    };
    const made = await tryCreateIntegration(gogreen, { projectKey, name: 'Slack', provider });
    const { id } = succeeded(made).integration;
    await gogreen.app.database.pool.query(
      `UPDATE integrations SET settings = jsonb_set(settings::jsonb, '{apiUrl}', to_jsonb($2::text)) WHERE id = $1`,
      [id, `http://0x7f.1:${counter.port}`],
    );
    const { data } = await gogreen.send(
      `mutation ($input: CheckIntegrationInput!) {
        checkIntegration(input: $input) { ... on CheckIntegrationPayload { reason } }
      }`,
      { input: { integrationId: id } },
    );
    expect(data).toMatchObject({ checkIntegration: { reason: expect.stringContaining(notPublic) } });
    expect(counter.connections).toEqual([]);
  });
});

describe('a host name', () => {
  it('that resolves to a public address when saved and to a private one later: is not called', async ({
    gogreen,
  }) => {
    const answers = [['93.184.216.34'], ['127.0.0.1']];
    const changing = createOutbound({
      policy: createEgressPolicy([]),
      resolve: async () => answers.shift() ?? ['127.0.0.1'],
    });
    gogreen.app.outbound = changing;
    const { id } = await createWebhook(gogreen, { projectKey, url: withPort('rebinding.example') });
    const { attempt } = succeeded(await testIntegration(gogreen, id));
    expect(attempt.error).toMatchObject({ class: 'BLOCKED', message: expect.stringContaining('127.0.0.1') });
    await changing.close();
    expect(counter.connections).toEqual([]);
  });

  it('whose address changes between check and connection: is called at the checked address', async () => {
    const receiver = await startReceiver();
    // Allowed is both: only the second answer would lead elsewhere, and nobody asks for it.
    let asked = 0;
    const rebinding = createOutbound({
      policy: createEgressPolicy(['127.0.0.1', '127.0.0.2']),
      resolve: async () => (asked++ === 0 ? ['127.0.0.1'] : ['127.0.0.2']),
    });
    const url = `http://rebinding.example:${receiver.port}/`;
    const outcome = await rebinding.send({ method: 'POST', url, headers: {}, body: '' });
    expect(outcome).toMatchObject({ kind: 'response', status: 200, address: '127.0.0.1' });
    expect(asked).toBe(1);
    await Promise.all([rebinding.close(), receiver.close()]);
  });
});

it('a redirect to an address that is not public: is not followed', async ({ gogreen }) => {
  await everyRow([301, 302, 303, 307, 308], async (status) => {
    const receiver = await startReceiver();
    receiver.answer({ status, headers: { Location: withPort('127.0.0.1') } });
    const policy = createEgressPolicy(['127.0.0.1']);
    gogreen.app.outbound = createOutbound({ policy });
    const { id } = await createWebhook(gogreen, { projectKey, url: receiver.url });
    const { attempt } = succeeded(await testIntegration(gogreen, id));
    expect(attempt).toMatchObject({ error: { class: 'HTTP' }, response: { status } });
    await Promise.all([gogreen.app.outbound.close(), receiver.close()]);
    expect(counter.connections).toEqual([]);
  });
});

it('a URL with a backslash: the part before it is the host that is checked and called', async ({
  gogreen,
}) => {
  const url = `http://private.example\\@93.184.216.34:${counter.port}/`;
  const issues = await refusedIssues(gogreen, 'createIntegration', {
    projectKey,
    name: 'Inwards',
    provider: { webhook: { url } },
  });
  expect(issues['provider.webhook.url']).toContain('private.example resolves to 10.0.0.7');
});
