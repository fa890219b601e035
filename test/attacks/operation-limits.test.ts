import { type ExecutionResult, getIntrospectionQuery } from 'graphql';
import { describe, expect } from 'vitest';
import { documentLimits, MAX_COST } from '#src/http/yoga/operation-limits.ts';
import { circularFragments, tooMuch } from '#test/attacks/too-much.ts';
import { ADMIN_TOKEN, type TestApp, testWithApp } from '#test/support/app.ts';
import { createProject } from '#test/support/builders.ts';
import { WatchEvents } from '#test/support/live-documents.ts';
import { measureOurOperations } from '#test/support/operation-sizes.ts';
import { readOurOperations } from '#test/support/our-operations.ts';
import { subscribeSse } from '#test/support/subscribe-sse.ts';
import { connectWs } from '#test/support/subscribe-ws.ts';

const test = testWithApp({ worker: false });

test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, { key: 'shop' });
});

/** Accepts the media type in which the status tells whether an operation was run: plain JSON has 200 for all of them. */
async function send(gogreen: TestApp, body: object, accept = 'application/graphql-response+json') {
  const response = await fetch(`${gogreen.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept, authorization: `Bearer ${ADMIN_TOKEN}` },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  const answer = (accept.endsWith('json') ? JSON.parse(text) : {}) as ExecutionResult;
  return { status: response.status, text, ...answer };
}

/** All that there is to ask. */
const introspectionOptions = {
  descriptions: true,
  specifiedByUrl: true,
  directiveIsRepeatable: true,
  schemaDescription: true,
  inputValueDeprecation: true,
  oneOf: true,
};
const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, n) => text(n));

describe('an operation beyond a limit', () => {
  test('the table has an operation for every limit', () => {
    expect(tooMuch.map(([limit]) => limit).toSorted()).toEqual(
      [...Object.keys(documentLimits), 'cost'].toSorted(),
    );
  });

  test.for(tooMuch)(
    'is refused over HTTP for its %s, with the limit and the way out',
    async ([limit, query], { gogreen }) => {
      const { status, data, errors } = await send(gogreen, { query });
      expect({ status, data }).toEqual({ status: 400, data: undefined });
      expect(errors).toMatchObject([{ extensions: { code: 'LIMIT_EXCEEDED', limit } }]);
      const { found, max } = (errors?.[0]?.extensions ?? {}) as { found: number; max: number };
      expect(found).toBeGreaterThan(max);
      expect(errors?.[0]?.message).toMatch(
        new RegExp(
          `^The operation exceeds the limit on ${limit}: ${found}, and at most ${max} are allowed\\. [A-Z]`,
        ),
      );
    },
  );

  test.for(tooMuch)('is refused over graphql-ws for its %s', async ([limit, query], { gogreen }) => {
    const { client } = connectWs(gogreen.url);
    const answers: unknown[] = [];
    const ended = new Promise((resolve) => {
      client.subscribe(
        { query },
        { next: (each) => answers.push(each), error: resolve, complete: () => resolve(null) },
      );
    });
    const errors = (await ended) ?? (answers[0] as { errors: unknown }).errors;
    expect(errors).toMatchObject([{ extensions: { code: 'LIMIT_EXCEEDED', limit } }]);
    await client.dispose();
  });

  test('without a token is smaller, the same over HTTP and graphql-ws, and the schema can be asked for all the same', async ({
    gogreen,
  }) => {
    const query = `{ ${times(499, (n) => `f${n}`).join(' ')} }`;
    const refused = { extensions: { code: 'LIMIT_EXCEEDED', limit: 'tokens', max: 500 } };
    for (const token of [null, 'wrong-token-0123456789']) {
      expect((await gogreen.send(query, {}, token)).errors).toMatchObject([refused]);
    }
    const { client } = connectWs(gogreen.url, null);
    const errors = await new Promise((resolve) => {
      client.subscribe({ query }, { next: resolve, error: resolve, complete: () => resolve(null) });
    });
    expect(errors).toMatchObject([refused]);
    await client.dispose();
    expect((await send(gogreen, { query })).errors?.[0]?.message).toMatch(/^Cannot query field "f0"/);
    const asked = await gogreen.send(getIntrospectionQuery(introspectionOptions), {}, null);
    expect(asked.errors).toBeUndefined();
  });

  test('as a subscription over SSE is rejected before it starts', async ({ gogreen }) => {
    const deep = `subscription LiveEvents { events(projectKey: "shop") { deliveries { event { deliveries { event {
      deliveries { event { deliveries { event { deliveries { event { deliveries { event { deliveries { event {
      deliveries { id } } } } } } } } } } } } } } } } }`;
    const { text } = await send(gogreen, { query: deep }, 'text/event-stream');
    expect(text).toContain('"code":"LIMIT_EXCEEDED","limit":"cost"');
    const allowed = await subscribeSse(gogreen.url, WatchEvents, { projectKey: 'shop' });
    await allowed.leave();
  });
});

describe('the cost of an operation', () => {
  test('counts pages by their size, whether it is written down, in a variable or its default', async ({
    gogreen,
  }) => {
    const query = (args: string) =>
      `{ projects(first: 100) { edges { node { flags(${args}) { edges { node { events(first: 20) { edges { node { id sequence } } } } } } } } } }`;
    const small = await gogreen.send(query('first: 1'));
    expect(small.errors).toBeUndefined();
    const written = await gogreen.send(query('first: 100'));
    const asVariable = await gogreen.send(`query($n: Int) ${query('first: $n')}`, { n: 100 });
    const asDefault = await gogreen.send(`query($n: Int = 100) ${query('first: $n')}`);
    const fromTheEnd = await gogreen.send(query('last: 100'));
    const found = [written, asVariable, asDefault, fromTheEnd].map(
      ({ errors }) => errors?.[0]?.extensions?.['found'],
    );
    expect(found[0]).toBeGreaterThan(MAX_COST);
    expect(found).toEqual([found[0], found[0], found[0], found[0]]);
  });

  test('is that of the operation that is executed, wherever it is in the document', async ({ gogreen }) => {
    const [, dear = ''] = tooMuch.find(([limit]) => limit === 'cost') ?? [];
    const both = `query Cheap { __typename } query Dear ${dear}`;
    const response = (operationName: string) => send(gogreen, { query: both, operationName });
    expect((await response('Cheap')).status).toBe(200);
    expect((await response('Dear')).status).toBe(400);
  });

  test('counts a fragment as often as it is spread', async ({ gogreen }) => {
    const page =
      'flags(first: 100) { edges { node { id key name kind version url owner lifecycle description } } }';
    const spread = (count: number) =>
      `{ projects(first: 40) { edges { node { ${times(count, (n) => `... on Project { a${n}: key ...F }`).join(' ')} } } } }
       fragment F on Project { ${page} }`;
    expect((await gogreen.send(spread(1))).errors).toBeUndefined();
    expect((await gogreen.send(spread(5))).errors).toMatchObject([{ extensions: { limit: 'cost' } }]);
  });

  test('cannot be looked at with variables that are not valid: the error says which', async ({ gogreen }) => {
    const answer = await gogreen.send('query($n: Int!) { projects(first: $n) { edges { node { id } } } }', {
      n: 'many',
    });
    expect(answer.data).toBeUndefined();
    expect(answer.errors?.[0]?.message).toMatch(/Variable "\$n" got invalid value "many"/);
  });
});

describe('fragments that spread themselves', () => {
  test.for([
    ['one', '{ ...F } fragment F on Query { ...F }'],
    ['two', '{ ...F } fragment F on Query { ...G } fragment G on Query { __typename ...F }'],
    ['one that nobody spreads', '{ __typename } fragment F on Query { ...F }'],
    ['ninety, which overflow the stack of a validation', circularFragments(90)],
  ] as const)('are refused: %s', async ([_what, query], { gogreen }) => {
    const { status, errors } = await send(gogreen, { query });
    expect(status).toBe(400);
    expect(errors).toMatchObject([{ extensions: { code: 'CIRCULAR_FRAGMENT' } }]);
    expect(errors?.[0]?.message).toMatch(/^The fragment "F\d*" spreads itself\. Remove that spread\.$/);
  });
});

describe('our own operations', () => {
  test('are found in tests, README, GraphiQL and pages', () => {
    const names = [...readOurOperations().keys()];
    for (const place of [
      'introspection',
      'tab 4',
      'page /projects',
      'README.md',
      'docs/',
      'test/bench/',
      'Document',
    ])
      expect(
        names.some((name) => name.includes(place)),
        place,
      ).toBe(true);
    expect(names.length).toBeGreaterThan(150);
  });

  test('use at most half of every limit', () => {
    const largest = measureOurOperations();
    expect(largest.map(({ limit }) => limit).toSorted()).toEqual(
      [...Object.keys(documentLimits), 'cost'].toSorted(),
    );
    expect(largest.filter(({ most, max }) => most * 2 > max)).toEqual([]);
  });

  test('the standard introspection is answered', async ({ gogreen }) => {
    const { data } = await gogreen.send(getIntrospectionQuery());
    expect(data).toMatchObject({ __schema: { queryType: { name: 'Query' } } });
  });
});
