/** What `viewerMay` says of a change request is what its commands then do. */

import { expect } from 'vitest';
import type { ProjectRole } from '#generated/prisma/enums.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { addUser, guardedFlag, type TestUser } from '#test/support/approvals.ts';
import { command } from '#test/support/command.ts';
import { everyRow } from '#test/support/every-row.ts';
import { statementsOf } from '#test/support/sql-statements.ts';
import { addHolder } from '#test/support/tokens.ts';

const test = testWithApp({ worker: false });
const people = ['viewer', 'author', 'editor', 'admin', 'owner'] as const;
type Person = (typeof people)[number];
let author: TestUser;
let tokens: Record<Person, string | undefined>;
let place: Awaited<ReturnType<typeof guardedFlag>>['place'];
let authorToken: string;
let approver: TestUser;

test.beforeAll(async ({ gogreen }) => {
  ({ place } = await guardedFlag(gogreen));
  const { rows } = await gogreen.app.database.pool.query('SELECT id FROM projects WHERE key = $1', [
    place.projectKey,
  ]);
  const holder = async (role: ProjectRole) => {
    const { token } = await addHolder(gogreen, { roles: { [rows[0].id]: role } });
    return token;
  };
  const written = await addHolder(gogreen, { name: 'Author', roles: { [rows[0].id]: 'EDITOR' } });
  authorToken = written.token;
  tokens = {
    viewer: await holder('VIEWER'),
    author: authorToken,
    editor: await holder('EDITOR'),
    admin: await holder('ADMIN'),
    owner: undefined,
  };
  author = await addUser(gogreen, 'Another');
  approver = await addUser(gogreen, 'Approver');
});

/** How each action is asked for. */
const commands = {
  approve: ['approveChangeRequest', {}],
  reject: ['rejectChangeRequest', { comment: 'No' }],
  apply: ['applyChangeRequest', {}],
  cancel: ['cancelChangeRequest', {}],
  edit: ['updateChangeRequest', { title: 'Other' }],
  bypass: ['applyChangeRequest', { bypass: true, comment: 'Now' }],
} as const;
type Action = keyof typeof commands;
type Rights = Record<Action, { allowed: boolean; because: string | null }>;

const situations = {
  'waits for approvals': async () => undefined,
  'is approved': async (id: string) => void (await approver.approve(id)),
  'is approved and scheduled': async (id: string, gogreen: TestApp) => {
    const scheduledAt = new Date(Date.now() + 3_600_000).toISOString();
    await command(gogreen, 'updateChangeRequest', { changeRequestId: id, scheduledAt }, authorToken);
    await approver.approve(id);
  },
  'is rejected': async (id: string) =>
    void (await approver.carryOut('rejectChangeRequest', { changeRequestId: id, comment: 'No' })),
} as const;

async function propose(gogreen: TestApp): Promise<string> {
  const { changeRequest } = await command(
    gogreen,
    'proposeFlagChange',
    { ...place, offVariation: 'on' },
    authorToken,
  );
  return changeRequest?.id ?? '';
}

async function rightsOf(gogreen: TestApp, id: string, token: string | undefined): Promise<Rights> {
  const all = Object.keys(commands)
    .map((action) => `${action} { allowed because }`)
    .join(' ');
  const { data, errors } = await gogreen.send(
    `query ($id: ID!) { node(id: $id) { ... on ChangeRequest { viewerMay { ${all} } } } }`,
    { id },
    token,
  );
  expect(errors).toBeUndefined();
  return (data as { node: { viewerMay: Rights } }).node.viewerMay;
}

test.for(Object.entries(situations))(
  'of a change request that %s: what viewerMay says is what the command does',
  async ([, prepare], { gogreen }) => {
    const rows = people.flatMap((person) =>
      (Object.keys(commands) as Action[]).map((action) => [person, action] as const),
    );
    await everyRow(
      rows,
      async ([person, action]) => {
        const id = await propose(gogreen);
        await prepare(id, gogreen);
        const { allowed, because } = (await rightsOf(gogreen, id, tokens[person]))[action];
        const [mutation, input] = commands[action];
        const answer = await command(gogreen, mutation, { changeRequestId: id, ...input }, tokens[person]);
        expect(answer.__typename.endsWith('Payload'), JSON.stringify(answer)).toBe(allowed);
        expect(because).toBe(answer.message ?? null);
        // An applied one changes the flag.
        if (allowed && (action === 'apply' || action === 'bypass')) await undo(gogreen);
      },
      ([person, action]) => `${person} ${action}`,
    );
  },
);

async function undo(gogreen: TestApp): Promise<void> {
  const { changeRequest } = await command(
    gogreen,
    'proposeFlagChange',
    { ...place, offVariation: 'off' },
    authorToken,
  );
  const input = { changeRequestId: changeRequest?.id, bypass: true, comment: 'Back' };
  expect((await command(gogreen, 'applyChangeRequest', input)).__typename).toMatch(/Payload$/);
}

test('of a change request that the viewer has approved: not again', async ({ gogreen }) => {
  const id = await propose(gogreen);
  await command(gogreen, 'approveChangeRequest', { changeRequestId: id }, tokens.editor);
  expect((await rightsOf(gogreen, id, tokens.editor)).approve).toEqual({
    allowed: false,
    because: 'You have approved this revision already.',
  });
});

test('of one whose approver was deactivated: cannot be applied, and says that the approval does not count', async ({
  gogreen,
}) => {
  const id = await propose(gogreen);
  const gone = await addUser(gogreen, 'Gone');
  await gone.approve(id);
  await gogreen.app.database.pool.query('UPDATE users SET deactivated_at = now() WHERE id = $1', [
    gone.actor.id,
  ]);
  const { apply } = await rightsOf(gogreen, id, tokens.editor);
  expect(apply.allowed).toBe(false);
  expect(apply.because).toContain('not counting those of people who were deactivated');
});

test('of a page of change requests: as many statements as of one', async ({ gogreen }) => {
  await author.propose({ ...place, offVariation: 'on' });
  await approver.approve(await propose(gogreen));
  const statements = (first: number) =>
    statementsOf(gogreen.app.database.pool, () =>
      gogreen.send(
        `{ project(key: "${place.projectKey}") { changeRequests(first: ${first}) {
          edges { node { viewerMay { apply { because } approve { because } } } } } } }`,
      ),
    );
  expect((await statements(20)).toSorted()).toEqual((await statements(1)).toSorted());
});
