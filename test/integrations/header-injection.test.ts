/** What people fill in becomes the value of one header and nothing else. */

import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { headerName, headerValue } from '#src/integrations/providers/webhook/headers.ts';
import { sealSecrets } from '#src/integrations/secrets/configuration.ts';
import { createEgressPolicy } from '#src/platform/egress/egress.ts';
import { createOutbound } from '#src/platform/egress/outbound.ts';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import { createProject, createWebhook, succeeded } from '#test/support/builders.ts';
import { refusedIssues } from '#test/support/command.ts';
import { testIntegration, tryCreateIntegration } from '#test/support/integrations.ts';
import { plantedIntegrations } from '#test/support/planted-secrets.ts';

const it = testWithReceiver({ worker: false });
let projectKey: string;

it.beforeAll(async ({ gogreen }) => {
  projectKey = (await createProject(gogreen)).key;
});

/** Line ends, and characters that become line ends where only the lower byte of each is written. */
const injections = [
  '\r\nX-Injected: 1',
  '\nX-Injected: 1',
  '\rX',
  '\u0000',
  '\u010d\u010aX-Injected: 1',
  '\u2028X',
  '\u0085X',
];

describe.each(plantedIntegrations('http://127.0.0.1:9').map(({ name }, index) => ({ name, index })))(
  'in the secrets of $name',
  ({ index }) => {
    it.for(injections)(
      '%j is rejected by createIntegration and by updateIntegration',
      async (injection, { gogreen, receiver }) => {
        const planted = plantedIntegrations(receiver.url)[index];
        if (!planted) throw new Error('there is no such kind');
        const { provider, name } = planted;
        const spoil = (value: unknown): unknown => {
          if (Array.isArray(value))
            return value.map((each) => ({ ...each, value: `${each.value ?? 'v'}${injection}` }));
          return typeof value === 'string' ? `${value}${injection}` : value;
        };
        const fields = Object.entries(planted.made(receiver.url)).filter(
          ([field]) => field in planted.secrets || field === 'headers',
        );
        expect(fields.length).toBeGreaterThan(0);
        const made = await tryCreateIntegration(gogreen, {
          projectKey,
          name,
          provider: { [provider]: planted.made(receiver.url) } as never,
        });
        const integrationId = succeeded(made).integration.id;
        for (const [field, value] of fields) {
          const given = { ...planted.made(receiver.url), [field]: spoil(value) };
          const issues = await refusedIssues(gogreen, 'createIntegration', {
            projectKey,
            name,
            provider: { [provider]: given },
          });
          expect(Object.keys(issues).join()).toContain(`provider.${provider}.${field}`);
          // Those that sign are never given in a change.
          if (field === 'signingSecret' || field === 'webhookSecret') continue;
          const change = { [provider]: { [field]: spoil(value) } };
          const changed = await refusedIssues(gogreen, 'updateIntegration', {
            integrationId,
            provider: change,
          });
          expect(Object.keys(changed).join()).toContain(`provider.${provider}.${field}`);
        }
      },
    );
  },
);

it('every accepted value: arrives as one header, and no other header is added', async ({ receiver }) => {
  const names = fc
    .stringMatching(/^X-[A-Za-z0-9!#$%&'*+.^_`|~-]{1,30}$/)
    .filter((name) => headerName.safeParse(name).success);
  const values = fc
    .stringMatching(/^[\t\x20-\x7e]{0,60}$/)
    .filter((value) => headerValue.safeParse(value).success);
  const outbound = createOutbound({ policy: createEgressPolicy(['127.0.0.1']) });
  const send = (headers: Record<string, string>) =>
    outbound.send({ method: 'POST', url: receiver.url, headers, body: '{}' });
  await send({});
  const ours = (receiver.requests.pop()?.rawHeaders.length ?? 0) / 2;
  await fc.assert(
    fc.asyncProperty(names, values, async (name, value) => {
      expect(await send({ [name]: value })).toMatchObject({ kind: 'response', status: 200 });
      const { rawHeaders = [] } = receiver.requests.pop() ?? {};
      expect(rawHeaders).toHaveLength((ours + 1) * 2);
      // Blanks around a value are no part of it, says HTTP.
      expect(rawHeaders[rawHeaders.indexOf(name) + 1]).toBe(value.replace(/^[\t ]+|[\t ]+$/g, ''));
    }),
    { numRuns: 200 },
  );
  await outbound.close();
});

/** U+0085 is a byte of its own in a header, and no line end there. */
const unsendable = injections.filter((injection) => !injection.startsWith('\u0085'));

it.for(unsendable)(
  'a request with %j in a header: is not sent, and the error does not contain the value',
  async (injection, { receiver }) => {
    const outbound = createOutbound({ policy: createEgressPolicy(['127.0.0.1']) });
    for (const headers of [
      { 'X-Key': `canary-0123${injection}` },
      { [`X-canary-0123${injection}`]: 'v' },
    ] as Record<string, string>[]) {
      const outcome = await outbound.send({ method: 'POST', url: receiver.url, headers, body: '{}' });
      expect(outcome.kind).toBe('error');
      expect(JSON.stringify(outcome)).not.toContain('Injected');
    }
    await outbound.close();
    expect(receiver.requests).toEqual([]);
  },
);

it('a stored header value with a line break: is not sent', async ({ gogreen, receiver }) => {
  const { id } = await createWebhook(gogreen, {
    projectKey,
    url: receiver.url,
    headers: [{ name: 'X-Key', value: 'v' }],
  });
  const secrets = {
    signingSecret: `whsec_${Buffer.alloc(32).toString('base64')}`,
    headerValues: { 'X-Key': 'canary-0123\r\nX-Injected: 1' },
  };
  await gogreen.app.database.pool.query('UPDATE integrations SET secrets = $2 WHERE id = $1', [
    id,
    sealSecrets(gogreen.app.secrets, id, secrets),
  ]);
  const { attempt } = succeeded(await testIntegration(gogreen, id));
  expect(attempt.error?.class).toBe('INTERNAL');
  expect(JSON.stringify(attempt)).not.toContain('canary');
  expect(receiver.requests).toEqual([]);
});

it.for(['/a\r\nX-Injected: 1', '/a HTTP/1.1\r\nHost: b', '/?q=\r\n\r\nGET /b', '/\u010d\u010a'])(
  'the path %j: stays in the first line of the request',
  async (path, { receiver }) => {
    const outbound = createOutbound({ policy: createEgressPolicy(['127.0.0.1']) });
    await outbound.send({ method: 'POST', url: `${receiver.url}${path}`, headers: {}, body: '{}' });
    await outbound.close();
    expect(receiver.requests).toHaveLength(1);
    const [request] = receiver.requests;
    expect(request?.path).toMatch(/^[\x21-\x7e]+$/);
    expect(request?.headers).not.toHaveProperty('x-injected');
    expect(request?.headers.host).toBe(`127.0.0.1:${receiver.port}`);
  },
);
