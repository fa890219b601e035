import { describe, expect } from 'vitest';
import { ADMIN_TOKEN, type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject } from '#test/support/builders.ts';
import { fingerprint } from '#test/support/command.ts';

const test = testWithApp({ worker: false });

test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, { key: 'shop' });
  await createFlag(gogreen, { projectKey: 'shop', key: 'flag' });
});

/** Sends a body as it is. */
async function post(gogreen: TestApp, body: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${gogreen.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${ADMIN_TOKEN}`, ...headers },
    body,
  });
  return { status: response.status, text: await response.text() };
}

describe('a variable of the wrong type', () => {
  const keys = { projectKey: 'shop', key: 'flag' };
  const at = (path: string, value: string) =>
    `Variable "$input" got invalid value ${value} at "input.${path}"; `;
  const required = (field: string) =>
    `Variable "$input" got invalid value {} ; Field "${field}" of required type "String!" was not provided.`.replace(
      '} ;',
      '};',
    );
  const notNull = 'Expected non-nullable type "String!" not to be null.';
  test.for<[name: string, input: unknown, messages: string[]]>([
    [
      'text',
      'flag',
      ['Variable "$input" got invalid value "flag"; Expected type "UpdateFlagInput" to be an object.'],
    ],
    [
      'a number',
      1,
      ['Variable "$input" got invalid value 1; Expected type "UpdateFlagInput" to be an object.'],
    ],
    [
      'a list',
      [],
      ['Variable "$input" got invalid value []; Expected type "UpdateFlagInput" to be an object.'],
    ],
    ['null', null, ['Variable "$input" of non-null type "UpdateFlagInput!" must not be null.']],
    ['nothing', undefined, ['Variable "$input" of required type "UpdateFlagInput!" was not provided.']],
    ['an empty object', {}, [required('key'), required('projectKey')]],
    ['null for a key', { ...keys, key: null }, [at('key', 'null') + notNull]],
    [
      'a number for a key',
      { ...keys, key: 1 },
      [`${at('key', '1')}String cannot represent a non string value: 1`],
    ],
    [
      'an object for a name',
      { ...keys, name: {} },
      [`${at('name', '{}')}String cannot represent a non string value: {}`],
    ],
    [
      'true for a name',
      { ...keys, name: true },
      [`${at('name', 'true')}String cannot represent a non string value: true`],
    ],
    [
      'text for tags',
      { ...keys, tags: [1] },
      [`${at('tags[0]', '1')}String cannot represent a non string value: 1`],
    ],
    ['null for a tag', { ...keys, tags: ['a', null] }, [at('tags[1]', 'null') + notNull]],
    [
      'an unknown stage',
      { ...keys, lifecycle: 'ACTIV' },
      [
        `${at('lifecycle', '"ACTIV"')}Value "ACTIV" does not exist in "FlagLifecycle" enum. Did you mean the enum value "ACTIVE"?`,
      ],
    ],
    [
      'half a version',
      { ...keys, expectedVersion: 1.5 },
      [`${at('expectedVersion', '1.5')}Int cannot represent non-integer value: 1.5`],
    ],
    [
      'text for a version',
      { ...keys, expectedVersion: '1' },
      [`${at('expectedVersion', '"1"')}Int cannot represent non-integer value: "1"`],
    ],
    [
      'a version beyond 32 bits',
      { ...keys, expectedVersion: 2 ** 31 },
      [
        `${at('expectedVersion', '2147483648')}Int cannot represent non 32-bit signed integer value: 2147483648`,
      ],
    ],
    [
      'an unknown field',
      { ...keys, colour: 'red' },
      [
        expect.stringContaining(
          'Field "colour" is not defined by type "UpdateFlagInput".',
        ) as unknown as string,
      ],
    ],
    [
      'a variation without a value',
      { ...keys, variations: [{ key: 'a' }] },
      [`${at('variations[0]', '…')}Field "value" of required type "JSON!" was not provided.`],
    ],
  ])('%s: is rejected with its name and location', async ([_name, input, messages], { gogreen }) => {
    const before = await fingerprint(gogreen);
    const { data, errors } = await gogreen.send(
      'mutation ($input: UpdateFlagInput!) { updateFlag(input: $input) { __typename } }',
      { input },
    );
    expect(data).toBeUndefined();
    expect(errors?.map(({ message }) => message).toSorted()).toEqual(messages.toSorted());
    expect(await fingerprint(gogreen)).toEqual(before);
  });

  test.for([
    [
      'both',
      { variation: 'on', rollout: { bucketBy: 'id', weights: [] } },
      'Exactly one key must be specified for OneOf type "ServeInput".',
    ],
    ['neither', {}, 'Exactly one key must be specified for OneOf type "ServeInput".'],
    ['null', { variation: null }, 'Field "variation" must be non-null.'],
    [
      'text as a weight',
      { rollout: { bucketBy: 'id', weights: [{ variation: 'on', weight: '100' }] } },
      'Float cannot represent non numeric value: "100"',
    ],
  ] as const)('a serve with %s: is rejected', async ([_name, fallthrough, message], { gogreen }) => {
    const { errors } = await gogreen.send(
      'mutation ($input: UpdateFlagEnvironmentInput!) { updateFlagEnvironment(input: $input) { __typename } }',
      { input: { projectKey: 'shop', flagKey: 'flag', environmentKey: 'production', fallthrough } },
    );
    expect(errors?.map((error) => error.message)).toEqual([expect.stringContaining(message)]);
    expect(errors?.[0]?.message).toContain('at "input.fallthrough');
  });
});

describe('an invalid request', () => {
  test.for([
    ['not JSON', '{', 400, 'The body is not valid JSON.'],
    ['no body', '', 400, 'The body is empty.'],
    ['null', 'null', 400, 'POST body'],
    ['a list', '[]', 400, 'POST body'],
    ['an object without a query', '{}', 400, 'POST body'],
    [
      'a query that is a number',
      '{"query":1}',
      400,
      'Expected \\"query\\" param to be a string, but given number.',
    ],
    ['an empty query', '{"query":""}', 200, 'Syntax Error: Unexpected <EOF>.'],
    ['half a query', '{"query":"{ viewer {"}', 200, 'Syntax Error: Expected Name, found <EOF>.'],
    [
      'an unknown field',
      '{"query":"{ vewer { id } }"}',
      200,
      'Cannot query field \\"vewer\\" on type \\"Query\\". Did you mean \\"viewer\\"?',
    ],
    [
      'an unknown argument',
      '{"query":"{ project(id: 1) { id } }"}',
      200,
      'Unknown argument \\"id\\" on field \\"Query.project\\".',
    ],
    [
      'no selection',
      '{"query":"{ viewer }"}',
      200,
      'Field \\"viewer\\" of type \\"Viewer\\" must have a selection of subfields.',
    ],
    [
      'two operations and no name',
      '{"query":"query A { __typename } query B { __typename }"}',
      400,
      'Could not determine what operation to execute.',
    ],
    [
      'an unknown operation name',
      '{"query":"query A { __typename }","operationName":"C"}',
      400,
      'Could not determine what operation to execute.',
    ],
    [
      'variables that are a list',
      '{"query":"{ __typename }","variables":[]}',
      400,
      'Expected \\"variables\\" param to be empty or an object, but given array.',
    ],
    [
      'variables that are text',
      '{"query":"{ __typename }","variables":"{}"}',
      400,
      'Expected \\"variables\\" param to be empty or an object, but given string.',
    ],
  ] as const)('%s is refused', async ([_name, body, status, message], { gogreen }) => {
    const answer = await post(gogreen, body);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(message);
    expect(answer.text).not.toContain('INTERNAL_SERVER_ERROR');
  });

  test.for([
    ['text', 'text/plain'],
    ['a form', 'application/x-www-form-urlencoded'],
    ['a form with files', 'multipart/form-data; boundary=x'],
  ] as const)(
    'sent as %s is rejected, because a page of another site could send it',
    async ([_name, type], { gogreen }) => {
      expect(await post(gogreen, '{"query":"{ __typename }"}', { 'content-type': type })).toMatchObject({
        status: 415,
      });
    },
  );

  test('of more than 4 MiB is rejected', async ({ gogreen }) => {
    const body = JSON.stringify({ query: `{ __typename } # ${'x'.repeat(4 * 1024 * 1024)}` });
    expect(await post(gogreen, body)).toMatchObject({ status: 413 });
  });
});

