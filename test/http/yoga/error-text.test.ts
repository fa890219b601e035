import { describe, expect } from 'vitest';
import { withoutValues } from '#src/http/yoga/error-text.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';

const it = testWithApp({ worker: false });

const create =
  'mutation ($input: CreateIntegrationInput!) { createIntegration(input: $input) { __typename } }';
const given = (webhook: unknown) => ({ input: { projectKey: 'shop', name: 'W', provider: { webhook } } });
const secret = 'canary-"; at \\"input.name\\"-0123456789';

async function messages(gogreen: TestApp, query: string, variables?: unknown): Promise<string[]> {
  const { errors } = await gogreen.send(query, variables);
  return errors?.map(({ message }) => message) ?? [];
}

describe('the error about a variable does not contain its value', () => {
  it.for([
    [
      'a field that there is not',
      { url: 'http://x.example', headers: [{ name: 'X', value: 'v', valeu: secret }] },
      'Variable "$input" got invalid value … at "input.provider.webhook.headers[0]"; Field "valeu" is not defined by type "WebhookHeaderInput".',
    ],
    [
      'an object for a text',
      { url: 'http://x.example', headers: [{ name: 'X', value: { secret } }] },
      'Variable "$input" got invalid value … at "input.provider.webhook.headers[0].value"; String cannot represent a non string value: …',
    ],
    [
      'a text for an object',
      secret,
      'Variable "$input" got invalid value … at "input.provider.webhook"; Expected type "WebhookInput" to be an object.',
    ],
  ] as const)('%s', async ([_what, webhook, message], { gogreen }) => {
    const said = await messages(gogreen, create, given(webhook));
    expect(said).toEqual([expect.stringContaining(message)]);
    expect(said.join()).not.toContain('canary');
  });
});

describe('the error about an operation does not contain its texts', () => {
  it.for([
    ['{ project(key: ["canary-0123456789"]) { id } }', 'String cannot represent a non string value: …'],
    ['{ project(key: {a: "canary-0123456789"}) { id } }', 'String cannot represent a non string value: …'],
    [
      'mutation { createIntegration(input: "canary-0123456789") { __typename } }',
      'Expected value of type "CreateIntegrationInput!", found ….',
    ],
    ['{ project("canary-0123456789") }', 'Syntax Error: Expected Name, found String ….'],
    ['"""canary-0123456789"""', 'Syntax Error: Unexpected <EOF>.'],
  ] as const)('%s', async ([query, message], { gogreen }) => {
    const said = await messages(gogreen, query);
    expect(said).toContain(message);
    expect(said.join()).not.toContain('canary');
  });
});

it.each([
  'Variable "$input" got invalid value 1.5 at "input.expectedVersion"; Int cannot represent non-integer value: 1.5',
  'Variable "$input" got invalid value {}; Field "key" of required type "String!" was not provided.',
  'Cannot query field "nonsense" on type "Query".',
  'Syntax Error: Expected Name, found <EOF>.',
])('an error text without long values is not changed: %s', (message) => {
  expect(withoutValues(message)).toBe(message);
});

/** What a request can hold: followed to its end from each of its beginnings it would keep the process busy for hours. */
it('a value of megabytes in an error: is removed in linear time, also with repetitions in it', () => {
  const wrong = 'Variable "$input" got invalid value ';
  const why = '; Expected type "ToggleInput" to be an object.';
  for (const repeated of [' cannot represent', ' cannot represent value', 'found String', ' at \\"a', '; ']) {
    const value = repeated.repeat(4_000_000 / repeated.length);
    // Not toBe: it would look for what is different in them.
    expect(withoutValues(`${wrong}"${value}"${why}`) === `${wrong}…${why}`).toBe(true);
  }
});
