import { expect } from 'vitest';
import { ADMIN_TOKEN, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, setFlagEnabled, updateFlagEnvironment } from '#test/support/builders.ts';
import { everyRow } from '#test/support/every-row.ts';

const test = testWithApp({ worker: false });
const place = { projectKey: 'shop', flagKey: 'flag', environmentKey: 'production' };
const issue =
  'must be from -9007199254740991 to 9007199254740991, as larger numbers lose digits; write it in quotes';
/** As text: the number must reach the server with all its digits. */
const digits = '9007199254740993';

test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, { key: 'shop' });
  await createFlag(gogreen, { projectKey: 'shop', key: 'flag' });
});

/** Sends `{"input": …}` as it is written here: JSON.stringify would round the number first. */
async function sendAsWritten(url: string, token: string, mutation: string, input: string) {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
  const query = `mutation ($input: ${type}) { result: ${mutation}(input: $input) { ... on InvalidInputError { issues { path message } } } }`;
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: `{"query": ${JSON.stringify(query)}, "variables": {"input": ${input}}}`,
  });
  return (await response.json()) as { data: { result: { issues: { path: string; message: string }[] } } };
}

test('refused: an integer beyond 2^53 in targeting and in NUMBER and JSON variations', async ({
  gogreen,
}) => {
  const at = '"projectKey": "shop"';
  const rows: [mutation: string, input: string, path: string][] = [
    [
      'updateFlagEnvironment',
      `{${at}, "flagKey": "flag", "environmentKey": "production", "rules": [{"clauses": [{"attribute": "userId", "operator": "IN", "values": ["a", ${digits}]}], "serve": {"variation": "on"}}]}`,
      'rules.0.clauses.0.values.1',
    ],
    [
      'createFlag',
      `{${at}, "key": "n", "kind": "NUMBER", "variations": [{"key": "a", "value": ${digits}}]}`,
      'variations.0.value',
    ],
    [
      'createFlag',
      `{${at}, "key": "n", "kind": "JSON", "variations": [{"key": "a", "value": {"ids": [-${digits}]}}]}`,
      'variations.0.value',
    ],
    [
      'updateFlag',
      `{${at}, "key": "flag", "variations": [{"key": "on", "value": 12345678901234567890}, {"key": "off", "value": false}]}`,
      'variations.0.value',
    ],
  ];
  await everyRow(rows, async ([mutation, input, path]) => {
    const { data } = await sendAsWritten(gogreen.url, ADMIN_TOKEN, mutation, input);
    expect(data.result.issues.map((found) => found.path)).toEqual([path]);
    expect(data.result.issues[0]?.message).toBe(issue);
  });
});

test('refused: a literal of 20 digits, which is parsed by GraphQL and not as JSON', async ({ gogreen }) => {
  const { data } = await gogreen.send(`mutation {
    createFlag(input: { projectKey: "shop", key: "n", kind: NUMBER, variations: [{ key: "a", value: 12345678901234567890 }] }) {
      ... on InvalidInputError { issues { path message } }
    }
  }`);
  expect(data).toEqual({ createFlag: { issues: [{ path: 'variations.0.value', message: issue }] } });
});

test('a flag whose rule has such a number from earlier can be switched off, and serves the rule to nobody', async ({
  gogreen,
}) => {
  await createFlag(gogreen, { projectKey: 'shop', key: 'old' });
  await updateFlagEnvironment(gogreen, {
    ...place,
    flagKey: 'old',
    enabled: true,
    rules: [
      { clauses: [{ attribute: 'userId', operator: 'IN', values: [77777] }], serve: { variation: 'on' } },
    ],
    fallthrough: { variation: 'off' },
  });
  await gogreen.app.database.pool.query(
    "UPDATE flags SET targeting = replace(targeting::text, '77777', '9007199254740992')::json WHERE key = 'old'",
  );
  const { data } = await gogreen.send(
    `{ evaluateFlags(projectKey: "shop", environmentKey: "production", context: { userId: ${digits} }, flagKeys: ["old"]) { value reason } }`,
  );
  expect(data).toEqual({ evaluateFlags: [{ value: false, reason: 'FALLTHROUGH' }] });
  const { event } = await setFlagEnabled(gogreen, { ...place, flagKey: 'old', enabled: false });
  expect(event).not.toBeNull();
});
