import { expect, vi } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { addUser, guardedFlag, type TestUser } from '#test/support/approvals.ts';
import { command, fingerprint, refusal } from '#test/support/command.ts';
import { transports } from '#test/support/live-transports.ts';
import { statementsOf } from '#test/support/sql-statements.ts';
import { countListeners } from '#test/support/statements.ts';

const test = testWithApp({ worker: false });
let ada: TestUser;

test.beforeAll(async ({ gogreen }) => {
  ada = await addUser(gogreen, 'Ada');
});

const READ =
  'query ($id: ID!) { node(id: $id) { ... on ChangeRequest { comments { id text author { name } } } } }';

async function comments(gogreen: TestApp, id: string) {
  const { data } = await gogreen.send(READ, { id });
  return (data?.['node'] as { comments: { text: string; author: { name: string } }[] } | undefined)?.comments;
}

const Watch = graphql(`
  subscription CommentsOfChange($id: ID!) {
    changeRequestCommented(changeRequestId: $id) { id comments { text } }
  }
`);

test('comments are kept in their order, on closed change requests as well, and change nothing else', async ({
  gogreen,
}) => {
  const { place } = await guardedFlag(gogreen);
  const changeRequestId = await ada.propose({ ...place, enabled: true });
  const before = await fingerprint(gogreen);
  await ada.carryOut('commentOnChangeRequest', { changeRequestId, text: 'Why now?\n<b>Really</b>' });
  await command(gogreen, 'commentOnChangeRequest', { changeRequestId, text: 'The sale begins.' });
  expect(await fingerprint(gogreen)).toEqual(before);
  await ada.carryOut('cancelChangeRequest', { changeRequestId });
  await ada.carryOut('commentOnChangeRequest', { changeRequestId, text: 'Later then.' });
  expect(await comments(gogreen, changeRequestId)).toMatchObject([
    { text: 'Why now?\n<b>Really</b>', author: { name: 'Ada' } },
    { text: 'The sale begins.', author: { name: 'Admin' } },
    { text: 'Later then.', author: { name: 'Ada' } },
  ]);
});

test('a comment without text, one that is too long and the 101st are refused', async ({ gogreen }) => {
  const { place } = await guardedFlag(gogreen);
  const changeRequestId = await ada.propose({ ...place, enabled: true });
  for (const text of ['', '   ', 'x'.repeat(2_001)])
    expect(await refusal(gogreen, 'commentOnChangeRequest', { changeRequestId, text })).toMatchObject({
      code: 'INVALID_INPUT',
      issues: [{ path: 'text' }],
    });
  await gogreen.app.database.pool.query(
    `INSERT INTO change_request_comments (id, change_request_id, author, text)
     SELECT 'crc_' || n, $1, '{}', 'Yes' FROM generate_series(1, 100) n`,
    [changeRequestId],
  );
  expect(await refusal(gogreen, 'commentOnChangeRequest', { changeRequestId, text: 'No' })).toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('Limit of 100 comments'),
  });
});

test('comments of many change requests are read in one statement', async ({ gogreen }) => {
  const { place, projectKey } = await guardedFlag(gogreen);
  for (let n = 0; n < 5; n += 1) {
    const changeRequestId = await ada.propose({ ...place, enabled: true });
    await ada.carryOut('commentOnChangeRequest', { changeRequestId, text: `Number ${n}` });
  }
  const read = (first: number) =>
    statementsOf(gogreen.app.database.pool, async () => {
      const { errors } = await gogreen.send(
        'query ($key: String!, $first: Int!) { project(key: $key) { changeRequests(first: $first) { edges { node { comments { text } } } } } }',
        { key: projectKey, first },
      );
      expect(errors).toBeUndefined();
    });
  expect(await read(5)).toHaveLength((await read(1)).length);
});

test.for(transports)(
  'new comments reach those who follow the change request: over $transport',
  async ({ subscribe }, { gogreen }) => {
    const { place } = await guardedFlag(gogreen);
    const changeRequestId = await ada.propose({ ...place, enabled: true });
    const other = await ada.propose({ ...place, enabled: true });
    const listeners = countListeners(gogreen);
    const subscriber = await subscribe(gogreen.url, Watch, { id: changeRequestId });
    await vi.waitUntil(() => listeners() > 0, { timeout: 15_000 });
    await ada.carryOut('commentOnChangeRequest', { changeRequestId: other, text: 'Elsewhere' });
    await ada.carryOut('commentOnChangeRequest', { changeRequestId, text: 'Here' });
    const [result] = await subscriber.waitFor(1);
    expect(result?.data?.changeRequestCommented).toEqual({
      id: changeRequestId,
      comments: [{ text: 'Here' }],
    });
    await subscriber.leave();
  },
);
