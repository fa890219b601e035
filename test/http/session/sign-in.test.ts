/** Signing a browser in and out: what is taken, and the cookie that is given. */

import { describe, expect, vi } from 'vitest';
import { createSignInCode } from '#src/accounts/sessions/sign-in-code.ts';
import { ADMIN_TOKEN, startTestApp, testWithApp } from '#test/support/app.ts';
import { readAudit } from '#test/support/audit-entries.ts';
import { askAs, cookieOf, ourPage, postSession, signIn } from '#test/support/browser.ts';
import { createProject } from '#test/support/builders.ts';
import { addClientKey, addHolder } from '#test/support/tokens.ts';

const test = testWithApp({ worker: false });

const WHO = '{ viewer { id session { id via userAgent network createdAt expiresAt } sessions { id } } }';
interface Who {
  id: string;
  session: Record<string, string> | null;
  sessions: { id: string }[];
}

describe('POST /session', () => {
  test('with a token gives a cookie that scripts cannot read and other sites cannot send', async ({
    gogreen,
  }) => {
    const response = await postSession(gogreen, { token: ADMIN_TOKEN });
    expect(response.status).toBe(204);
    expect(response.headers.get('set-cookie')).toMatch(
      /^__Host-gogreen=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test('gives a cookie without Secure where PUBLIC_URL is http', async () => {
    const plain = await startTestApp({ worker: false, settings: { PUBLIC_URL: 'http://gogreen.internal' } });
    const headers = { origin: 'http://gogreen.internal' };
    const response = await postSession(plain, { token: ADMIN_TOKEN }, headers);
    expect(response.headers.get('set-cookie')).toMatch(
      /^gogreen=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect(await askAs(plain, cookieOf(response), '{ viewer { isOwner } }', { headers })).toMatchObject({
      data: { viewer: { isOwner: true } },
    });
    await plain.close();
  });

  test('signs in the user of the token, with what the user may do', async ({ gogreen }) => {
    const shop = await createProject(gogreen);
    const reader = await addHolder(gogreen, { roles: { [shop.id]: 'VIEWER' } });
    const cookie = await signIn(gogreen, { token: reader.token }, { ...ourPage, 'user-agent': 'Firefox' });
    const { data } = await askAs(
      gogreen,
      cookie,
      `{ ${WHO.slice(1, -1)} projects { edges { node { key } } } }`,
    );
    const { viewer, projects } = data as { viewer: Who; projects: unknown };
    expect(projects).toEqual({ edges: [{ node: { key: shop.key } }] });
    expect(viewer).toMatchObject({
      id: reader.userId,
      session: {
        id: expect.stringMatching(/^sess_/),
        via: 'TOKEN',
        userAgent: 'Firefox',
        network: '127.0.0.1',
      },
      sessions: [{ id: viewer.session?.['id'] }],
    });
  });

  test('writes the sign-in to the audit log, without the cookie', async ({ gogreen }) => {
    const { token } = await addHolder(gogreen, { name: 'Ada' });
    const cookie = await signIn(gogreen, { token });
    const { data } = await askAs(gogreen, cookie, WHO);
    const entries = await readAudit(gogreen, (data as { viewer: Who }).viewer.session?.['id'] ?? '');
    expect(entries).toEqual([
      expect.objectContaining({
        action: 'SIGNED_IN',
        subject: 'SESSION',
        subjectName: '127.0.0.1',
        actor: 'Ada',
      }),
    ]);
    expect(JSON.stringify(entries)).not.toContain(cookie.split('=')[1]);
  });

  test.for<[what: string, body: object | string, status: number, message: string]>([
    ['an unknown token', { token: 'wrong' }, 401, 'This access token is not valid.'],
    ['an unknown code', { code: 'wrong' }, 401, 'This link was used before or is older than ten minutes.'],
    ['a token with a space in it', { token: 'a b' }, 401, 'This is no access token'],
    ['an empty token', { token: ' ' }, 401, 'This is no access token'],
    ['neither', {}, 400, 'Send JSON with a token or a code'],
    ['both', { token: ADMIN_TOKEN, code: 'x' }, 400, 'Send JSON with a token or a code'],
    ['a token that is no text', { token: 1 }, 400, 'Send JSON with a token or a code'],
    ['no JSON', '{', 400, 'JSON'],
  ])('with %s is refused', async ([_what, body, status, message], { gogreen }) => {
    const response = await postSession(gogreen, body);
    expect(response.status).toBe(status);
    expect(response.headers.get('set-cookie')).toBeNull();
    const { errors } = (await response.json()) as { errors: { message: string }[] };
    expect(errors[0]?.message).toContain(message);
  });

  test('says that a token was revoked, or has expired', async ({ gogreen }) => {
    for (const [ended, message] of [
      [{ revokedAt: new Date() }, 'This access token was revoked.'],
      [{ expiresAt: new Date(0) }, 'This access token has expired.'],
    ] as const) {
      const { token } = await addHolder(gogreen, ended);
      const response = await postSession(gogreen, { token });
      expect({ status: response.status, body: await response.json() }).toMatchObject({
        status: 401,
        body: { errors: [{ message, extensions: { code: 'UNAUTHENTICATED' } }] },
      });
    }
  });

  test('takes a token with spaces around it, or as it stands in a header', async ({ gogreen }) => {
    for (const token of [` ${ADMIN_TOKEN}\n`, `Bearer ${ADMIN_TOKEN}`])
      expect((await postSession(gogreen, { token })).status).toBe(204);
  });

  test('while the database is away says so, and to try again', async ({ gogreen }) => {
    const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const query = vi.spyOn(gogreen.app.database.pool, 'query').mockRejectedValue(away as never);
    const response = await postSession(gogreen, { code: 'x' });
    query.mockRestore();
    expect({ status: response.status, body: await response.json() }).toMatchObject({
      status: 503,
      body: {
        errors: [{ message: expect.stringContaining('Try again'), extensions: { code: 'UNAVAILABLE' } }],
      },
    });
  });

  test('with a client key is refused', async ({ gogreen }) => {
    const { environments } = await createProject(gogreen);
    const { token } = await addClientKey(gogreen, environments[0]?.id ?? '');
    expect((await postSession(gogreen, { token })).status).toBe(403);
  });

  test('takes JSON only, so that a form of another page cannot sign its user in', async ({ gogreen }) => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      const response = await postSession(
        gogreen,
        { token: ADMIN_TOKEN },
        { ...ourPage, 'content-type': type },
      );
      expect(response.status).toBe(415);
    }
  });

  test.for<[from: string, headers: Record<string, string>]>([
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' }],
    ['another port', { 'sec-fetch-site': 'same-site', origin: 'https://gogreen.test:8443' }],
    ['another site, with an older browser', { origin: 'https://elsewhere.example' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['no page', {}],
  ])('from %s is refused, with a valid token too', async ([_from, headers], { gogreen }) => {
    const response = await postSession(gogreen, { token: ADMIN_TOKEN }, headers);
    expect(response.status).toBe(403);
    expect(response.headers.get('set-cookie')).toBeNull();
  });

  test('does not take over the id that a browser was given before: each sign-in has a new one, and ends the last', async ({
    gogreen,
  }) => {
    const { token } = await addHolder(gogreen);
    const planted = `__Host-gogreen=${'A'.repeat(43)}`;
    const first = await signIn(gogreen, { token }, { ...ourPage, cookie: planted });
    const second = await signIn(gogreen, { token }, { ...ourPage, cookie: first });
    expect(new Set([planted, first, second]).size).toBe(3);
    const sessionOf = async (cookie: string) => {
      const { data } = await askAs(gogreen, cookie, '{ viewer { sessions { id } } }');
      return data?.['viewer'] ?? null;
    };
    expect(await sessionOf(planted)).toBeNull();
    expect(await sessionOf(first)).toBeNull();
    expect(await sessionOf(second)).toEqual({ sessions: [{ id: expect.any(String) }] });
  });

  test('beyond a hundred sessions of a user ends the oldest', async ({ gogreen }) => {
    const { token, userId } = await addHolder(gogreen);
    const first = await signIn(gogreen, { token });
    await gogreen.app.database.pool.query(
      `INSERT INTO sessions (id, hash, user_id, via, created_at, last_used_at, expires_at, user_agent, network)
       SELECT 'sess_9' || n, 'hash' || n, $1, 'TOKEN', now(), now(), now() + interval '1 day', '', ''
       FROM generate_series(100, 198) AS n`,
      [userId],
    );
    expect((await askAs(gogreen, first, '{ viewer { id } }')).data?.['viewer']).toEqual({ id: userId });
    await signIn(gogreen, { token });
    expect((await askAs(gogreen, first, '{ viewer { id } }')).data?.['viewer']).toBeNull();
  });
});

describe('the code of a start-up link', () => {
  test('signs the admin in', async ({ gogreen }) => {
    const cookie = await signIn(gogreen, { code: await createSignInCode(gogreen.app) });
    const { data } = await askAs(gogreen, cookie, '{ viewer { isOwner session { via } } }');
    expect(data).toEqual({ viewer: { isOwner: true, session: { via: 'LINK' } } });
  });

  test('works once', async ({ gogreen }) => {
    const code = await createSignInCode(gogreen.app);
    const statuses = await Promise.all(
      [1, 2, 3].map(async () => (await postSession(gogreen, { code })).status),
    );
    expect(statuses.toSorted()).toEqual([204, 401, 401]);
    expect((await postSession(gogreen, { code })).status).toBe(401);
  });

  test('is valid for ten minutes', async ({ gogreen }) => {
    const ago = (minutes: number) => () => new Date(Date.now() - minutes * 60_000);
    const { app } = gogreen;
    const young = await createSignInCode({ ...app, now: ago(9) });
    const old = await createSignInCode({ ...app, now: ago(10) });
    expect((await postSession(gogreen, { code: old })).status).toBe(401);
    expect((await postSession(gogreen, { code: young })).status).toBe(204);
  });

  test('is stored as a hash only', async ({ gogreen }) => {
    const code = await createSignInCode(gogreen.app);
    const { rows } = await gogreen.app.database.pool.query('SELECT hash FROM sign_in_codes');
    expect(JSON.stringify(rows)).not.toContain(code);
  });
});

describe('DELETE /session', () => {
  const signOut = (url: string, headers: Record<string, string>) =>
    fetch(`${url}/session`, { method: 'DELETE', headers });

  test('ends the session, and makes the browser forget cookie, cache and storage', async ({ gogreen }) => {
    const { token } = await addHolder(gogreen);
    const cookie = await signIn(gogreen, { token });
    const { data } = await askAs(gogreen, cookie, WHO);
    const response = await signOut(gogreen.url, { ...ourPage, cookie });
    expect(response.status).toBe(204);
    expect(response.headers.get('set-cookie')).toMatch(/^__Host-gogreen=; Max-Age=0; /);
    expect(response.headers.get('clear-site-data')).toBe('"cache", "storage"');
    expect((await askAs(gogreen, cookie, WHO)).data?.['viewer']).toBeNull();
    const entries = await readAudit(gogreen, (data as { viewer: Who }).viewer.session?.['id'] ?? '');
    expect(entries.map(({ action }) => action)).toEqual(['SIGNED_IN', 'REVOKED']);
  });

  test('without a session changes nothing', async ({ gogreen }) => {
    expect((await signOut(gogreen.url, ourPage)).status).toBe(204);
  });

  test('from another origin is refused, and the session goes on', async ({ gogreen }) => {
    const { token, userId } = await addHolder(gogreen);
    const cookie = await signIn(gogreen, { token });
    expect((await signOut(gogreen.url, { 'sec-fetch-site': 'same-site', cookie })).status).toBe(403);
    expect((await askAs(gogreen, cookie, WHO)).data?.['viewer']).toMatchObject({ id: userId });
  });
});

test('an address that tries too many wrong tokens may not sign in with another one for a minute', async () => {
  const limited = await startTestApp({ worker: false, settings: { RATE_LIMIT_PER_ADDRESS: '40' } });
  const { token } = await addHolder(limited);
  const statuses = new Set<number>();
  for (let tried = 0; tried < 11; tried++)
    statuses.add((await postSession(limited, { token: `wrong-${tried}` })).status);
  expect(statuses).toEqual(new Set([401, 429]));
  const response = await postSession(limited, { token });
  expect(response.status).toBe(429);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] });
  await limited.close();
});

test('an address that sends cookies of deleted sessions may sign in with a token', async () => {
  const limited = await startTestApp({ worker: false, settings: { RATE_LIMIT_PER_ADDRESS: '40' } });
  for (let asked = 0; asked < 11; asked++) {
    const cookie = `__Host-gogreen=${String(asked).padStart(43, 'x')}`;
    expect((await askAs(limited, cookie, WHO)).status).toBe(401);
  }
  expect((await postSession(limited, { token: (await addHolder(limited)).token })).status).toBe(204);
  await limited.close();
});
