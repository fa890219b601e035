/** How many statements it takes to read accounts: as many for one as for twenty. */

import { expect } from 'vitest';
import { actAs, addService, createClientKey, createToken, setRole } from '#test/support/accounts.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createProject } from '#test/support/builders.ts';
import { statementsOf } from '#test/support/sql-statements.ts';
import { addSession } from '#test/support/tokens.ts';

const SIZES = { one: 1, twenty: 20 };

const test = testWithApp({ worker: false });
/** By size: a user with so many tokens who is a member of so many projects. */
const tokens: Record<string, string> = {};

test.beforeAll(async ({ gogreen }) => {
  for (const [projectKey, size] of Object.entries(SIZES)) await seed(gogreen, projectKey, size);
});

/** A project with so many members and client keys; the first of them is in as many projects. */
async function seed(gogreen: TestApp, projectKey: string, size: number): Promise<void> {
  await createProject(gogreen, { key: projectKey });
  const first = await addService(gogreen, { [projectKey]: 'ADMIN' });
  tokens[projectKey] = first.token;
  await createClientKey(gogreen, { projectKey });
  for (let index = 1; index < size; index += 1) {
    await addService(gogreen, { [projectKey]: 'VIEWER' });
    await createClientKey(gogreen, { projectKey });
    await createToken(first.as);
    await addSession(gogreen, { userId: first.id, tokenId: first.tokenId });
    const { key } = await createProject(gogreen);
    await setRole(gogreen, { projectKey: key, userId: first.id, role: 'VIEWER' });
  }
}

async function count(gogreen: TestApp, as: TestApp, query: string): Promise<number> {
  const statements = await statementsOf(gogreen.app.database.pool, async () => {
    const { errors } = await as.send(query);
    expect(errors).toBeUndefined();
  });
  return statements.length;
}

test.for([
  ['the sessions of the viewer', '{ viewer { session { id } sessions { id via expiresAt network } } }'],
  [
    'the viewer',
    '{ viewer { kind isOwner accessTokens { id createdBy { name } } roles { role project { key } } } }',
  ],
  ['members', '{ project(key: "$key") { members { role user { id name email } } } }'],
  [
    'client keys',
    '{ project(key: "$key") { environments { clientKeys { id createdBy { name } environment { key } } } } }',
  ],
] as const)('%s', async ([_name, query], { gogreen }) => {
  const counts = [];
  for (const key of Object.keys(SIZES)) {
    const as = actAs(gogreen, tokens[key] ?? '');
    // The use of a token is noted once.
    await as.send('{ viewer { id } }');
    counts.push(await count(gogreen, as, query.replace('$key', key)));
  }
  expect(counts[1]).toBe(counts[0]);
  expect(counts[0]).toBeLessThanOrEqual(5);
});

test('users with their tokens and roles are read with a constant number of statements', async ({
  gogreen,
}) => {
  const query = (first: number) =>
    `{ users(first: ${first}) { edges { node { isOwner accessTokens { id user { id } } memberships { role project { key } } } } } }`;
  expect(await count(gogreen, gogreen, query(20))).toBe(await count(gogreen, gogreen, query(3)));
});