describe('U+0000 in the key or id of a query', () => {
  test.for([
    'project(key: "a\\u0000") { key }',
    'flag(projectKey: "shop", key: "\\u0000") { key }',
    'project(key: "shop") { flags(filter: { search: "\\u0000" }) { edges { cursor } } }',
    'project(key: "shop") { flags(filter: { tags: ["\\u0000"] }) { edges { cursor } } }',
    'project(key: "shop") { events(filter: { flagKey: "\\u0000" }) { edges { cursor } } }',
    'project(key: "shop") { events(filter: { environmentKey: "\\u0000" }) { edges { cursor } } }',
    'evaluateFlags(projectKey: "\\u0000", environmentKey: "production", context: {}) { flagKey }',
  ])('is rejected with a clear error: { %s }', async (field, { gogreen }) => {
    const { errors } = await gogreen.send(`{ ${field} }`);
    expect(errors).toEqual([
      expect.objectContaining({
        message: 'Text must not contain U+0000; remove it.',
        extensions: { code: 'INVALID_INPUT' },
      }),
    ]);
  });
});

test.for(['first: -1', 'last: -1', 'after: "zz"', 'before: "zz"'])(
  'a page with %s: is rejected with a clear error',
  async (page, { gogreen }) => {
    for (const list of ['projects', 'project(key: "shop") { flags', 'project(key: "shop") { events']) {
      const { errors } = await gogreen.send(
        `{ ${list}(${page}) { edges { cursor } } ${list.includes('{') ? '}' : ''} }`,
      );
      expect(errors?.[0]?.message).toMatch(/must be a non-negative integer|cursor/);
      expect(errors?.[0]?.extensions?.['code']).not.toBe('INTERNAL_SERVER_ERROR');
    }
  },
);
