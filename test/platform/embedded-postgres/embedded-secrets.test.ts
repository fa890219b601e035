import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { loadEmbeddedSecrets } from '#src/platform/embedded-postgres/embedded-secrets.ts';
import { makeTemporaryFolder } from '#test/support/temporary-postgres.ts';

test('the token and the key of embedded mode are created once, even by two concurrent starts, and only the owner can read them', async () => {
  const dataDir = await makeTemporaryFolder();
  const [first, second] = await Promise.all([loadEmbeddedSecrets(dataDir), loadEmbeddedSecrets(dataDir)]);
  expect(first.adminToken).toMatch(/^gogreen_[\w-]{43}$/);
  expect(first.encryptionKeys.map(({ key }) => key.length)).toEqual([32]);
  expect(second).toEqual(first);
  expect(await loadEmbeddedSecrets(dataDir)).toEqual(first);
  for (const file of ['admin-token', 'encryption-key']) {
    expect((await stat(path.join(dataDir, file))).mode & 0o777).toBe(0o600);
  }
  await rm(dataDir, { recursive: true });
});
