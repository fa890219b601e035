import { describe, expect } from 'vitest';
import { ADMIN_TOKEN, type TestApp } from '#test/support/app.ts';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import { createFlag, createProject, createWebhook, freshKey } from '#test/support/builders.ts';
import { fingerprint } from '#test/support/command.ts';

const projectKey = 'shop';
const test = testWithReceiver();

test.beforeAll(async ({ gogreen, receiver }) => {
  await createProject(gogreen, { key: projectKey });
  await createWebhook(gogreen, { projectKey, url: receiver.url, payloadFormat: 'TGGL' });
});

/** What is sent as JSON text, and what of it comes back where that differs: -0 is 0, and numbers are doubles. */
const values: [name: string, sent: string, back?: string][] = [
  ['keys in their order, not sorted', '{"z":1,"a":2,"10":3,"é":4}', '{"10":3,"z":1,"a":2,"é":4}'],
  ['empty things', '{"":{},"list":[],"text":""}'],
  ['lists in lists', '[[1,[2,[3,[]]]],[null]]'],
  ['32 levels', `${'['.repeat(32)}${']'.repeat(32)}`],
  ['null within', '{"a":null}'],
  ['a tiny number', '5e-324'],
  ['the largest exact integer', '9007199254740991'],
  ['decimals', '[0.1,0.30000000000000004,4503599627370495.5]'],
  ['minus zero, as zero', '[-0,{"n":-0.0}]', '[0,{"n":0}]'],
  ['emoji with joiners and variation selectors', '"👩🏽‍🚀 ❤️ 🇺🇳"'],
  ['right-to-left text with marks', '"שלום \u202eעולם\u202c مرحبا\u200f"'],
  ['combining characters, composed and not', '{"é":"é","e\u0301":"e\u0301"}'],
  [
    'line separators and controls',
    '"\\u2028\\u2029\\u0001\\u001f\\u007f\\u0085\\t\\n\\r"',
    JSON.stringify('\u2028\u2029\u0001\u001f\u007f\u0085\t\n\r'),
  ],
  ['quotes, backslashes and markup', '"\\"\\\\ </script><!-- & %00 {{x}} %s"'],
  ['names that objects have anyway', '{"toString":1,"hasOwnProperty":2,"constructor":"x"}'],
  ['characters beyond the first plane', '"\\ud83d\\ude00𝒳\\uffff"', JSON.stringify('😀𝒳\uffff')],
];

describe.each(values)('a JSON value travels: %s', (_name, sent, back = sent) => {
  test('the value comes back unchanged from mutation, flag, log and webhook; sent again it is no change', async ({
    gogreen,
    receiver,
  }) => {
    const key = freshKey('flag');
    const created = await send(gogreen, 'createFlag', { projectKey, key, kind: 'JSON' }, sent);
    expect(created).toContain(`"flag":{"variations":[{"value":${back}}]}`);
    expect(created).toContain(`"flagAfter":{"variations":[{"value":${back}}]}`);

    const read = await post(gogreen, {
      query: `query ($key: String!) {
        flag(projectKey: "shop", key: $key) { variations { value } }
        project(key: "shop") { events(filter: { flagKey: $key }) { edges { node { ... on FlagEvent {
          changes { ... on FlagCreated { flagAfter { variations { value } } } }
        } } } } }
        evaluateFlags(projectKey: "shop", environmentKey: "production", context: {}, flagKeys: [$key]) { value }
      }`,
      variables: { key },
    });
    expect(read).toBe(
      `{"data":{"flag":{"variations":[{"value":${back}}]},"project":{"events":{"edges":[{"node":{"changes":[` +
        `{"flagAfter":{"variations":[{"value":${back}}]}}]}}]}},"evaluateFlags":[{"value":${back}}]}}`,
    );

    const body = () =>
      receiver.requests.map((request) => request.body.toString()).find((text) => text.includes(`"${key}"`));
    await receiver.waitFor(() => body() !== undefined);
    expect(body()).toContain(`"value":${back}}]`);

    const { flags, projects } = await fingerprint(gogreen);
    expect(await send(gogreen, 'updateFlag', { projectKey, key }, sent)).toContain('"event":null');
    expect(await fingerprint(gogreen)).toMatchObject({ flags, projects });
  });
});

