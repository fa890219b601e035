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
  description: 'How a flag behaves in one environment.',
  fields: (t) => ({
    environment: t.field({
      type: EnvironmentType,
      description: 'The environment.',
      resolve: ({ environment }) => environment,
    }),
    enabled: t.boolean({
      description: 'Whether the flag is on; when it is off, it serves its off variation.',
      resolve: ({ targeting }) => targeting.enabled,
    }),
    rules: t.field({
      type: [RuleType],
      description: 'Tried in this order; the first that matches decides.',
      resolve: ({ targeting, variations }) => targeting.rules.map((rule) => showRule(rule, variations)),
    }),
    fallthrough: t.field({
      type: ServeUnion,
      description: 'What is served when no rule matches.',
      resolve: ({ targeting, variations }) => showServe(targeting.fallthrough, variations),
    }),
    offVariation: t.field({
      type: VariationType,
      description: 'What is served while the flag is off.',
      resolve: ({ targeting, variations }) => showVariation(targeting.offVariation, variations),
    }),
    codeLike: t.string({
      description: 'All of this as text for people; not to be parsed.',
      resolve: ({ targeting }) => renderCodeLike(targeting),
    }),
  }),
});

export const FlagType = builder.prismaNode('Flag', {
  // Asked for by `node`: an unknown id gives null.
  nullable: true,
  id: { field: 'id', description: 'The id, `flag_…`.' },
  authScopes: canReadProjectOf,
  description: 'A switch that decides, per environment and evaluation context, which variation is served.',
  fields: (t) => ({
    key: t.exposeString('key', {
      description: 'The name for programs, unique in the project; never changes.',
    }),
    name: t.exposeString('name', { description: 'The name for people.' }),
    description: t.exposeString('description', { nullable: true, description: 'What it is for.' }),
    kind: t.expose('kind', { type: FlagKindEnum, description: 'What its variations are.' }),
    variations: t.field({
      type: [VariationType],
      description: 'What it can serve.',
      resolve: ({ variations }) => variations,
    }),
    tags: t.exposeStringList('tags', { description: 'Words to find it by.' }),
    owner: t.exposeString('owner', { nullable: true, description: 'Who is responsible for it.' }),
    lifecycle: t.expose('lifecycle', { type: FlagLifecycleEnum, description: 'Where it is in its life.' }),
    jiraIssues: t.exposeStringList('jiraIssues', {
      description: 'The keys of the Jira issues that it is linked to, in the order of linking.',
    }),
    version: t.exposeInt('version', {
      description: 'Goes up by one with each change; `expectedVersion` compares with it.',
    }),
    url: t.string({
      description: 'A page that shows it.',
      select: { key: true, project: true },
      resolve: ({ key, project }, _args, { app }) => flagUrl(app.publicUrl, project.key, key),
    }),
    project: t.relation('project', { description: 'The project.' }),
    environments: t.field({
      type: [FlagEnvironmentType],
      description: 'How it behaves in each environment of the project, oldest environment first.',
      resolve: async (flag, _args, { app }) => {
        const environments = await readEnvironments(app.database.pool, flag.projectId);
        return environments.map((environment) => behaviour(flag, environment));
      },
    }),
    environment: t.field({
      type: FlagEnvironmentType,
      nullable: true,
      description: 'How it behaves in one environment; null when the project has none with that key.',
      args: { key: t.arg.string({ required: true, description: 'The key of the environment.' }) },
      resolve: async (flag, { key }, { app }) => {
        const environments = await readEnvironments(app.database.pool, flag.projectId);
        const environment = environments.find((candidate) => candidate.key === key);
        return environment ? behaviour(flag, environment) : null;
      },
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed.' }),
  }),
});

builder.queryField('flag', (t) =>
  t.prismaField({
    type: 'Flag',
    nullable: true,
    description: 'A flag by its key; null when there is none.',
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

builder.objectField(ConflictError, 'flag', (t) =>
  t.prismaField({
    type: 'Flag',
    nullable: true,
    description: 'The flag as it is now, when the conflict is about its version.',
    resolve: (query, { flagId }, _args, { app }) =>
      flagId === null ? null : app.database.prisma.flag.findUnique({ ...query, where: { id: flagId } }),
  }),
);

function behaviour(flag: Flag, environment: Environment): FlagInEnvironment {
  return { environment, targeting: targetingOf(flag, environment.id), variations: flag.variations };
}
