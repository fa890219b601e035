import { randomBytes } from 'node:crypto';
import { describe, expect } from 'vitest';
import { sealSecrets } from '#src/integrations/secrets/configuration.ts';
import { newId } from '#src/platform/input/ids.ts';
import { reportRotation } from '#src/platform/secrets/key-rotation-report.ts';
import { createSecretBox } from '#src/platform/secrets/secrets.ts';
import { newSigningSecret } from '#src/platform/secrets/signing.ts';
import { ADMIN_TOKEN, type TestApp, testWithApp } from '#test/support/app.ts';
import { createProject } from '#test/support/builders.ts';
import { createEmptyDatabase } from '#test/support/database.ts';
import { eventually } from '#test/support/eventually.ts';
import { rotateKeys, startRotation } from '#test/support/rotate-keys.ts';

const makeKey = (id: string) => ({ id, key: randomBytes(32) });
const [k1, k2, lost] = [makeKey('k1'), makeKey('k2'), makeKey('lost')];
const setting = (...keys: { id: string; key: Buffer }[]) =>
  keys.map(({ id, key }) => `${id}:${key.toString('base64')}`).join(',');

const it = testWithApp({ worker: false, encryptionKeys: setting(k1) });
let projectId: string;

it.beforeAll(async ({ gogreen }) => {
  projectId = (await createProject(gogreen)).id;
});
it.beforeEach(({ gogreen }) => gogreen.app.database.pool.query('DELETE FROM integrations'));

const secretsOf = (n: number) => ({
  signingSecret: newSigningSecret(() => Buffer.alloc(32, n)),
  headerValues: { 'X-N': `value-number-${n}` },
});

/** Integrations whose secrets are sealed with a key, as an older version stored them: without hints. */
async function seal(gogreen: TestApp, count: number, key: { id: string; key: Buffer }): Promise<string[]> {
  const box = createSecretBox([key]);
  const ids = Array.from({ length: count }, () => newId('intg'));
  await gogreen.app.database.pool.query(
    `INSERT INTO integrations (id, project_id, provider, name, event_types, environment_ids, settings, secrets)
     SELECT id, $1, 'webhook', 'W', '{}', '{}', '{"url":"http://127.0.0.1:1","payloadFormat":"GOGREEN","headerNames":["X-N"]}', sealed
     FROM unnest($2::text[], $3::text[]) AS given (id, sealed)`,
    [projectId, ids, ids.map((id, n) => sealSecrets(box, id, secretsOf(n)))],
  );
  return ids;
}

const settingsWith = (gogreen: TestApp, ...keys: { id: string; key: Buffer }[]) => ({
  DATABASE_URL: gogreen.databaseUrl,
  GOGREEN_ADMIN_TOKEN: ADMIN_TOKEN,
  GOGREEN_ENCRYPTION_KEYS: setting(...keys),
});

async function readRows(gogreen: TestApp) {
  const { rows } = await gogreen.app.database.pool.query<{
    id: string;
    secrets: string;
    hints: Record<string, string> | null;
  }>('SELECT id, secrets, secret_hints AS hints FROM integrations ORDER BY id');
  return rows;
}

const open = (key: { id: string; key: Buffer }, id: string, sealed: string) =>
  JSON.parse(createSecretBox([key]).open(sealed, { table: 'integrations', column: 'secrets', row: id }));

