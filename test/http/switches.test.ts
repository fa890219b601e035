import { getIntrospectionQuery } from 'graphql';
import { describe, expect } from 'vitest';
import { welcome } from '#src/demo/welcome.ts';
import { testWithApp } from '#test/support/app.ts';
import { connectWs } from '#test/support/subscribe-ws.ts';

const test = testWithApp({ worker: false, settings: { INTROSPECTION: 'off', GRAPHIQL: 'off' } });

describe('INTROSPECTION=off', () => {
  test.for([
    ['the standard introspection', getIntrospectionQuery()],
    ['one type', '{ __type(name: "Query") { fields { name } } }'],
    ['by way of a fragment', '{ ...F } fragment F on Query { x: __schema { types { name } } }'],
  ] as const)('rejects %s, also with the admin token', async ([_what, query], { gogreen }) => {
    const { data, errors } = await gogreen.send(query);
    expect(data).toBeUndefined();
    expect(errors?.[0]?.message).toMatch(/GraphQL introspection has been disabled/);
    expect(JSON.stringify(errors)).not.toContain('evaluateFlags');
  });

  test('rejects introspection over graphql-ws', async ({ gogreen }) => {
    const { client } = connectWs(gogreen.url);
    const errors = await new Promise((resolve) => {
      client.subscribe(
        { query: '{ __schema { types { name } } }' },
        { next: resolve, error: resolve, complete() {} },
      );
    });
    expect(JSON.stringify(errors)).toContain('introspection has been disabled');
    await client.dispose();
  });

  test('suggests no field names in errors', async ({ gogreen }) => {
    const { errors } = await gogreen.send('{ projec }');
    expect(errors?.[0]?.message).toBe('Cannot query field "projec" on type "Query".');
  });

  test('suggests no input field names in errors of variables', async ({ gogreen }) => {
    const query =
      'mutation ($input: CreateIntegrationInput!) { createIntegration(input: $input) { __typename } }';
    const { errors } = await gogreen.send(query, { input: { projectKe: 'x', eventTypes: ['FLAG_UPDATE'] } });
    const said = errors?.map(({ message }) => message).join();
    expect(said).toContain('"projectKe" is not defined');
    expect(said).toContain('"FLAG_UPDATE" does not exist');
    expect(said).not.toContain('Did you mean');
  });

  test('leaves __typename and all other queries', async ({ gogreen }) => {
    expect(await gogreen.send('{ __typename viewer { __typename } }')).toEqual({
      status: 200,
      data: { __typename: 'Query', viewer: { __typename: 'Viewer' } },
    });
  });
});

describe('GRAPHIQL=off and DASHBOARD=off', () => {
  test.for([
    '/',
    '/graphql',
    '/graphiql',
    '/graphql?query=%7B__typename%7D',
    '/projects/a/flags/b',
    '/projects/a/integrations/b',
    '/projects/a/changes/b',
    '/projects/a/experiments/b',
  ])('answers browsers with a line of plain text at %s', async (path, { gogreen }) => {
    const response = await fetch(`${gogreen.url}${path}`, {
      headers: { accept: 'text/html' },
      redirect: 'manual',
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await response.text()).toBe(
      'GoGreen shows no page here: it is switched off (GRAPHIQL=off, DASHBOARD=off). The API is at /graphql, for GraphQL clients.\n',
    );
  });

  test('prints no link at the start', () => {
    const text = welcome({
      url: 'http://localhost:4000',
      link: null,
      graphiqlUrl: null,
      adminToken: 'the-token',
      inboxFault: null,
    });
    expect(text).not.toMatch(/Open|#/);
    expect(text).toContain('GraphiQL      switched off (GRAPHIQL=off)');
    expect(text).toContain('Admin token   the-token\n                  as Authorization: Bearer <token>');
  });

  test('serves API clients unchanged', async ({ gogreen }) => {
    expect(await gogreen.send('{ __typename }')).toEqual({ status: 200, data: { __typename: 'Query' } });
  });
});