test.for(['9007199254740993', '12345678901234567890', '[1e+21]', '{"a":-1.7976931348623157e+308}'])(
  'the number in %s is refused, because it may lose digits',
  async (value, { gogreen }) => {
    const answer = await send(
      gogreen,
      'createFlag',
      { projectKey, key: freshKey('flag'), kind: 'JSON' },
      value,
    );
    expect(answer).toMatch(/"path":"variations\.0\.value.*quotes/);
  },
);

test('names, descriptions, tags, owners and comments come back as they were sent', async ({ gogreen }) => {
  const text = 'Größe – 大小 – حجم \u200f– 👩🏽‍🚀 e\u0301 "quoted" \\ \t\n';
  const key = freshKey('flag');
  const input = {
    projectKey,
    key,
    name: text,
    description: text,
    owner: text,
    tags: [text],
    kind: 'BOOLEAN' as const,
  };
  await createFlag(gogreen, input);
  await gogreen.send(
    'mutation ($input: SetFlagEnabledInput!) { setFlagEnabled(input: $input) { __typename } }',
    { input: { projectKey, flagKey: key, environmentKey: 'production', enabled: true, comment: text } },
  );
  const { data } = await gogreen.send(
    `query ($key: String!) { flag(projectKey: "shop", key: $key) {
      name description owner tags events(first: 1) { edges { node { comment ... on FlagEvent { flagName } } } }
    } }`,
    { key },
  );
  expect(data).toEqual({
    flag: {
      name: text,
      description: text,
      owner: text,
      tags: [text],
      events: { edges: [{ node: { comment: text, flagName: text } }] },
    },
  });
});

test('JSON that is nested a hundred thousand levels deep is refused, wherever it stands', async ({
  gogreen,
}) => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  const { flags, projects } = await fingerprint(gogreen);
  expect(await send(gogreen, 'createFlag', { projectKey, key: 'deep', kind: 'JSON' }, deep)).toContain(
    '{"path":"variations.0.value","message":"is nested more than 32 levels deep; flatten it"}',
  );
  const query = `query ($context: JSON!) {
    evaluateFlags(projectKey: "shop", environmentKey: "production", context: $context) { value }
  }`;
  const context = await post(gogreen, { query, variables: { context: 'VALUE' } }, `{"a":${deep}}`);
  expect(context).toContain('context: is nested more than 32 levels deep; flatten it');
  expect(context).toContain('"code":"INVALID_INPUT"');
  expect(await fingerprint(gogreen)).toMatchObject({ flags, projects });
});

/** Sends a mutation with one variation whose value is that JSON text, byte for byte. */
async function send(
  gogreen: TestApp,
  mutation: 'createFlag' | 'updateFlag',
  input: object,
  value: string,
): Promise<string> {
  const type = mutation === 'createFlag' ? 'CreateFlag' : 'UpdateFlag';
  const query = `mutation ($input: ${type}Input!) { ${mutation}(input: $input) {
    ... on ${type}Payload {
      flag { variations { value } }
      event { changes { ... on FlagCreated { flagAfter { variations { value } } } } }
    }
    ... on InvalidInputError { issues { path message } }
  } }`;
  return post(
    gogreen,
    { query, variables: { input: { ...input, variations: [{ key: 'a', value: 'VALUE' }] } } },
    value,
  );
}

async function post(gogreen: TestApp, body: object, value = ''): Promise<string> {
  const response = await fetch(`${gogreen.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${ADMIN_TOKEN}` },
    body: JSON.stringify(body).replace('"VALUE"', () => value),
  });
  return response.text();
}
