/** Integrations as they can be read. Secrets never can. */

import { EventTypeEnum } from '../events/event.schema.ts';
import { builder } from '../graphql/builder.ts';
import { EnvironmentType } from '../projects/environment.schema.ts';
import { ProjectType } from '../projects/project.schema.ts';
import { CIRCUIT_OPENS_AFTER, PROBE_EVERY_SECONDS } from './circuit.ts';
import { enumNameOf, typeNameOf } from './providers/names.ts';
import { type ProviderName, providerNamed, providers } from './providers/registry.ts';
import { readHints, type SecretHint } from './secrets/secret-hints.ts';

const providerNames = Object.keys(providers) as ProviderName[];

export const IntegrationProviderEnum = builder.enumType('IntegrationProvider', {
  description: 'The kind of an integration.',
  values: Object.fromEntries(
    providerNames.map((name) => [
      enumNameOf(name),
      { value: name, description: providers[name].description },
    ]),
  ) as Record<string, { value: ProviderName; description: string }>,
});

const HealthStatusEnum = builder.enumType('IntegrationHealthStatus', {
  description: 'Whether an integration works.',
  values: {
    HEALTHY: { value: 'HEALTHY', description: 'The last attempt succeeded, or there was none yet.' },
    FAILING: { value: 'FAILING', description: 'The last attempt failed.' },
    DISABLED: { value: 'DISABLED', description: 'It is switched off: no deliveries are made.' },
  } as const,
});

interface Health {
  enabled: boolean;
  consecutiveFailures: number;
  failingSince: Date | null;
  lastSuccessAt: Date | null;
  lastErrorAt: Date | null;
  lastError: string | null;
  disabledReason: string | null;
}

const HealthType = builder.objectRef<Health>('IntegrationHealth').implement({
  description: 'How an integration has been doing.',
  fields: (t) => ({
    status: t.field({
      type: HealthStatusEnum,
      description: 'Whether it works.',
      resolve: ({ enabled, consecutiveFailures }) => {
        if (!enabled) return 'DISABLED';
        return consecutiveFailures > 0 ? 'FAILING' : 'HEALTHY';
      },
    }),
    consecutiveFailures: t.exposeInt('consecutiveFailures', {
      description: 'How many attempts have failed since the last one that succeeded.',
    }),
    failingSince: t.expose('failingSince', {
      type: 'DateTime',
      nullable: true,
      description: 'When the first attempt failed since the last one that succeeded; null when none did.',
    }),
    circuitOpen: t.boolean({
      description: `Whether first attempts wait for it to recover: after ${CIRCUIT_OPENS_AFTER} failed attempts in a row only one of them is made every ${PROBE_EVERY_SECONDS} seconds, to see whether it does. Retries keep their times.`,
      resolve: ({ enabled, consecutiveFailures }) => enabled && consecutiveFailures >= CIRCUIT_OPENS_AFTER,
    }),
    lastSuccessAt: t.expose('lastSuccessAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When an attempt last succeeded, to within ten seconds.',
    }),
    lastErrorAt: t.expose('lastErrorAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When an attempt last failed.',
    }),
    lastError: t.exposeString('lastError', { nullable: true, description: 'Why it failed.' }),
    disabledReason: t.exposeString('disabledReason', {
      nullable: true,
      description: 'Why it was switched off, when that was not done by hand.',
    }),
  }),
});

const SecretHintType = builder.objectRef<SecretHint>('SecretHint').implement({
  description: 'A secret of an integration, as far as it is shown.',
  fields: (t) => ({
    name: t.exposeString('name', {
      description: 'The field that it is given in, such as `botToken`; of a header `headers.` and its name.',
    }),
    hint: t.exposeString('hint', {
      nullable: true,
      description:
        'Its last four characters, `••••1234`, or `••••` when it is shorter than twelve; null for one that was stored before hints were kept, until it is given anew or the keys are rotated.',
    }),
  }),
});

export const IntegrationInterface = builder.prismaInterface('Integration', {
  description: 'A place outside that a project tells about its events.',
  interfaces: [builder.nodeInterfaceRef()],
  resolveType: ({ provider }) => typeNameOf(provider as ProviderName),
  fields: (t) => ({
    name: t.exposeString('name', { description: 'The name for people.' }),
    provider: t.field({
      type: IntegrationProviderEnum,
      description: 'The kind of integration.',
      resolve: ({ provider }) => provider as ProviderName,
    }),
    enabled: t.exposeBoolean('enabled', { description: 'Whether deliveries are made.' }),
    eventTypes: t.field({
      type: [EventTypeEnum],
      description: 'The types of events that it is told about; empty: all.',
      resolve: ({ eventTypes }) => eventTypes,
    }),
    environments: t.field({
      type: [EnvironmentType],
      description:
        'The environments whose events it is told about, besides those that concern all of them; empty: all.',
      // Through the project: a query of its own would be made once for each integration.
      select: {
        environmentIds: true,
        project: { select: { environments: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] } } },
      },
      resolve: ({ environmentIds, project }) =>
        project.environments.filter(({ id }) => environmentIds.includes(id)),
    }),
    health: t.field({
      type: HealthType,
      description: 'How it has been doing.',
      resolve: (integration) => integration,
    }),
    secrets: t.field({
      type: [SecretHintType],
      description: 'Which secrets it has, to tell them apart. They can be given anew, never read.',
      resolve: ({ provider, secretHints }) => readHints(providerNamed(provider), secretHints),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
  }),
});

builder.prismaObjectField(ProjectType, 'integrations', (t) =>
  t.field({
    type: [IntegrationInterface],
    description: 'Who is told about its events, oldest first.',
    select: {
      integrations: { where: { deletedAt: null }, orderBy: { id: 'asc' } },
    },
    resolve: ({ integrations }) => integrations,
  }),
);
