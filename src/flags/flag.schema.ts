/** Flags as they can be read. */

import type { Environment, Flag } from '../../generated/prisma/client.ts';
import { canReadProjectOf, visibleProjects } from '../access/visible-projects.ts';
import { builder } from '../graphql/builder.ts';
import { ConflictError } from '../platform/errors.ts';
import { EnvironmentType } from '../projects/environment.schema.ts';
import { readEnvironments } from '../projects/read-environments.ts';
import { showRule, showServe, showVariation } from './changes/shown.ts';
import { renderCodeLike } from './code-like/code-like.ts';
import type { Targeting, Variation } from './flag.ts';
import { flagUrl } from './flag-url.ts';
import { FlagKindEnum, FlagLifecycleEnum, RuleType, ServeUnion, VariationType } from './flag-words.schema.ts';
import { targetingOf } from './read-flag.ts';

interface FlagInEnvironment {
  environment: Environment;
  targeting: Targeting;
  variations: Variation[];
}

const FlagEnvironmentType = builder.objectRef<FlagInEnvironment>('FlagEnvironment').implement({
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
      resolve: ({ targeting, variations }) => targeting.rules.map((rule) => showRule(rule, variations)),
    }),
    fallthrough: t.field({
      type: ServeUnion,
      description: 'Served when no rule matches.',
      resolve: ({ targeting, variations }) => showServe(targeting.fallthrough, variations),
    }),
    offVariation: t.field({
      type: VariationType,
      description: 'Served while the flag is off.',
      resolve: ({ targeting, variations }) => showVariation(targeting.offVariation, variations),
    }),
    codeLike: t.string({
      description: 'The same as readable text. Not meant to be parsed.',
      resolve: ({ targeting }) => renderCodeLike(targeting),
    }),
  }),
});

export const FlagType = builder.prismaNode('Flag', {
  // Asked for by `node`: an unknown id gives null.
  nullable: true,
  id: { field: 'id', description: 'The id, `flag_…`.' },
  authScopes: canReadProjectOf,
  description: 'Feature flag: decides for each environment and evaluation context which variation is served.',
  fields: (t) => ({
    key: t.exposeString('key', {
      description: 'Key that applications use, unique in the project. It cannot be changed.',
    }),
    name: t.exposeString('name', { description: 'Display name.' }),
    description: t.exposeString('description', { nullable: true, description: 'Purpose of the flag.' }),
    kind: t.expose('kind', { type: FlagKindEnum, description: 'Type of the variations.' }),
    variations: t.field({
      type: [VariationType],
      description: 'Values that the flag can serve.',
      resolve: ({ variations }) => variations,
    }),
    tags: t.exposeStringList('tags', { description: 'Tags for searching and filtering.' }),
    owner: t.exposeString('owner', {
      nullable: true,
      description: 'Person or team responsible for the flag.',
    }),
    lifecycle: t.expose('lifecycle', { type: FlagLifecycleEnum, description: 'Stage of the lifecycle.' }),
    jiraIssues: t.exposeStringList('jiraIssues', {
      description: 'Keys of the linked Jira issues, in the order in which they were linked.',
    }),
    version: t.exposeInt('version', {
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
      resolve: async (flag, _args, { app }) => {
        const environments = await readEnvironments(app.database.pool, flag.projectId);
        return environments.map((environment) => behaviour(flag, environment));
      },
    }),
    environment: t.field({
      type: FlagEnvironmentType,
      nullable: true,
      description: 'State in one environment. null if the project has no environment with that key.',
      args: { key: t.arg.string({ required: true, description: 'The key of the environment.' }) },
      resolve: async (flag, { key }, { app }) => {
        const environments = await readEnvironments(app.database.pool, flag.projectId);
        const environment = environments.find((candidate) => candidate.key === key);
        return environment ? behaviour(flag, environment) : null;
      },
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Time of creation.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'Time of the last change.' }),
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
    resolve: (query, { flagId }, _args, { app }) =>
      flagId === null ? null : app.database.prisma.flag.findUnique({ ...query, where: { id: flagId } }),
  }),
);

function behaviour(flag: Flag, environment: Environment): FlagInEnvironment {
  return { environment, targeting: targetingOf(flag, environment.id), variations: flag.variations };
}
