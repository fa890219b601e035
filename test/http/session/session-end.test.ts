/** Sessions that are over: their requests are refused at once, and what they have open ends with the next check. */

import { describe, expect } from 'vitest';
import { endSessionOf } from '#src/accounts/sessions/end-session.ts';
import { prune } from '#src/deliveries/queue/prune.job.ts';
import { ADMIN_TOKEN, startTestApp, type TestApp, testWithApp } from '#test/support/app.ts';
import { askAs, openPageSocket, ourPage, signIn } from '#test/support/browser.ts';
import { createFlag, createProject } from '#test/support/builders.ts';
import { eventually } from '#test/support/eventually.ts';
import { addHolder, type Holder, revoke } from '#test/support/tokens.ts';

const test = testWithApp({ worker: false, settings: { SESSION_HOURS: '48', SESSION_IDLE_HOURS: '6' } });
const WATCH = 'subscription { events(projectKey: "shop", afterSequence: 0) { id } }';
const HOUR_MS = 3_600_000;
let projectId: string;

test.beforeAll(async ({ gogreen }) => {
  projectId = (await createProject(gogreen, { key: 'shop' })).id;
  await createFlag(gogreen, { projectKey: 'shop' });
});

interface SignedIn extends Holder {
  cookie: string;
  sessionId: string;
}

async function signedIn(gogreen: TestApp): Promise<SignedIn> {
  const holder = await addHolder(gogreen, { roles: { [projectId]: 'VIEWER' } });
  const cookie = await signIn(gogreen, holder);
  const { data } = await askAs(gogreen, cookie, '{ viewer { session { id } } }');
  const { viewer } = data as { viewer: { session: { id: string } } };
  return { ...holder, cookie, sessionId: viewer.session.id };
}

async function isSignedIn(gogreen: TestApp, { cookie }: Pick<SignedIn, 'cookie'>): Promise<boolean> {
  return (await askAs(gogreen, cookie, '{ viewer { id } }')).status === 200;
}

/** What ends a session, done to one. */
const endings: [what: string, end: (gogreen: TestApp, one: SignedIn) => Promise<unknown>][] = [
  ['revoked by its user', async (gogreen, { cookie, sessionId }) => revokeWith(gogreen, cookie, sessionId)],
  [
    'revoked by an owner',
    async (gogreen, { sessionId }) =>
      revokeWith(gogreen, await signIn(gogreen, { token: ADMIN_TOKEN }), sessionId),
  ],
  [
    'signed out',
    async ({ url }, { cookie }) =>
      fetch(`${url}/session`, { method: 'DELETE', headers: { ...ourPage, cookie } }),
  ],
  ['of a token that was revoked', revoke],
  [
    'of a user who was deactivated',
    ({ app }, { userId }) =>
      app.database.pool.query('UPDATE users SET deactivated_at = now() WHERE id = $1', [userId]),
  ],
  [
    'expired',
    ({ app }, { sessionId }) =>
      app.database.pool.query('UPDATE sessions SET expires_at = now() WHERE id = $1', [sessionId]),
  ],
  [
    'not used for SESSION_IDLE_HOURS',
    ({ app }, { sessionId }) =>
      app.database.pool.query("UPDATE sessions SET last_used_at = now() - interval '6 hours' WHERE id = $1", [
        sessionId,
      ]),
  ],
];

async function revokeWith(gogreen: TestApp, cookie: string, sessionId: string) {
  const mutation = `mutation ($input: RevokeSessionInput!) {
    revokeSession(input: $input) { ... on RevokeSessionPayload { session { id } } ... on Error { message } }
  }`;
  const { data } = await askAs(gogreen, cookie, mutation, { variables: { input: { sessionId } } });
  return data?.['revokeSession'];
}

