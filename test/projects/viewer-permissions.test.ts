import { expect } from 'vitest';
import type { ProjectRole } from '#generated/prisma/enums.ts';
import * as permissions from '#src/access/permissions.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createProject } from '#test/support/builders.ts';
import { addHolder } from '#test/support/tokens.ts';

const test = testWithApp({ worker: false });

interface Permission {
  name: string;
  allowed: boolean;
  sentence: string;
}

async function readPermissions(gogreen: TestApp, token?: string): Promise<Permission[]> {
  const { data } = await gogreen.send(
    '{ project(key: "shop") { viewerMay { name allowed sentence } } }',
    {},
    token,
  );
  return (data as { project: { viewerMay: Permission[] } }).project.viewerMay;
}

test.for<[ProjectRole | 'OWNER', string[]]>([
  ['VIEWER', ['READ_PROJECT', 'EVALUATE_FLAGS']],
  [
    'EDITOR',
    [
      'READ_PROJECT',
      'EVALUATE_FLAGS',
      'CHANGE_FLAGS',
      'PROPOSE_CHANGES',
      'REVIEW_CHANGES',
      'COMMENT_ON_CHANGES',
      'RUN_EXPERIMENTS',
      'REPEAT_DELIVERIES',
    ],
  ],
  ['ADMIN', Object.keys(permissions.projectPermissions)],
  ['OWNER', Object.keys(permissions.projectPermissions)],
])('Project.viewerMay of a viewer with the role %s', async ([role, expected], { gogreen }) => {
  await createProject(gogreen, { key: 'shop' }).catch(() => undefined);
  const { rows } = await gogreen.app.database.pool.query("SELECT id FROM projects WHERE key = 'shop'");
  const holder = role === 'OWNER' ? null : await addHolder(gogreen, { roles: { [rows[0].id]: role } });
  const shown = await readPermissions(gogreen, holder?.token);
  expect(shown.filter(({ allowed }) => allowed).map(({ name }) => name)).toEqual(expected);
  for (const { name, sentence } of shown) {
    const { projectPermissions } = permissions;
    expect(sentence).toBe(projectPermissions[name as keyof typeof projectPermissions].sentence);
  }
});

test('every permission in a project has a name in the API', () => {
  const inProjects = Object.values(permissions).filter(
    (permission): permission is permissions.ProjectPermission =>
      typeof permission === 'object' && 'scope' in permission && permission.scope === 'project',
  );
  expect(Object.values(permissions.projectPermissions)).toEqual(expect.arrayContaining(inProjects));
});
