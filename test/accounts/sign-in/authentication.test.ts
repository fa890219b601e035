import {
  type GraphQLField,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { describe, expect } from 'vitest';
import { ADMIN_TOKEN, startTestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject } from '#test/support/builders.ts';
import { fingerprint } from '#test/support/command.ts';
import { printedSchema } from '#test/support/selection.ts';

const test = testWithApp({ worker: false });

test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, { key: 'shop' });
  await createFlag(gogreen, { projectKey: 'shop', key: 'flag' });
});

const roots = {
  query: printedSchema.getQueryType(),
  mutation: printedSchema.getMutationType(),
  subscription: printedSchema.getSubscriptionType(),
};
const rootFields = Object.entries(roots).flatMap(([kind, type]) =>
  Object.values(type?.getFields() ?? {}).map((field) => ({ kind, name: field.name, text: render(field) })),
);

test('the schema has root fields of every kind to try', () => {
  expect(new Set(rootFields.map(({ kind }) => kind))).toEqual(new Set(['query', 'mutation', 'subscription']));
  expect(rootFields.length).toBeGreaterThan(20);
});

/** It is what a page needs to know before somebody can sign in: test/http/yoga/instance.test.ts. */
const OPEN = 'instance';

describe.each(rootFields.filter(({ name }) => name !== OPEN))('$kind $name', ({ kind, name, text }) => {
  const operation = `${kind} { ${text} }`;

  test('fails without a token as UNAUTHENTICATED, and does nothing', async ({ gogreen }) => {
    const before = await fingerprint(gogreen);
    const response = await fetch(`${gogreen.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: kind === 'subscription' ? 'text/event-stream' : 'application/json',
      },
      body: JSON.stringify({ query: operation }),
    });
    const answer = await response.text();
    const json = /\{.*\}/s.exec(answer)?.[0].split('\n')[0] ?? '';
    expect(JSON.parse(json).errors).toEqual([
      {
        message:
          'Send an access token: Authorization: Bearer <token>, over WebSocket also as "authorization" in connectionParams.',
        extensions: { code: 'UNAUTHENTICATED' },
        path: [name],
        locations: expect.any(Array),
      },
    ]);
    expect(response.status).toBe(401);
    expect(await fingerprint(gogreen)).toEqual(before);
  });
});

test('without a token the schema and the instance can be read, and nothing else', async ({ gogreen }) => {
  const { status, data } = await gogreen.send('{ __typename __schema { queryType { name } } }', {}, null);
  expect({ status, data }).toEqual({
    status: 200,
    data: { __typename: 'Query', __schema: { queryType: { name: 'Query' } } },
  });
});

describe('a request whose header is wrong is refused as a whole', () => {
  const malformed = 'The Authorization header must read: Bearer <token>.';
  test.for([
    ['a wrong token', 'Bearer wrong', 'This access token is not valid.'],
    ['the token with a letter more', `Bearer ${ADMIN_TOKEN}x`, 'This access token is not valid.'],
    ['the token in capitals', `Bearer ${ADMIN_TOKEN.toUpperCase()}`, 'This access token is not valid.'],
    ['another scheme', `Basic ${ADMIN_TOKEN}`, malformed],
    ['no scheme', ADMIN_TOKEN, malformed],
    ['no token', 'Bearer', malformed],
    ['two tokens', `Bearer ${ADMIN_TOKEN} ${ADMIN_TOKEN}`, malformed],
  ] as const)('%s', async ([_name, authorization, message], { gogreen }) => {
    const response = await fetch(`${gogreen.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ query: '{ __typename }' }),
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ errors: [{ message, extensions: { code: 'UNAUTHENTICATED' } }] });
  });
});

test.for([`Bearer ${ADMIN_TOKEN}`, `bearer ${ADMIN_TOKEN}`, `Bearer   ${ADMIN_TOKEN} `])(
  'the admin token is taken as "%s"',
  async (authorization, { gogreen }) => {
    const response = await fetch(`${gogreen.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ query: '{ viewer { id email name } }' }),
    });
    expect(await response.json()).toEqual({
      data: { viewer: { id: expect.stringMatching(/^user_/), email: 'admin@localhost', name: 'Admin' } },
    });
  },
);

test('the admin is the same user after a restart', async ({ gogreen }) => {
  const restarted = await startTestApp({ worker: false, databaseUrl: gogreen.databaseUrl });
  expect(restarted.serving.admin.actor).toEqual(gogreen.serving.admin.actor);
  await restarted.close();
});

/** A root field with a value for every required argument, and `__typename` of what it gives. */
function render(field: GraphQLField<unknown, unknown>): string {
  const args = field.args
    .filter(({ type }) => isNonNullType(type))
    .map(({ name, type }) => `${name}: ${example(type)}`);
  return `${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''} { __typename }`;
}

function example(type: GraphQLInputType): string {
  if (isNonNullType(type)) return example(type.ofType);
  if (isListType(type)) return '[]';
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (!isInputObjectType(type))
    return (
      { Int: '1', Float: '1', Boolean: 'true', JSON: '{}', DateTime: '"2026-01-01T00:00:00Z"' }[type.name] ??
      '"shop"'
    );
  const fields = Object.values(type.getFields());
  const given = type.isOneOf ? fields.slice(0, 1) : fields.filter((field) => isNonNullType(field.type));
  return `{ ${given.map((field) => `${field.name}: ${example(field.type)}`).join(', ')} }`;
}
