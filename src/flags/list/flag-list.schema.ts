/** The flags of a project, page by page. */

import { builder } from '../../graphql/builder.ts';
import { connectionOf } from '../../graphql/connection-of.ts';
import { describedEnum } from '../../graphql/described-enum.ts';
import { LISTED } from '../../platform/input/distinct.ts';
import { ProjectType } from '../../projects/project.schema.ts';
import { FlagType } from '../flag.schema.ts';
import { FlagKindEnum, FlagLifecycleEnum } from '../flag-words.schema.ts';
import { type FlagOrderField, flagConnection } from './flag-page.ts';

const FlagEnvironmentFilter = builder.inputType('FlagEnvironmentFilter', {
  description: 'Filter of flags by their state in one environment.',
  fields: (t) => ({
    key: t.string({
      required: true,
      description: 'The key of the environment. No flag matches an unknown one.',
    }),
    enabled: t.boolean({
      required: true,
      description:
        'Flags that are switched on there, or those that are not. Archived flags count by their switch.',
    }),
  }),
});

const FlagFilter = builder.inputType('FlagFilter', {
  description: 'Filter of flags. All conditions must match.',
  fields: (t) => ({
    search: t.string({
      description: 'Part of the key, the name, the description, the owner or a tag. Not case-sensitive.',
    }),
    tags: t.stringList({ description: `Flags that have all of these tags. ${LISTED}` }),
    owner: t.string({ description: 'Flags with exactly this owner.' }),
    kind: t.field({ type: FlagKindEnum, description: 'Flags of this kind.' }),
    lifecycle: t.field({ type: [FlagLifecycleEnum], description: `Flags in one of these stages. ${LISTED}` }),
    jiraIssue: t.string({ description: 'Flags linked to the Jira issue with this key.' }),
    environment: t.field({
      type: FlagEnvironmentFilter,
      description: 'Flags that are on, or off, in an environment.',
    }),
    updatedAfter: t.field({ type: 'DateTime', description: 'Flags whose last change was after this time.' }),
    updatedBefore: t.field({
      type: 'DateTime',
      description: 'Flags whose last change was before this time.',
    }),
    hasOpenChangeRequest: t.boolean({
      description:
        'Flags with a change request that is PENDING or APPROVED in any environment, or those without one.',
    }),
    hasRunningExperiment: t.boolean({
      description: 'Flags with a RUNNING experiment in any environment, or those without one.',
    }),
  }),
});

const FlagOrderFieldEnum = describedEnum<FlagOrderField>('FlagOrderField', 'What flags are ordered by.', {
  KEY: 'The key.',
  NAME: 'The display name.',
  UPDATED: 'The time of the last change.',
  CREATED: 'The time of creation.',
});

const OrderDirectionEnum = describedEnum<'ASC' | 'DESC'>('OrderDirection', 'The direction of an order.', {
  ASC: 'The smallest or oldest first.',
  DESC: 'The largest or newest first.',
});

const FlagOrder = builder.inputType('FlagOrder', {
  description: 'Order of flags.',
  fields: (t) => ({
    field: t.field({ type: FlagOrderFieldEnum, required: true, description: 'What they are ordered by.' }),
    direction: t.field({ type: OrderDirectionEnum, description: 'Default: ASC.' }),
  }),
});

const FlagConnection = connectionOf('Flag', FlagType, 'flags', 'A flag', {
  description: 'Number of flags that match the filter, on all pages.',
});

builder.prismaObjectField(ProjectType, 'flags', (t) =>
  t.connection(
    {
      type: FlagType,
      description: 'Flags of the project. A cursor belongs to the order that it was given in.',
      args: {
        filter: t.arg({ type: FlagFilter, description: 'Filter. Default: all flags.' }),
        orderBy: t.arg({ type: FlagOrder, description: 'Order. Default: by key.' }),
      },
      resolve: ({ id }, { filter, orderBy, ...page }, { app }) => {
        const order = { field: orderBy?.field ?? 'KEY', direction: orderBy?.direction ?? 'ASC' };
        return flagConnection(app, id, filter ?? {}, order, page);
      },
    },
    FlagConnection,
  ),
);
