/** Integrations in GraphQL. Secrets cannot be read. */

import { EventTypeEnum } from '../events/event.schema.ts';
import { builder } from '../graphql/builder.ts';
import { describedEnum } from '../graphql/described-enum.ts';
import { EnvironmentType } from '../projects/environment.schema.ts';
import { ProjectType } from '../projects/project.schema.ts';
import { ORDER_OF_ENVIRONMENTS } from '../projects/read-environments.ts';
import { CIRCUIT_OPENS_AFTER, PROBE_EVERY_SECONDS } from './circuit.ts';
import { integrationUrl } from './integration-url.ts';
import { enumNameOf, typeNameOf } from './providers/names.ts';
import { type ProviderName, providerNamed, providers } from './providers/registry.ts';
import { readHints, type SecretHint } from './secrets/secret-hints.ts';

const providerNames = Object.keys(providers) as ProviderName[];

export const IntegrationProviderEnum = describedEnum(
  'IntegrationProvider',
  'The kind of an integration.',
  Object.fromEntries(providerNames.map((name) => [name, providers[name].description])) as Record<
    ProviderName,
    string
  >,
  enumNameOf,
);

const HealthStatusEnum = describedEnum<'HEALTHY' | 'FAILING' | 'DISABLED'>(
  'IntegrationHealthStatus',
  'Whether an integration works.',
  {
    HEALTHY: 'The last attempt succeeded, or there has been none yet.',
    FAILING: 'The last attempt failed.',
    DISABLED: 'It is disabled: no events are delivered.',
  },
);

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
  description: 'Health of an integration: its last attempts and whether it is enabled.',
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
      description: 'Number of failed attempts since the last successful one.',
    }),
    failingSince: t.expose('failingSince', {
      type: 'DateTime',
      nullable: true,
      description:
        'Time of the first failed attempt since the last successful one; null when none has failed.',
    }),
    circuitOpen: t.boolean({
      description: `Whether the circuit is open. After ${CIRCUIT_OPENS_AFTER} failed attempts in a row, first attempts stay queued and only one is made every ${PROBE_EVERY_SECONDS} seconds, until an attempt succeeds. Retries keep their schedule.`,
      resolve: ({ enabled, consecutiveFailures }) => enabled && consecutiveFailures >= CIRCUIT_OPENS_AFTER,
    }),
    lastSuccessAt: t.expose('lastSuccessAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Time of the last successful attempt, accurate to ten seconds.',
    }),
    lastErrorAt: t.expose('lastErrorAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Time of the last failed attempt.',
    }),
    lastError: t.exposeString('lastError', {
      nullable: true,
      description: 'Why the last failed attempt failed.',
    }),
    disabledReason: t.exposeString('disabledReason', {
      nullable: true,
      description: 'Why GoGreen disabled it; null when it is enabled or a user disabled it.',
    }),
  }),
});

const SecretHintType = builder.objectRef<SecretHint>('SecretHint').implement({
  description: 'Name and last characters of a secret of an integration.',
  fields: (t) => ({
    name: t.exposeString('name', {
      description: 'The input field that sets it, such as `botToken`; for a header, `headers.` and its name.',
    }),
    hint: t.exposeString('hint', {
      nullable: true,
      description:
        'The last four characters, `••••1234`, or `••••` when the secret has fewer than twelve. Null for a secret that was stored before hints existed, until it is set again or the encryption keys are rotated.',
    }),
  }),
});

export const IntegrationInterface = builder.prismaInterface('Integration', {
  description: 'Configuration for delivering the events of a project to another product.',
  interfaces: [builder.nodeInterfaceRef()],
  resolveType: ({ provider }) => typeNameOf(provider as ProviderName),
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Display name.' }),
    provider: t.field({
      type: IntegrationProviderEnum,
      description: 'The kind of integration.',
      resolve: ({ provider }) => provider as ProviderName,
    }),
    enabled: t.exposeBoolean('enabled', { description: 'Whether events are delivered.' }),
    eventTypes: t.field({
      type: [EventTypeEnum],
      description: 'Event types that are delivered to it. Empty: all.',
      resolve: ({ eventTypes }) => eventTypes,
    }),
    environments: t.field({
      type: [EnvironmentType],
      description:
        'Environments whose events are delivered to it. Empty: all. Events that concern no environment in particular are always delivered.',
      // Selected through the project: otherwise each integration would need a query of its own.
      select: {
        environmentIds: true,
        project: { select: { environments: { orderBy: [...ORDER_OF_ENVIRONMENTS] } } },
      },
      resolve: ({ environmentIds, project }) =>
        project.environments.filter(({ id }) => environmentIds.includes(id)),
    }),
    health: t.field({
      type: HealthType,
      description: 'Health.',
      resolve: (integration) => integration,
    }),
    secrets: t.field({
      type: [SecretHintType],
      description: 'Names and last characters of its secrets. Secrets can be replaced, but not read.',
      resolve: ({ provider, secretHints }) => readHints(providerNamed(provider), secretHints),
    }),
    pageUrl: t.string({
      description: 'Address of the page of the integration.',
      select: { id: true, project: true },
      resolve: ({ id, project }, _args, { app }) => integrationUrl(app.publicUrl, project.key, id),
    }),
    previousSecretValidUntil: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'The last time at which a signing secret that `rotateSigningSecret` replaced is still valid. Null when none is.',
      resolve: ({ previousSecretValidUntil: until }, _args, { app }) =>
        until && until > app.now() ? until : null,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Time of creation.' }),
    updatedAt: t.field({
      type: 'DateTime',
      description:
        'Time of the last change of its settings, by a mutation or because GoGreen disabled it; of creation before the first.',
      resolve: ({ updatedAt, createdAt }) => updatedAt ?? createdAt,
    }),
  }),
});

builder.prismaObjectField(ProjectType, 'integrations', (t) =>
  t.field({
    type: [IntegrationInterface],
    description: 'Integrations of the project, oldest first.',
    select: {
      integrations: { where: { deletedAt: null }, orderBy: { id: 'asc' } },
    },
    resolve: ({ integrations }) => integrations,
  }),
);
