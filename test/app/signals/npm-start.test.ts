import path from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { findFreePort } from '#src/platform/embedded-postgres/free-port.ts';
import { ADMIN_TOKEN } from '#test/support/app.ts';
import { createTestDatabase } from '#test/support/database.ts';
import { endAll, startGogreen } from '#test/support/process.ts';

const root = path.resolve(import.meta.dirname, '../../..');

afterAll(endAll);

test('a SIGTERM to npm, which runs npm start, stops the server', async () => {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  const gogreen = await startGogreen(
    {
      DATABASE_URL: database.url,
      PORT: String(await findFreePort()),
      GOGREEN_ADMIN_TOKEN: ADMIN_TOKEN,
      GOGREEN_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    },
    { command: ['npm', '--prefix', root, 'start'] },
  );
  await gogreen.waitFor(/GoGreen is up/);
  // Resolves once nobody has the ends of its pipes any more: npm and the server.
  await gogreen.end('SIGTERM');
  expect(gogreen.output()).toMatch(/"msg":"stopping"/);
});
