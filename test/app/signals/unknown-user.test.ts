import { spawnSync } from 'node:child_process';
import { chmod, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { findFreePort } from '#src/platform/embedded-postgres/free-port.ts';
import { ADMIN_TOKEN } from '#test/support/app.ts';
import { createTestDatabase } from '#test/support/database.ts';
import { endAll, nodeCommand, startGogreen } from '#test/support/process.ts';
import { makeTemporaryFolder } from '#test/support/temporary-postgres.ts';

/** As containers run with: an id that is in no list of users, and no HOME. */
const asUnknown = [
  'env',
  '-u',
  'HOME',
  '-C',
  '/',
  'setpriv',
  '--reuid=54321',
  '--regid=54321',
  '--clear-groups',
] as const;
const [unknownUser, ...rest] = asUnknown;
const command = [unknownUser, ...rest, ...nodeCommand] as const;
const canRun = spawnSync(unknownUser, [...rest, 'test', '-r', nodeCommand[1]]).status === 0;

afterAll(endAll);

describe.skipIf(!canRun)(
  'a user id without a name and without HOME (needs root, setpriv, and a readable clone)',
  () => {
    test('starts with DATABASE_URL', async () => {
      const database = await createTestDatabase();
      onTestFinished(() => database.drop());
      const gogreen = await startGogreen(
        {
          DATABASE_URL: database.url,
          PORT: String(await findFreePort()),
          GOGREEN_ADMIN_TOKEN: ADMIN_TOKEN,
          GOGREEN_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
        },
        { command },
      );
      await gogreen.waitFor(/GoGreen is up/);
      expect(await gogreen.end('SIGTERM')).toBe(0);
    });

    test('in embedded mode is told why PostgreSQL does not run and what to do', async () => {
      const folder = await makeTemporaryFolder();
      onTestFinished(() => rm(folder, { recursive: true }));
      await chmod(folder, 0o777);
      const gogreen = await startGogreen({ DATA_DIR: path.join(folder, 'data') }, { command });
      expect(await gogreen.ended).toBe(1);
      expect(gogreen.output()).toMatch(
        /could not look up effective user ID 54321: user does not exist\. Run GoGreen as a user that is in \/etc\/passwd, or set DATABASE_URL/,
      );
    });
  },
);
