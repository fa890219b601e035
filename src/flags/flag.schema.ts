/** Flags as they can be read. */

import type { Environment, Flag } from '../../generated/prisma/client.ts';
import { canReadProjectOf, visibleProjects } from '../access/visible-projects.ts';
import { builder } from '../graphql/builder.ts';
import { countShown } from '../graphql/large-reads.ts';
import { ConflictError } from '../platform/errors.ts';
import { EnvironmentType } from '../projects/environment.schema.ts';
import { showRule, showServe, showVariation } from './changes/shown.ts';
import { renderCodeLike } from './code-like/code-like.ts';
import { summarise } from './code-like/summary.ts';
import type { Targeting } from './flag.ts';
import { flagUrl } from './flag-url.ts';
import { FlagKindEnum, FlagLifecycleEnum, RuleType, ServeUnion, VariationType } from './flag-words.schema.ts';
import { completeFlag, environmentsOf, targetingOf } from './read-flag.ts';

interface FlagInEnvironment {
  flag: Flag;
  environment: Environment;
  targeting: Targeting;
}

export const FlagEnvironmentType = builder.objectRef<FlagInEnvironment>('FlagEnvironment').implement({
  description: 'State and targeting of a flag in one environment.',
  fields: (t) => ({
    environment: t.field({
      type: EnvironmentType,
      description: 'The environment.',
      resolve: ({ environment }) => environment,
    }),
    enabled: t.boolean({
      description: 'Whether the flag is on. While it is off, it serves its off variation.',
      resolve: ({ targeting }) => targeting.enabled,
    }),
    rules: t.field({
      type: [RuleType],
      description: 'Rules in the order in which they are evaluated. The first that matches is served.',
      resolve: ({ targeting, flag }) => targeting.rules.map((rule) => showRule(rule, flag.variations)),
    }),
    fallthrough: t.field({
      type: ServeUnion,
      description: 'Served when no rule matches.',
      resolve: ({ targeting, flag }) => showServe(targeting.fallthrough, flag.variations),
    }),
    offVariation: t.field({
      type: VariationType,
      description: 'Served while the flag is off.',
      resolve: ({ targeting, flag }) => showVariation(targeting.offVariation, flag.variations),
    }),
    summary: t.string({
      description:
        'The same in two or three words: `off`, `on`, `serves midnight`, `3 rules`, `10 % midnight`, `3 variations`. An archived flag is `off`.',
      resolve: ({ targeting, flag }) => summarise(targeting, flag.variations, flag.lifecycle === 'ARCHIVED'),
    }),
    codeLike: t.string({
      description: 'The same as readable text. Not meant to be parsed.',
      resolve: ({ targeting }, _args, context) => countShown(context, renderCodeLike(targeting)),
    }),
  }),
});

export const FlagType = builder.prismaNode('Flag', {
  // Asked for by `node`: an unknown id gives null.
  nullable: true,
  id: { field: 'id', description: 'The id, `flag_…`.' },
  authScopes: canReadProjectOf,
  // All but the values and rules, which may be large: see completeFlag.
  select: {
    id: true,
    projectId: true,
    key: true,
    name: true,
    description: true,
    kind: true,
    tags: true,
    owner: true,
    lifecycle: true,
    jiraIssues: true,
    version: true,
    createdAt: true,
    updatedAt: true,
  },
  description: 'Feature flag: decides for each environment and evaluation context which variation is served.',
  // None of these is exposed: Prisma would read a flag again that a mutation has read already.
  fields: (t) => ({
    key: t.string({
      resolve: ({ key }) => key,
      description: 'Key that applications use, unique in the project. It cannot be changed.',
    }),
    name: t.string({
      resolve: ({ name }) => name,
      description: 'Display name.',
    }),
    description: t.string({
      resolve: ({ description }) => description,
      nullable: true,
      description: 'Purpose of the flag.',
    }),
    kind: t.field({
      resolve: ({ kind }) => kind,
      type: FlagKindEnum,
      description: 'Type of the variations.',
    }),
    variations: t.field({
      type: [VariationType],
      description: 'Values that the flag can serve.',
      resolve: async (flag, _args, context) => (await completeFlag(flag, context)).variations,
    }),
    tags: t.stringList({
      resolve: ({ tags }) => tags,
      description: 'Tags for searching and filtering.',
    }),
    owner: t.string({
      resolve: ({ owner }) => owner,
      nullable: true,
      description: 'Person or team responsible for the flag.',
    }),
    lifecycle: t.field({
      resolve: ({ lifecycle }) => lifecycle,
      type: FlagLifecycleEnum,
      description: 'Stage of the lifecycle.',
    }),
    jiraIssues: t.stringList({
      resolve: ({ jiraIssues }) => jiraIssues,
      description: 'Keys of the linked Jira issues, in the order in which they were linked.',
    }),
    version: t.int({
      resolve: ({ version }) => version,
      description:
        'Number of the version, which each change increases by one. See `expectedVersion` of the mutations.',
    }),
    url: t.string({
      description: 'Address of the page of the flag.',
      select: { key: true, project: true },
      resolve: ({ key, project }, _args, { app }) => flagUrl(app.publicUrl, project.key, key),
    }),
    project: t.relation('project', { description: 'The project.' }),
    environments: t.field({
      type: [FlagEnvironmentType],
      description: 'State in each environment of the project, oldest environment first.',
      resolve: async (flag, _args, context) => {
        const [environments, complete] = await Promise.all([
          environmentsOf(flag, context),
          completeFlag(flag, context),
        ]);
        return environments.map((environment) => behaviour(complete, environment));
      },
    }),
    environment: t.field({
      type: FlagEnvironmentType,
      nullable: true,
      description: 'State in one environment. null if the project has no environment with that key.',
      args: { key: t.arg.string({ required: true, description: 'The key of the environment.' }) },
      resolve: async (flag, { key }, context) => {
        const [environments, complete] = await Promise.all([
          environmentsOf(flag, context),
          completeFlag(flag, context),
        ]);
        const environment = environments.find((candidate) => candidate.key === key);
        return environment ? behaviour(complete, environment) : null;
      },
    }),
    createdAt: t.field({
      resolve: ({ createdAt }) => createdAt,
      type: 'DateTime',
      description: 'Time of creation.',
    }),
    updatedAt: t.field({
      resolve: ({ updatedAt }) => updatedAt,
      type: 'DateTime',
      description: 'Time of the last change.',
    }),
  }),
});

builder.queryField('flag', (t) =>
  t.prismaField({
    type: 'Flag',
    nullable: true,
    description: 'A flag by its key. null if there is none.',
    args: {
      projectKey: t.arg.string({ required: true, description: 'The key of the project.' }),
      key: t.arg.string({ required: true, description: 'The key of the flag.' }),
    },
    resolve: (query, _root, { projectKey, key }, { app, viewer }) =>
      app.database.prisma.flag.findFirst({
        ...query,
        where: { key, project: { key: projectKey, ...visibleProjects(viewer) } },
      }),
  }),
);

builder.objectField(ConflictError, 'currentFlag', (t) =>
  t.prismaField({
    type: 'Flag',
    nullable: true,
    description: 'Current flag, if the conflict is about its version.',
    resolve(query, { flagId }, _args, { app }) {
      // Made in any case: Pothos warns where a query is not used.
      const one = { ...query, where: { id: flagId ?? '' } };
      return flagId === null ? null : app.database.prisma.flag.findUnique(one);
    },
  }),
);

function behaviour(flag: Flag, environment: Environment): FlagInEnvironment {
  return { flag, environment, targeting: targetingOf(flag, environment.id) };
}
