/** The flags of a project, page by page. */

import { builder } from '../graphql/builder.ts';
import { connectionOf } from '../graphql/connection-of.ts';
import { distinct, LISTED } from '../platform/input/distinct.ts';
import { literally } from '../platform/input/literally.ts';
import { cursorWithin } from '../projects/cursor-within.ts';
import { ProjectType } from '../projects/project.schema.ts';
import { FlagType } from './flag.schema.ts';
import { FlagKindEnum, FlagLifecycleEnum } from './flag-words.schema.ts';

const FlagFilter = builder.inputType('FlagFilter', {
  description: 'Filter of flags. All conditions must match.',
  fields: (t) => ({
    search: t.string({ description: 'Part of the key or the name. Not case-sensitive.' }),
    tags: t.stringList({ description: `Flags that have all of these tags. ${LISTED}` }),
    owner: t.string({ description: 'Flags with exactly this owner.' }),
    kind: t.field({ type: FlagKindEnum, description: 'Flags of this kind.' }),
    lifecycle: t.field({ type: [FlagLifecycleEnum], description: `Flags in one of these stages. ${LISTED}` }),
    jiraIssue: t.string({ description: 'Flags linked to the Jira issue with this key.' }),
  }),
});

const FlagConnection = connectionOf('Flag', FlagType, 'flags', 'A flag');

builder.prismaObjectField(ProjectType, 'flags', (t) =>
  t.prismaConnection(
    {
      type: 'Flag',
      cursor: 'id',
      description: 'Flags of the project, ordered by key.',
      args: { filter: t.arg({ type: FlagFilter, description: 'Filter. Default: all flags.' }) },
      resolve: (query, { id }, { filter, ...page }, { app }) =>
        app.database.prisma.flag.findMany({
          ...query,
          orderBy: { key: 'asc' },
          where: {
            projectId: id,
            ...cursorWithin('flags', page),
            ...(filter?.search
              ? {
                  OR: [
                    { key: { contains: literally(filter.search), mode: 'insensitive' } },
                    { name: { contains: literally(filter.search), mode: 'insensitive' } },
                  ],
                }
              : {}),
            ...(filter?.tags ? { tags: { hasEvery: distinct(filter.tags, 'filter.tags') } } : {}),
            ...(filter?.jiraIssue ? { jiraIssues: { has: filter.jiraIssue.toUpperCase() } } : {}),
            ...(filter?.owner ? { owner: filter.owner } : {}),
            ...(filter?.kind ? { kind: filter.kind } : {}),
            ...(filter?.lifecycle
              ? { lifecycle: { in: distinct(filter.lifecycle, 'filter.lifecycle') } }
              : {}),
          },
        }),
    },
    FlagConnection,
  ),
);
