/** Which integrations an event would be delivered to, if it happened now. */

import type { Integration } from '../../../generated/prisma/client.ts';
import type { FlagChangePreview } from '../../flags/preview/flag-change-preview.ts';
import type { StoredFlag } from '../../flags/writing/stored-flag.ts';
import { type CurrentFlag, toCurrentFlag } from '../../integrations/event/current-flag.ts';
import type { OutgoingEvent } from '../../integrations/event/outgoing-event.ts';
import { type StoredEvent, toOutgoingEvent } from '../../integrations/event/to-outgoing-event.ts';
import { providerNamed } from '../../integrations/providers/registry.ts';
import { readForCommand } from '../../integrations/secrets/configuration.ts';
import type { App } from '../../platform/app.ts';
import { newId } from '../../platform/input/ids.ts';
import { renderOrPostpone } from '../attempts/render.ts';
import { type PreviewedRequest, previewedRequests } from '../try-out/previewed-requests.ts';

export interface NotifiedIntegration {
  integration: Integration;
  targets: string[];
  /** The requests of a delivery to each of them, secrets masked. Fails with ConflictError when its secrets cannot be read. */
  requests(): PreviewedRequest[];
}

/** Those that the event of a previewed change matches and that do not skip it; none where there is no change. */
export async function notifiedIntegrations(
  app: App,
  { projectId, flag, change }: FlagChangePreview,
): Promise<NotifiedIntegration[]> {
  if (!change) return [];
  const { event } = change;
  const { environmentId, type } = event;
  const project = await app.database.prisma.project.findUniqueOrThrow({
    where: { id: projectId },
    include: {
      // The same as matches_filter.sql.
      integrations: {
        where: {
          enabled: true,
          deletedAt: null,
          AND: [
            { OR: [{ eventTypes: { isEmpty: true } }, { eventTypes: { has: type } }] },
            environmentId
              ? { OR: [{ environmentIds: { isEmpty: true } }, { environmentIds: { has: environmentId } }] }
              : {},
          ],
        },
        orderBy: { id: 'asc' },
      },
    },
  });
  const stored: StoredEvent = {
    ...event,
    payload: event.payload as StoredEvent['payload'],
    id: newId('evt'),
    sequence: project.lastSequence + 1,
    project,
    environment: flag.environments.find(({ id }) => id === environmentId) ?? null,
  };
  const outgoing = toOutgoingEvent(stored, app.publicUrl);
  return project.integrations.flatMap((integration) => {
    const targets = renderOrPostpone(app, outgoing, integration).map(({ target }) => target);
    const requests = () =>
      requestsTo(app, integration, outgoing, currentFlag(app, change.after, project.key));
    return targets.length > 0 ? [{ integration, targets, requests }] : [];
  });
}

function requestsTo(
  app: App,
  integration: Integration,
  event: OutgoingEvent,
  flag: CurrentFlag,
): PreviewedRequest[] {
  const provider = providerNamed(integration.provider);
  const configuration = readForCommand(app.secrets, integration);
  return previewedRequests(app, { id: integration.id, provider, configuration, event, flag }).map(
    ({ target, request }) => ({ target, request: provider.redact(request, configuration) }),
  );
}

/** As the change leaves it. */
function currentFlag({ publicUrl }: App, flag: StoredFlag, projectKey: string): CurrentFlag {
  const { id, updatedAt, snapshot, targeting } = flag;
  const environments = flag.environments.flatMap(({ id: environmentId, key, name }) => {
    const present = targeting[environmentId];
    return present ? [{ key, name, targeting: present }] : [];
  });
  return toCurrentFlag({ ...snapshot, id, updatedAt, projectKey, environments }, publicUrl);
}