describe.each(endings)('a session that was %s', (_what, end) => {
  test('is refused at once, over HTTP and on an open socket', async ({ gogreen }) => {
    const one = await signedIn(gogreen);
    const socket = await openPageSocket(gogreen, one.cookie);
    expect(await isSignedIn(gogreen, one)).toBe(true);
    await end(gogreen, one);
    expect(await isSignedIn(gogreen, one)).toBe(false);
    socket.subscribe('{ viewer { id } }');
    // What ends a session by a request is told to all that is open: the socket may be closed before it answers.
    const closedWith = socket.closed;
    const refused = eventually(() => expect(socket.messages.at(-1)).toContain('UNAUTHENTICATED'));
    const outcome = await Promise.race([
      closedWith,
      refused.then(
        () => 'refused',
        () => 'served',
      ),
    ]);
    expect(['refused', 4403]).toContain(outcome);
    socket.close();
  });

  test('has its socket closed with 4403 and its subscriptions ended by the next check', async ({
    gogreen,
  }) => {
    const one = await signedIn(gogreen);
    const socket = await openPageSocket(gogreen, one.cookie);
    socket.subscribe(WATCH);
    const response = await fetch(`${gogreen.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        cookie: one.cookie,
        ...ourPage,
      },
      body: JSON.stringify({ query: WATCH }),
    });
    await eventually(() => expect(socket.messages.length).toBeGreaterThan(1));
    await end(gogreen, one);
    await gogreen.serving.liveViewers.check();
    expect(await socket.closed).toBe(4403);
    expect(await response.text()).toContain('UNAUTHENTICATED');
  });
});

test('a session of the admin token ends when the setting has another value', async ({ gogreen }) => {
  const one = { cookie: await signIn(gogreen, { token: ADMIN_TOKEN }) };
  const { serving } = gogreen;
  const before = serving.admin.token;
  serving.admin.token = 'another-admin-token-0123456789';
  expect(await isSignedIn(gogreen, one)).toBe(false);
  serving.admin.token = before;
  expect(await isSignedIn(gogreen, one)).toBe(true);
});

test('a session of an earlier admin token is not listed', async ({ gogreen }) => {
  const cookie = await signIn(gogreen, { token: ADMIN_TOKEN });
  const { data } = await askAs(gogreen, cookie, '{ viewer { session { id } } }');
  const { session } = (data as { viewer: { session: { id: string } } }).viewer;
  const listed = async () => JSON.stringify(await gogreen.send('{ viewer { sessions { id } } }'));
  expect(await listed()).toContain(session.id);
  const { pool } = gogreen.app.database;
  await pool.query("UPDATE sessions SET admin_token_hash = 'earlier' WHERE id = $1", [session.id]);
  expect(await listed()).not.toContain(session.id);
});

test('a session ends no later than its token, and no later than SESSION_HOURS after the sign-in', async ({
  gogreen,
}) => {
  const expiresAt = new Date(Date.now() + HOUR_MS);
  const short = await addHolder(gogreen, { expiresAt });
  await signIn(gogreen, short);
  const long = await addHolder(gogreen);
  await signIn(gogreen, long);
  const { rows } = await gogreen.app.database.pool.query(
    'SELECT expires_at AS at, created_at AS since FROM sessions WHERE user_id = ANY ($1) ORDER BY at',
    [[short.userId, long.userId]],
  );
  expect(rows[0].at).toEqual(expiresAt);
  expect(rows[1].at - rows[1].since).toBe(48 * HOUR_MS);
});

test('a session that is used does not become idle', async ({ gogreen }) => {
  const one = await signedIn(gogreen);
  const { pool } = gogreen.app.database;
  await pool.query("UPDATE sessions SET last_used_at = now() - interval '5 hours' WHERE id = $1", [
    one.sessionId,
  ]);
  expect(await isSignedIn(gogreen, one)).toBe(true);
  const { rows } = await pool.query(
    'SELECT last_used_at > now() - interval \'1 minute\' AS "isNoted" FROM sessions WHERE id = $1',
    [one.sessionId],
  );
  expect(rows).toEqual([{ isNoted: true }]);
});

test("another user's session is not found by revokeSession", async ({ gogreen }) => {
  const [one, other] = [await signedIn(gogreen), await signedIn(gogreen)];
  expect(await revokeWith(gogreen, one.cookie, other.sessionId)).toEqual({
    message: `There is no session ${other.sessionId}; \`viewer { sessions { id } }\` lists yours.`,
  });
  expect(await isSignedIn(gogreen, other)).toBe(true);
});

test('ending a session twice is one entry in the audit log', async ({ gogreen }) => {
  const one = await signedIn(gogreen);
  const { pool } = gogreen.app.database;
  const cookie = one.cookie.split('=')[1] ?? '';
  await endSessionOf(pool, cookie, new Date());
  await endSessionOf(pool, cookie, new Date());
  const { rows } = await pool.query(
    "SELECT 1 FROM audit_entries WHERE subject_id = $1 AND action = 'REVOKED'",
    [one.sessionId],
  );
  expect(rows).toHaveLength(1);
});

test('sessions and codes that are over are deleted by the prune job, whatever RETENTION_DAYS says', async () => {
  const own = await startTestApp({ worker: false, settings: { RETENTION_DAYS: '0' } });
  const { pool } = own.app.database;
  const live = await signIn(own, await addHolder(own));
  await pool.query(
    `INSERT INTO sessions (id, hash, user_id, via, created_at, last_used_at, expires_at, user_agent, network)
     SELECT 'sess_' || n, n, (SELECT id FROM users LIMIT 1), 'TOKEN', now(), used, ends, '', ''
     FROM (VALUES ('1', now(), now()), ('2', now() - interval '12 hours', now() + interval '1 day')) AS over (n, used, ends)`,
  );
  await pool.query("INSERT INTO sign_in_codes VALUES ('over', now()), ('live', now() + interval '1 minute')");
  await prune(own.app, {});
  expect((await pool.query('SELECT count(*)::int FROM sessions')).rows).toEqual([{ count: 1 }]);
  expect((await pool.query('SELECT hash FROM sign_in_codes')).rows).toEqual([{ hash: 'live' }]);
  expect(await isSignedIn(own, { cookie: live })).toBe(true);
  await own.close();
});
