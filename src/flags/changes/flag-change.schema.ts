/** The FlagChange union: one object type for each definition in changes/registry.ts. */

import { builder } from '../../graphql/builder.ts';
import {
  FlagKindEnum,
  FlagLifecycleEnum,
  RuleSnapshotType,
  ServeUnion,
  VariationType,
} from '../flag-words.schema.ts';
import { MAX_SUMMARY_LENGTH } from '../limits.ts';
import type { ChangeField, FieldValues, FlagChange } from './change.ts';
import { changes } from './registry.ts';
import type { ShownFlag } from './shown.ts';

const FlagSnapshotType = builder.objectRef<ShownFlag>('FlagSnapshot').implement({
  description: 'Snapshot of a flag at the time of a change, without its state in environments.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'The key.' }),
    name: t.exposeString('name', { description: 'Display name.' }),
    description: t.exposeString('description', { nullable: true, description: 'Purpose of the flag.' }),
    kind: t.expose('kind', { type: FlagKindEnum, description: 'Type of the variations.' }),
    variations: t.field({
      type: [VariationType],
      description: 'Values that the flag could serve.',
      resolve: ({ variations }) => variations,
    }),
    tags: t.exposeStringList('tags', { description: 'Its tags.' }),
    owner: t.exposeString('owner', {
      nullable: true,
      description: 'Person or team responsible for the flag.',
    }),
    lifecycle: t.expose('lifecycle', { type: FlagLifecycleEnum, description: 'Stage of the lifecycle.' }),
    jiraIssues: t.stringList({
      description: 'Keys of the linked Jira issues.',
      // Events of older versions do not have it.
      resolve: ({ jiraIssues }) => jiraIssues ?? [],
    }),
  }),
});

const FlagChangeSummary = builder.interfaceRef<FlagChange>('FlagChangeSummary').implement({
  description: 'Fields that every kind of change has.',
  fields: (t) => ({
    summary: t.string({
      description: `The change as one readable sentence of at most ${MAX_SUMMARY_LENGTH} characters.`,
      resolve: ({ summary }) => summary,
    }),
  }),
});

const fieldTypes = {
  Boolean: 'Boolean',
  Int: 'Int',
  String: 'String',
  NullableString: 'String',
  Strings: ['String'],
  FlagLifecycle: FlagLifecycleEnum,
  RuleSnapshot: RuleSnapshotType,
  Serve: ServeUnion,
  Variation: VariationType,
  FlagSnapshot: FlagSnapshotType,
} as const satisfies Record<keyof FieldValues, unknown>;

const members = changes.map(({ name, description, fields }) =>
  builder.objectRef<FlagChange>(name).implement({
    description,
    interfaces: [FlagChangeSummary],
    fields: (t) => {
      const show = (fieldName: string, { kind, description: text }: ChangeField) =>
        t.field({
          type: fieldTypes[kind] as 'String',
          nullable: kind === 'NullableString',
          description: text,
          resolve: (change) => change[fieldName] as string,
        });
      return Object.fromEntries(
        Object.entries(fields).map(([fieldName, shown]) => [fieldName, show(fieldName, shown)]),
      );
    },
  }),
);

export const FlagChangeUnion = builder.unionType('FlagChange', {
  description: 'One typed change of a flag.',
  types: members,
  resolveType: (change) => change.__typename,
});
