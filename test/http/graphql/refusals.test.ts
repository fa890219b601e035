import { describe, expect } from 'vitest';
import { ADMIN_TOKEN, type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject } from '#test/support/builders.ts';
import { connectWs } from '#test/support/subscribe-ws.ts';

const test = testWithApp({ worker: false });

test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, { key: 'shop' });
  await createFlag(gogreen, { projectKey: 'shop', key: 'flag' });
});

interface Options {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

async function ask(gogreen: TestApp, { method = 'POST', path = '', headers = {}, body }: Options) {
  const response = await fetch(`${gogreen.url}/graphql${path}`, {
    method,
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: new Uint8Array(Buffer.from(body)) }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const valid = JSON.stringify({ query: '{ __typename }' });

describe('an HTTP request that is rejected: GraphQL errors and a status', () => {
  test.for<[what: string, options: Options, status: number, code: string, message: RegExp]>([
    ['a body that is not JSON', { body: '{"query":' }, 400, 'BAD_REQUEST', /not valid JSON/],
    ['an empty body', { body: '' }, 400, 'BAD_REQUEST', /body|query/i],
    [
      'a form',
      { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'query=x' },
      415,
      'BAD_REQUEST',
      /Content-Type: application\/json/,
    ],
    [
      'plain text',
      { headers: { 'content-type': 'text/plain' }, body: valid },
      415,
      'BAD_REQUEST',
      /Content-Type: application\/json/,
    ],
    ['more than 4 MiB', { body: ' '.repeat(4 * 1024 * 1024 + 1) }, 413, 'LIMIT_EXCEEDED', /at most 4 MiB/],
    ['PUT', { method: 'PUT', body: valid }, 405, 'BAD_REQUEST', /GET and POST/],
    ['DELETE', { method: 'DELETE', body: valid }, 405, 'BAD_REQUEST', /GET and POST/],
    [
      'a mutation by GET',
      { method: 'GET', path: '?query=mutation%7B__typename%7D' },
      405,
      'BAD_REQUEST',
      /POST request/,
    ],
    ...(['variables', 'extensions'] as const).flatMap((name) =>
      [
        [
          'that are not JSON',
          '{"secret',
          /^The parameters variables and extensions of the URL must be JSON objects\.$/,
        ],
        ['that are a string', '"x"', /given string/],
        ['that are a list', '[1]', /given array/],
      ].map(([what, value, message]): [string, Options, number, string, RegExp] => [
        `${name} in the URL ${what}, without a token`,
        {
          method: 'GET',
          path: `?query=%7B__typename%7D&${name}=${encodeURIComponent(String(value))}`,
          headers: { authorization: '' },
        },
        400,
        'BAD_REQUEST',
        message as RegExp,
      ]),
    ),
    ...['x', [1], 5, true].map((variables): [string, Options, number, string, RegExp] => [
      `variables that are ${JSON.stringify(variables)}, without a token`,
      { headers: { authorization: '' }, body: JSON.stringify({ query: '{ __typename }', variables }) },
      400,
      'BAD_REQUEST',
      /Expected "variables" param to be empty or an object/,
    ]),
    [
      'a subscription in a type that there is not',
      {
        headers: { accept: 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0' },
        body: JSON.stringify({ query: 'subscription { events(projectKey: "shop") { sequence } }' }),
      },
      406,
      'BAD_REQUEST',
      /text\/event-stream/,
    ],
  ])('%s', async ([_what, options, status, code, message], { gogreen }) => {
    const answer = await ask(gogreen, options);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch(
      /^application\/(graphql-response\+)?json; charset=utf-8$/,
    );
    expect(JSON.parse(answer.text)).toEqual({
      errors: [{ message: expect.stringMatching(message), extensions: { code } }],
    });
  });
});

test('an HTTP request that is rejected: has the content type application/graphql-response+json if only that is accepted', async ({
  gogreen,
}) => {
  const accept = 'application/graphql-response+json';
  const { status, headers } = await ask(gogreen, { headers: { accept }, body: '{' });
  expect(status).toBe(400);
  expect(headers.get('content-type')).toBe(`${accept}; charset=utf-8`);
});

describe('the body of an HTTP request', () => {
  const latin1 = Buffer.from(
    '{"query":"{ flag(projectKey: \\"caf\xe9\\", key: \\"x\\") { key } }"}',
    'latin1',
  );

  test.for([
    ['that is not UTF-8', 'application/json', 400],
    ['in ISO-8859-1 that says so', 'application/json; charset=iso-8859-1', 415],
  ] as const)('%s is refused with the reason', async ([_what, type, status], { gogreen }) => {
    const answer = await ask(gogreen, { headers: { 'content-type': type }, body: latin1 });
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text).errors[0].message).toMatch(/UTF-8/);
  });

  test.for([
    ['that starts with a byte order mark', 'application/json', `\ufeff${valid}`],
    ['in quoted UTF-8', 'application/json; charset="UTF-8"', valid],
    ['of ASCII only that is called ISO-8859-1', 'application/json;charset=ISO-8859-1', valid],
  ] as const)('%s is read', async ([_what, type, body], { gogreen }) => {
    const { status, text } = await ask(gogreen, { headers: { 'content-type': type }, body });
    expect({ status, text }).toEqual({ status: 200, text: '{"data":{"__typename":"Query"}}' });
  });
});

describe('an operation over HTTP and over WebSocket', () => {
  const evaluate =
    'query ($context: JSON!) { evaluateFlags(projectKey: "shop", environmentKey: "production", context: $context) { flagKey } }';
  const literal =
    '{ evaluateFlags(projectKey: "shop", environmentKey: "production", context: { a: { __proto__: 1 } }) { flagKey } }';

  async function overBoth(gogreen: TestApp, payload: object): Promise<unknown[]> {
    const { text } = await ask(gogreen, { body: JSON.stringify(payload) });
    const { client } = connectWs(gogreen.url);
    const overWs = await new Promise((resolve) => {
      client.subscribe(payload as { query: string }, {
        next: resolve,
        error: (errors) => resolve({ errors }),
        complete() {},
      });
    });
    await client.dispose();
    return [JSON.parse(text), overWs];
  }

  test.for<[what: string, payload: object, message: string]>([
    [
      'the key __proto__ in a variable',
      { query: evaluate, variables: { context: JSON.parse('{"a":{"__proto__":{"admin":true}}}') } },
      'The object at variables.context.a must not have the key "__proto__"; remove it.',
    ],
    [
      'the key __proto__ in a literal',
      { query: literal },
      'An object must not have the key "__proto__"; remove it.',
    ],
  ])(
    'with %s: is rejected with the same error and its location',
    async ([_what, payload, message], { gogreen }) => {
      for (const answer of await overBoth(gogreen, payload)) {
        expect(answer).toMatchObject({ errors: [{ message, extensions: { code: 'INVALID_INPUT' } }] });
        expect(answer).not.toMatchObject({ data: { evaluateFlags: expect.anything() } });
      }
    },
  );

  test('with variables named constructor and prototype: is executed', async ({ gogreen }) => {
    const variables = { context: { constructor: { prototype: 1 }, name: '\ud83d\ude00' } };
    for (const answer of await overBoth(gogreen, { query: evaluate, variables }))
      expect(answer).toEqual({ data: { evaluateFlags: [{ flagKey: 'flag' }] } });
  });

  test('with an empty operationName: is executed as without', async ({ gogreen }) => {
    for (const answer of await overBoth(gogreen, { query: 'query A { __typename }', operationName: '' }))
      expect(answer).toEqual({ data: { __typename: 'Query' } });
    const path = `?query=${encodeURIComponent('query A { __typename }')}&operationName=`;
    expect(await ask(gogreen, { method: 'GET', path })).toMatchObject({
      status: 200,
      text: '{"data":{"__typename":"Query"}}',
    });
    const ambiguous = { query: 'query A { __typename } query B { __typename }', operationName: '' };
    for (const answer of await overBoth(gogreen, ambiguous))
      expect(answer).toMatchObject({ errors: [expect.anything()] });
  });
});

test.for([
  ['no token', '', 'Bearer realm="GoGreen"'],
  ['a wrong token', 'Bearer wrong', 'Bearer realm="GoGreen", error="invalid_token"'],
] as const)('the 401 for %s has WWW-Authenticate', async ([_what, authorization, expected], { gogreen }) => {
  const { status, headers } = await ask(gogreen, {
    headers: { authorization },
    body: JSON.stringify({ query: '{ projects { edges { cursor } } }' }),
  });
  expect(status).toBe(401);
  expect(headers.get('www-authenticate')).toBe(expected);
});