describe('npm run rotate-keys', () => {
  it('reseals every secret with the first key and fills in missing hints', async ({ gogreen }) => {
    const ids = await seal(gogreen, 250, k1);
    const { code, output } = await rotateKeys(settingsWith(gogreen, k2, k1));
    expect(output).toBe(
      [
        'integrations.secrets',
        '  before: 250 with "k1"',
        '  resealed with the key "k2": 250',
        '  after: 250 with "k2"',
        '',
      ].join('\n'),
    );
    expect(code).toBe(0);
    const rows = new Map((await readRows(gogreen)).map((row) => [row.id, row]));
    for (const [n, id] of ids.entries()) {
      expect(open(k2, id, rows.get(id)?.secrets ?? '')).toEqual(secretsOf(n));
      expect(rows.get(id)?.hints?.['headers.X-N']).toBe(`••••${`value-number-${n}`.slice(-4)}`);
    }
  });

  it('changes nothing when it is run again', async ({ gogreen }) => {
    await seal(gogreen, 3, k1);
    await rotateKeys(settingsWith(gogreen, k2, k1));
    const before = await readRows(gogreen);
    const { code, output } = await rotateKeys(settingsWith(gogreen, k2));
    expect(output).toContain('resealed with the key "k2": 0');
    expect(code).toBe(0);
    expect(await readRows(gogreen)).toEqual(before);
  });

  it('without stored secrets reports none', async ({ gogreen }) => {
    expect(await rotateKeys(settingsWith(gogreen, k2, k1))).toMatchObject({
      code: 0,
      output: expect.stringContaining('before: none'),
    });
  });

  it('with a missing key leaves the rows that need it, names key and rows, reseals the rest, and fails', async ({
    gogreen,
  }) => {
    const [here, gone] = [await seal(gogreen, 3, k1), await seal(gogreen, 2, lost)];
    const { code, output } = await rotateKeys(settingsWith(gogreen, k2, k1));
    expect(code).toBe(1);
    expect(output).toContain('before: 3 with "k1", 2 with "lost"');
    expect(output).toContain('after: 3 with "k2", 2 with "lost"');
    expect(output).toContain(
      'The key "lost" is missing in GOGREEN_ENCRYPTION_KEYS, and these rows need it: ',
    );
    for (const id of gone) expect(output).toContain(id);
    for (const id of here) expect(output).not.toContain(id);

    expect(await rotateKeys(settingsWith(gogreen, k2, k1, lost))).toMatchObject({ code: 0 });
  });

  it.for([
    ['under the old key', k1],
    ['under the first key already', k2],
  ] as const)(
    'names a secret that was altered %s, and reseals the rest',
    async ([_where, key], { gogreen }) => {
      await seal(gogreen, 2, k1);
      const [id = ''] = await seal(gogreen, 1, key);
      await gogreen.app.database.pool.query(
        `UPDATE integrations SET secrets = overlay(secrets placing 'AAAA' from length(secrets) - 4) WHERE id = $1`,
        [id],
      );
      const { code, output } = await rotateKeys(settingsWith(gogreen, k2, k1));
      expect(code).toBe(1);
      expect(output).toContain(`The secret in integrations.secrets of ${id} cannot be opened`);
      expect((await readRows(gogreen)).filter(({ secrets }) => secrets.startsWith('v1.k2.'))).toHaveLength(
        key === k2 ? 3 : 2,
      );
    },
  );

  it('killed half-way keeps what is resealed, and the next run reseals the rest', async ({ gogreen }) => {
    const ids = (await seal(gogreen, 120, k1)).toSorted();
    const { pool } = gogreen.app.database;
    const holder = await pool.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM integrations WHERE id = $1 FOR UPDATE', [ids[60]]);
    const rotation = startRotation(settingsWith(gogreen, k2, k1));
    await eventually(async () => {
      const { rows } = await pool.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      expect(rows).toHaveLength(1);
    });
    rotation.kill();
    expect((await rotation.ended).code).toBeNull();
    await holder.query('ROLLBACK');
    holder.release();
    const done = (await readRows(gogreen)).filter(({ secrets }) => secrets.startsWith('v1.k2.')).length;
    // The statement that waited may have been carried out by the server all the same.
    expect(done === 60 || done === 61).toBe(true);

    const { code, output } = await rotateKeys(settingsWith(gogreen, k2, k1));
    expect(code).toBe(0);
    expect(output).toContain('after: 120 with "k2"');
  });

  it('does not overwrite a row that changes while it waits for it', async ({ gogreen }) => {
    const [id = ''] = await seal(gogreen, 1, k1);
    const { pool } = gogreen.app.database;
    const holder = await pool.connect();
    await holder.query('BEGIN');
    const saved = sealSecrets(createSecretBox([k1]), id, {
      ...secretsOf(7),
      headerValues: { 'X-N': 'newest' },
    });
    await holder.query('UPDATE integrations SET secrets = $2 WHERE id = $1', [id, saved]);
    const rotation = startRotation(settingsWith(gogreen, k2, k1));
    await eventually(async () => {
      const { rows } = await pool.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      expect(rows).toHaveLength(1);
    });
    await holder.query('COMMIT');
    holder.release();
    expect(await rotation.ended).toMatchObject({ code: 0 });
    const [row] = await readRows(gogreen);
    expect(open(k2, id, row?.secrets ?? '').headerValues).toEqual({ 'X-N': 'newest' });
  });

  it('two concurrent runs reseal each row once', async ({ gogreen }) => {
    await seal(gogreen, 250, k1);
    const both = await Promise.all([
      rotateKeys(settingsWith(gogreen, k2, k1)),
      rotateKeys(settingsWith(gogreen, k2, k1)),
    ]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    const written = both.map(({ output }) => Number(/resealed with the key "k2": (\d+)/.exec(output)?.[1]));
    expect((written[0] ?? 0) + (written[1] ?? 0)).toBe(250);
    const rows = await readRows(gogreen);
    for (const { id, secrets } of rows) expect(open(k2, id, secrets).signingSecret).toMatch(/^whsec_/);
  });

  it('prints no secrets', async ({ gogreen }) => {
    await seal(gogreen, 2, k1);
    await seal(gogreen, 1, lost);
    const { output } = await rotateKeys(settingsWith(gogreen, k2, k1));
    for (const secret of [...[k1, k2].map(({ key }) => key.toString('base64')), 'value-number', 'whsec_'])
      expect(output).not.toContain(secret);
  });
});

describe('npm run rotate-keys fails with what to do', { concurrent: true }, () => {
  it('when the database cannot be reached, without its password', async ({ gogreen }) => {
    const settings = {
      ...settingsWith(gogreen, k2, k1),
      DATABASE_URL: 'postgres://u:hunter2@127.0.0.1:1/gogreen',
    };
    const { code, output } = await rotateKeys(settings);
    expect(code).toBe(1);
    expect(output).toMatch(/^The keys were not all rotated: .*ECONNREFUSED.*Run this again/);
    expect(output).not.toContain('hunter2');
  });

  it('when the database belongs to an older version', async ({ gogreen }) => {
    const empty = await createEmptyDatabase();
    const { code, output } = await rotateKeys({ ...settingsWith(gogreen, k2, k1), DATABASE_URL: empty.url });
    await empty.drop();
    expect(code).toBe(1);
    expect(output).toContain('Start this version of GoGreen once');
  });

  it('when the settings are wrong', async ({ gogreen }) => {
    const { code, output } = await rotateKeys({
      ...settingsWith(gogreen, k2),
      GOGREEN_ENCRYPTION_KEYS: 'nonsense',
    });
    expect(code).toBe(1);
    expect(output).toMatch(
      /^GoGreen cannot rotate its keys with these settings:\n {2}- GOGREEN_ENCRYPTION_KEYS/,
    );
    expect(output).not.toContain('nonsense');
  });

  it('when there is no embedded database', async () => {
    const { code, output } = await rotateKeys({ DATA_DIR: '/nonexistent/gogreen' });
    expect(code).toBe(1);
    expect(output).toContain('There is no database in /nonexistent/gogreen. Set DATABASE_URL or DATA_DIR');
  });
});

it('rows sealed with an old key during the rotation are reported with what to do', () => {
  const rotation = { table: 'integrations', column: 'secrets', before: { k1: 2 }, written: 2, unopened: [] };
  expect(reportRotation({ ...rotation, after: { k1: 1, k2: 2 } }, ['k2', 'k1'])).toEqual({
    done: false,
    lines: expect.arrayContaining([
      '  A process still seals with the key "k1" (rows: 1). Restart every process with the new list of keys, then run this again.',
    ]),
  });
});
