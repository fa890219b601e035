import { request } from 'node:http';
import { pino } from 'pino';
import { describe, expect, onTestFinished } from 'vitest';
import { ADMIN_TOKEN, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject } from '#test/support/builders.ts';
import { command, refusedIssues } from '#test/support/command.ts';
import { readSourceFiles } from '#test/support/source-files.ts';
import { connectWs } from '#test/support/subscribe-ws.ts';

const projectKey = 'shop';
const test = testWithApp({ worker: false });

test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, { key: projectKey });
});

const headers = { 'content-type': 'application/json', authorization: `Bearer ${ADMIN_TOKEN}` };

describe('names of Object.prototype', () => {
  /** In this process too: server and test are one here. */
  function expectUnharmed(): void {
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  }
  const POISON = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
  const evaluate =
    'query E($context: JSON!) { evaluateFlags(projectKey: "shop", environmentKey: "production", context: $context) { value } }';

  test('in extensions, where nothing reads them, are ignored', async ({ gogreen }) => {
    const body = `{"query":"{ __typename }","extensions":${POISON}}`;
    const response = await fetch(`${gogreen.url}/graphql`, { method: 'POST', headers, body });
    expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
    expectUnharmed();
  });

  test('__proto__ as a parameter of the request is refused with an error that names it', async ({
    gogreen,
  }) => {
    const body = `{"query":"{ __typename }","__proto__":{"polluted":true}}`;
    const response = await fetch(`${gogreen.url}/graphql`, { method: 'POST', headers, body });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [{ message: 'Unexpected parameter "__proto__" in the request body.' }],
    });
    expectUnharmed();
  });

  test.for([
    ['variables', `{"query":"{ __typename }","variables":${POISON}}`],
    [
      'a value deep in variables',
      JSON.stringify({ query: evaluate, variables: { context: { a: 0 } } }).replace('0', POISON),
    ],
    ['escaped names', `{"query":"{ __typename }","variables":{"\\u005f_proto__":{"polluted":true}}}`],
  ] as const)(
    '__proto__ in %s is refused with an error that names it',
    async ([_where, body], { gogreen }) => {
      const response = await fetch(`${gogreen.url}/graphql`, { method: 'POST', headers, body });
      expect(await response.json()).toMatchObject({
        errors: [{ message: expect.stringContaining('__proto__'), extensions: { code: 'INVALID_INPUT' } }],
      });
      expectUnharmed();
    },
  );

  test('are plain data over graphql-ws, and in values that are written down in the operation', async ({
    gogreen,
  }) => {
    const { client } = connectWs(gogreen.url);
    const answers: unknown[] = [];
    const context = JSON.parse(`{"user":1,"__proto__":{"polluted":true},"constructor":"x","toString":"y"}`);
    for await (const answer of client.iterate({ query: evaluate, variables: { context } }))
      answers.push(answer);
    for await (const answer of client.iterate({ query: evaluate, variables: JSON.parse(POISON) }))
      answers.push(answer);
    await client.dispose();
    expect(answers).toHaveLength(2);
    const written = evaluate
      .replace('($context: JSON!)', '')
      .replace('$context', '{ __proto__: { polluted: true }, constructor: { prototype: 1 } }');
    expect((await gogreen.send(written)).status).toBe(200);
    expectUnharmed();
  });

  test('but for __proto__ are keys of a JSON variation like any other', async ({ gogreen }) => {
    const written = (
      key: string,
      value: string,
    ) => `mutation { createFlag(input: { projectKey: "shop", key: "${key}", kind: JSON, variations: [
      { key: "a", value: { constructor: { prototype: { polluted: true } }, hasOwnProperty: 1 } }, { key: "b", value: ${value} }
    ] }) { __typename ... on CreateFlagPayload { flag { variations { value } } } ... on InvalidInputError { issues { path message } } } }`;
    const { data, errors } = await gogreen.send(written('poison', '{ toString: 1 }'));
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ createFlag: { __typename: 'CreateFlagPayload' } });
    const refused = await gogreen.send(written('proto', '{ __proto__: { polluted: true } }'));
    expect(refused.errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT' } }]);
    expectUnharmed();
  });

  test.for(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'name nothing by accident: there is no project, environment, flag or operation %s',
    async (name, { gogreen }) => {
      const query = `{ project(key: "${name}") { id } flag(projectKey: "shop", key: "${name}") { id } node(id: "${name}") { id } }`;
      expect(await gogreen.send(query)).toMatchObject({ data: { project: null, flag: null, node: null } });
      const body = JSON.stringify({
        query: 'query A { __typename } query B { __typename }',
        operationName: name,
      });
      const response = await fetch(`${gogreen.url}/graphql`, { method: 'POST', headers, body });
      expect(await response.json()).toMatchObject({
        errors: [{ message: 'Could not determine what operation to execute.' }],
      });
      expectUnharmed();
    },
  );
});

