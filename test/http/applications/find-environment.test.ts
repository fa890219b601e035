import { expect } from 'vitest';
import type { Viewer } from '#src/access/viewer.ts';
import { findEnvironment } from '#src/http/applications/find-environment.ts';
import { testWithApp } from '#test/support/app.ts';

const test = testWithApp({ worker: false });

test('a key whose environment is deleted while the key is being looked up is refused with 401', async ({
  gogreen,
}) => {
  const clientOf = { kind: 'client', projectId: 'proj_gone', environmentId: 'env_gone' };
  const found = findEnvironment(gogreen.app.database.pool, { clientOf } as Viewer, null);
  await expect(found).rejects.toMatchObject({
    status: 401,
    code: 'UNAUTHENTICATED',
    headers: { 'WWW-Authenticate': expect.stringContaining('invalid_token') },
  });
});
