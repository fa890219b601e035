/** What is tried out: a saved integration, a draft of a new one, or a saved one with the changes of a draft. */

import { z } from 'zod';
import type { Environment, Integration, Project } from '../../../generated/prisma/client.ts';
import { notFoundInProject, projectNotFound } from '../../access/not-found.ts';
import type { EventType } from '../../events/event-type.ts';
import type { Configuration } from '../../integrations/contract/provider.ts';
import { changeByDraft, configureDraft, type DraftInput, parseDraft } from '../../integrations/draft.ts';
import { type AnyProvider, providerNamed } from '../../integrations/providers/registry.ts';
import { readForCommand } from '../../integrations/secrets/configuration.ts';
import type { App } from '../../platform/app.ts';
import { InvalidInputError } from '../../platform/errors.ts';
import { newId } from '../../platform/input/ids.ts';
import { parseInput, reference } from '../../platform/input/input.ts';
import { findIntegration, withEnvironments } from './find-integration.ts';

type AnyConfiguration = Configuration<unknown, unknown>;

/** The fields that the inputs for trying out share. */
export interface TriedInput {
  integrationId?: string | null | undefined;
  draft?: { projectKey?: string | null | undefined } | null | undefined;
}

export interface Tried {
  /** Of a draft of a new integration it is an id that is not used. */
  id: string;
  provider: AnyProvider;
  /** Fails with ConflictError when the stored secrets cannot be read. */
  configuration(): AnyConfiguration;
  project: Project & { environments: Environment[] };
  eventTypes: EventType[];
  /** Empty: all. */
  environmentIds: string[];
  /** The first environment whose events it gets. */
  environment: Environment | null;
}

/** What decides the project. Fails with InvalidInputError when the input names neither an integration nor a project. */
export function subjectOf({
  integrationId,
  draft,
}: TriedInput): { integrationId: string } | { projectKey: string } {
  if (integrationId != null) return { integrationId };
  if (draft?.projectKey != null) return { projectKey: draft.projectKey };
  throw new InvalidInputError([
    draft
      ? { path: 'draft.projectKey', message: 'must be given without integrationId' }
      : { path: 'integrationId', message: 'must be given, or else draft, or both' },
  ]);
}

/** Fails with NotFoundError, and with InvalidInputError when the draft could not be saved. */
export async function findTried(app: App, input: TriedInput): Promise<Tried> {
  const { integrationId } = parseInput(z.object({ integrationId: reference.nullish() }), input);
  const draft = input.draft == null ? null : await parseDraft(input.draft);
  if (integrationId == null) return findNew(app, draft ?? {});
  const found = await findSaved(app, integrationId);
  return draft ? change(app, found, draft) : found;
}

async function findNew(app: App, draft: DraftInput): Promise<Tried> {
  const { projectKey } = subjectOf({ draft }) as { projectKey: string };
  const project = await app.database.prisma.project.findUnique({
    where: { key: projectKey },
    include: withEnvironments,
  });
  if (!project) throw projectNotFound(projectKey);
  const filters = filtersOf(project, draft, { eventTypes: [], environmentIds: [] });
  const { provider, configuration } = await configureDraft(app, project.id, draft);
  return {
    id: newId('intg'),
    provider,
    configuration: () => configuration,
    project,
    ...filters,
  };
}

/** An integration as it is saved. Fails with NotFoundError. */
export async function findSaved(app: App, id: string): Promise<Tried & { saved: Integration }> {
  const { integration: saved, project } = await findIntegration(app, id);
  return {
    id,
    saved,
    provider: providerNamed(saved.provider),
    configuration: () => readForCommand(app.secrets, saved),
    project,
    ...filtersOf(project, {}, saved),
  };
}

async function change(app: App, found: Tried & { saved: Integration }, draft: DraftInput): Promise<Tried> {
  const { id, project, provider, saved } = found;
  if (draft.projectKey != null && draft.projectKey !== project.key) {
    const message = 'is not the project of the integration; leave it out';
    throw new InvalidInputError([{ path: 'draft.projectKey', message }]);
  }
  const filters = filtersOf(project, draft, saved);
  const current = { provider, configuration: found.configuration() };
  const configuration = await changeByDraft(app, project.id, current, draft);
  return { id, provider, configuration: () => configuration, project, ...filters };
}

type Filters = Pick<Tried, 'eventTypes' | 'environmentIds' | 'environment'>;

/** Those of the draft, else those that are saved. Fails with NotFoundError for an unknown environment. */
function filtersOf(
  { key: projectKey, environments }: Tried['project'],
  { eventTypes, environmentKeys }: DraftInput,
  saved: Omit<Filters, 'environment'>,
): Filters {
  const environmentIds = environmentKeys
    ? environmentKeys.map((key) => {
        const found = environments.find((environment) => environment.key === key);
        if (!found) throw notFoundInProject('env', projectKey, key);
        return found.id;
      })
    : saved.environmentIds;
  return {
    eventTypes: eventTypes ?? saved.eventTypes,
    environmentIds,
    environment:
      environments.find(({ id }) => environmentIds.length === 0 || environmentIds.includes(id)) ?? null,
  };
}