describe('the log', () => {
  test('has one line of JSON for each entry, whatever is in names, headers and operations', async ({
    gogreen,
  }) => {
    const lines: string[] = [];
    const { log } = gogreen.app;
    gogreen.app.log = pino({ level: 'trace' }, { write: (text) => void lines.push(text) });
    onTestFinished(() => {
      gogreen.app.log = log;
    });
    const forged = '\n{"level":"fatal","msg":"forged"}\r\n\u001b[31mred\u001b[0m\u2028\u0085';
    const { project } = gogreen.app.database.prisma;
    const { findUnique } = project;
    const breaks = () => Promise.reject(new Error(`broken ${forged}`));
    Object.defineProperty(project, 'findUnique', { value: breaks, configurable: true });
    onTestFinished(() => {
      Object.defineProperty(project, 'findUnique', { value: findUnique, configurable: true });
    });
    const body = {
      query: 'query A($key: String!) { project(key: $key) { id } }',
      variables: { key: forged },
      operationName: 'A',
      extensions: { forged },
    };
    await fetch(`${gogreen.url}/graphql?x=${encodeURIComponent(forged)}`, {
      method: 'POST',
      headers: { ...headers, 'user-agent': '{"level":"fatal"}', 'x-forwarded-for': '{"level":"fatal"}' },
      body: JSON.stringify(body),
    });
    const text = lines.join('');
    expect(lines.length).toBeGreaterThan(0);
    for (const line of text.trimEnd().split('\n'))
      expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number) });
    expect(lines.map((line) => JSON.parse(line).msg)).not.toContain('forged');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it is about.
    expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f]/);
  });
});

describe('line breaks in headers', () => {
  test.for(['a\r\nX-Injected: 1', 'a\nb', 'a\rb', 'a\u0000b', 'a\u2028b'])(
    'are refused in the value of a webhook header: %j',
    async (value, { gogreen }) => {
      const issues = await refusedIssues(gogreen, 'createIntegration', {
        projectKey,
        name: 'x',
        eventTypes: ['FLAG_UPDATED'],
        provider: { webhook: { url: 'http://127.0.0.1:9/', headers: [{ name: 'X-A', value }] } },
      });
      expect(Object.keys(issues).join()).toContain('headers');
    },
  );

  test.for(['X-A\r\nX-Injected', 'X A', 'X-A:', ''])(
    'are refused in its name: %j',
    async (name, { gogreen }) => {
      const issues = await refusedIssues(gogreen, 'createIntegration', {
        projectKey,
        name: 'x',
        eventTypes: ['FLAG_UPDATED'],
        provider: { webhook: { url: 'http://127.0.0.1:9/', headers: [{ name, value: 'a' }] } },
      });
      expect(Object.keys(issues).join()).toContain('headers');
    },
  );

  test('never reach an answer: an address with them leads to an address without', async ({ gogreen }) => {
    const answer = await new Promise<{ location: string | undefined; headers: string[] }>(
      (resolve, reject) => {
        const path = '/projects/a%0d%0aX-Injected:%201/flags/b%0d%0aSet-Cookie:%20a=b';
        request(`${gogreen.url}${path}`, (response) => {
          response.resume();
          resolve({ location: response.headers.location, headers: response.rawHeaders });
        })
          .on('error', reject)
          .end();
      },
    );
    expect(answer.headers.map((header) => header.toLowerCase())).not.toContain('x-injected');
    expect(answer.headers.map((header) => header.toLowerCase())).not.toContain('set-cookie');
    expect(answer.location).toMatch(/^(\.\.\/)*graphiql\?query=[\w%.~!*'()-]*$/);
  });

  test('in the token of a WebSocket are a wrong token', async ({ gogreen }) => {
    const { closed } = connectWs(gogreen.url, `${ADMIN_TOKEN}\r\nX-Injected: 1`);
    expect((await closed).code).toBe(4403);
  });
});

describe('patterns that would make a backtracking engine hang', () => {
  test.for(['^(a+)+$', '^(a|aa)+$', '(.*a){20}', '^(([a-z])+.)+[A-Z]([a-z])+$'])(
    '%s is evaluated on a text of 30,000 characters, and answers',
    async (pattern, { gogreen }) => {
      const { key: flagKey } = await createFlag(gogreen, { projectKey });
      const rules = [
        {
          clauses: [{ attribute: 'text', operator: 'MATCHES_REGEX', values: [pattern] }],
          serve: { variation: 'on' },
        },
      ];
      const answer = await command(gogreen, 'updateFlagEnvironment', {
        projectKey,
        flagKey,
        environmentKey: 'production',
        enabled: true,
        rules,
      });
      expect(answer.__typename).toBe('UpdateFlagEnvironmentPayload');
      const { data, errors } = await gogreen.send(
        `query($context: JSON!, $keys: [String!]) {
          evaluateFlags(projectKey: "shop", environmentKey: "production", flagKeys: $keys, context: $context) { value }
        }`,
        { keys: [flagKey], context: { text: `${'a'.repeat(30_000)}!` } },
      );
      expect(errors).toBeUndefined();
      expect(data?.['evaluateFlags']).toHaveLength(1);
    },
  );
});

describe('tokens', () => {
  test('are compared by their digests in constant time', () => {
    const sources = readSourceFiles(new URL('../../src/accounts', import.meta.url).pathname);
    const text = sources.map((source) => source.text).join('\n');
    expect(text).toMatch(/createHash\('sha(256|512)'\)/);
    // Of a token, or of what was given for one, nothing else is compared.
    const comparison =
      /\btoken\s*[!=]==?(?!\s*(null|undefined))|[!=]==?\s*(\w+\.)*token\b|\btoken\.(startsWith|endsWith|includes|localeCompare|indexOf)\(/i;
    expect(text.split('\n').filter((line) => comparison.test(line))).toEqual([]);
  });

  test.for([
    ADMIN_TOKEN.slice(0, -1),
    `${ADMIN_TOKEN}x`,
    ADMIN_TOKEN.toUpperCase(),
    `x${ADMIN_TOKEN.slice(1)}`,
    `${ADMIN_TOKEN} ${ADMIN_TOKEN}`,
  ])('that are nearly right get the same answer as any other: %s', async (token, { gogreen }) => {
    const answer = await gogreen.send('{ viewer { id } }', {}, token);
    expect(answer.status).toBe(401);
    expect(answer.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect(JSON.stringify(answer)).not.toContain(token);
  });
});
