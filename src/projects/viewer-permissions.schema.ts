/** What the viewer may do in a project, so that a page can say it before the click. */

import { isAllowedIn, projectPermissions } from '../access/permissions.ts';
import { builder } from '../graphql/builder.ts';
import { describedEnum } from '../graphql/described-enum.ts';
import { ProjectType } from './project.schema.ts';

type PermissionName = keyof typeof projectPermissions;

const names = Object.keys(projectPermissions) as PermissionName[];

const PermissionNameEnum = describedEnum(
  'PermissionName',
  'A permission in a project.',
  Object.fromEntries(names.map((name) => [name, projectPermissions[name].sentence])) as Record<
    PermissionName,
    string
  >,
);

interface Permission {
  name: PermissionName;
  allowed: boolean;
}

const PermissionType = builder.objectRef<Permission>('Permission').implement({
  description: 'Whether the viewer has a permission.',
  fields: (t) => ({
    name: t.expose('name', { type: PermissionNameEnum, description: 'The permission.' }),
    allowed: t.exposeBoolean('allowed', { description: 'Whether the viewer has it.' }),
    sentence: t.string({
      description: 'Who has it. Also the message of the ForbiddenError of a viewer without it.',
      resolve: ({ name }) => projectPermissions[name].sentence,
    }),
  }),
});

builder.prismaObjectField(ProjectType, 'viewerMay', (t) =>
  t.field({
    type: [PermissionType],
    description: 'Every permission in the project, and whether the viewer has it.',
    resolve: ({ id }, _args, { viewer }) =>
      names.map((name) => ({
        name,
        allowed: viewer !== null && isAllowedIn(viewer, projectPermissions[name], id),
      })),
  }),
);
