/** Which integrations an event would be delivered to, if it happened now. */

import type { Integration } from '../../../generated/prisma/client.ts';
import type { FlagChangePreview } from '../../flags/preview/flag-change-preview.ts';
import { type StoredEvent, toOutgoingEvent } from '../../integrations/event/to-outgoing-event.ts';
import type { App } from '../../platform/app.ts';
import { newId } from '../../platform/input/ids.ts';
import { renderOrPostpone } from '../attempts/render.ts';

export interface NotifiedIntegration {
  integration: Integration;
  targets: string[];
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
    return targets.length > 0 ? [{ integration, targets }] : [];
  });
}
