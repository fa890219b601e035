import { createHash } from 'node:crypto';
import { describe, expect } from 'vitest';
import { scriptsOf } from '#src/http/pages/graphiql.ts';
import { ADMIN_TOKEN, startTestApp, testWithApp } from '#test/support/app.ts';

const test = testWithApp({ worker: false });

const authorization = `Bearer ${ADMIN_TOKEN}`;
const post = { method: 'POST', body: '{"query":"{ __typename }"}' };
const answers: [what: string, path: string, init: RequestInit][] = [
  [
    'an answer of GraphQL',
    '/graphql',
    { ...post, headers: { 'content-type': 'application/json', authorization } },
  ],
  ['an answer without a token', '/graphql', { ...post, headers: { 'content-type': 'application/json' } }],
  ['a refused body', '/graphql', { ...post, headers: { 'content-type': 'text/plain' } }],
  ['GraphiQL', '/graphiql', {}],
  ['the link of a message', '/projects/a/flags/b', {}],
  ['health', '/health/live', {}],
  ['metrics', '/metrics', {}],
  ['nothing', '/nowhere', {}],
];

test.for(answers)('%s: the response has the security headers', async ([_what, path, init], { gogreen }) => {
  const { headers } = await fetch(`${gogreen.url}${path}`, { ...init, redirect: 'manual' });
  expect(Object.fromEntries(headers)).toMatchObject({
    'content-security-policy': expect.stringMatching(/^default-src 'none';.*frame-ancestors 'none'/),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
  });
  expect(headers.get('set-cookie')).toBeNull();
  expect(headers.get('x-powered-by')).toBeNull();
  expect(headers.get('server')).toBeNull();
});

test('a response over plain HTTP: has no Strict-Transport-Security header', async () => {
  const plain = await startTestApp({ worker: false, settings: { PUBLIC_URL: 'http://gogreen.test' } });
  const { headers } = await fetch(`${plain.url}/health/live`);
  expect(headers.get('strict-transport-security')).toBeNull();
  await plain.close();
});

describe('the Content-Security-Policy of GraphiQL', () => {
  test('allows the scripts that are in the page by their hashes, and no others', async ({ gogreen }) => {
    const response = await fetch(`${gogreen.url}/graphiql`);
    const allowed = /script-src ([^;]*)/.exec(response.headers.get('content-security-policy') ?? '')?.[1];
    const scripts = scriptsOf(await response.text());
    expect(scripts).toHaveLength(2);
    const hashes = scripts.map(
      (script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
    );
    expect(allowed?.split(' ')).toEqual(hashes);
  });

  test('allows no resources from other hosts', async ({ gogreen }) => {
    const { headers } = await fetch(`${gogreen.url}/graphiql`);
    const policy = headers.get('content-security-policy') ?? '';
    const sources = policy.split('; ').flatMap((directive) => directive.split(' ').slice(1));
    const harmless = /^('none'|'self'|'unsafe-inline'|data:|blob:|'sha256-.*')$/;
    expect(sources.filter((source) => !harmless.test(source))).toEqual([]);
    expect(policy.split('; ').filter((directive) => directive.includes("'unsafe-inline'"))).toEqual([
      "style-src 'unsafe-inline'",
    ]);
  });
});

test('the scripts of a page: are found with the boundaries that a browser uses', () => {
  const page = `<p><script>a('<script>')</script><SCRIPT async>b</SCRIPT ><script>c`;
  expect(scriptsOf(page)).toEqual([`a('<script>')`, 'b', 'c']);
});
