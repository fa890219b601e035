import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isSignedWith } from '#src/integrations/providers/jira/inbound/hub-signature.ts';
import { contractUrl } from '#test/support/contracts.ts';

/** Atlassian's own: developer.atlassian.com/cloud/jira/platform/webhooks, "Secure admin webhooks". */
const official = {
  secret: "It's a Secret to Everybody",
  payload: 'Hello World!',
  signature: 'sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9',
};
const body = Buffer.from(official.payload);

test('X-Hub-Signature: the official example is verified', () => {
  expect(isSignedWith([official.secret], body, official.signature)).toBe(true);
});

test('X-Hub-Signature: the official example is the one in the contracts', (context) => {
  const file = contractUrl('examples/jira-webhook-signature-vector.json');
  if (!existsSync(file)) context.skip('the contracts are not here');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject(official);
});

test('X-Hub-Signature: a signature with any of the secrets is verified, in upper and lower case', () => {
  expect(isSignedWith(['another', official.secret], body, official.signature)).toBe(true);
  expect(isSignedWith([official.secret, 'another'], body, official.signature)).toBe(true);
  const upper = official.signature.toUpperCase().replace('SHA', 'sha');
  expect(isSignedWith([official.secret], body, upper)).toBe(true);
});

test.each([
  ['another secret', ['another'], body, official.signature],
  ['no secret', [], body, official.signature],
  ['another body', [official.secret], Buffer.from('Hello World'), official.signature],
  ['no signature', [official.secret], body, undefined],
  ['two signatures', [official.secret], body, [official.signature, official.signature]],
  ['the digits without the method', [official.secret], body, official.signature.slice('sha256='.length)],
  ['something behind it', [official.secret], body, `${official.signature}\n`],
])('X-Hub-Signature: %s is not verified', (_name, secrets, bytes, signature) => {
  expect(isSignedWith(secrets, bytes, signature)).toBe(false);
});
