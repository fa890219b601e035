import type { LoggedEvent } from '../../events/logged-event.ts';
import { withEnvironment } from '../../events/logged-event.ts';
import type { App } from '../../platform/app.ts';
import { NotFoundError } from '../../platform/errors.ts';
import type { Tried } from './find-tried.ts';

/** An event of the project's log. Fails with NotFoundError. */
export async function findEvent({ database }: App, { project }: Tried, id: string): Promise<LoggedEvent> {
  const event = await database.prisma.event.findFirst({
    where: { id, projectId: project.id },
    include: withEnvironment,
  });
  if (!event) throw new NotFoundError(`There is no event "${id}" in the project of this integration.`);
  return event;
}

/** The newest event of the log that the integration gets. Null when there is none. */
export function findNewest(
  { database }: App,
  { project, eventTypes, environmentIds }: Tried,
): Promise<LoggedEvent | null> {
  return database.prisma.event.findFirst({
    where: {
      projectId: project.id,
      sequence: { not: null },
      ...(eventTypes.length > 0 ? { type: { in: eventTypes } } : {}),
      ...(environmentIds.length > 0
        ? { OR: [{ environmentId: null }, { environmentId: { in: environmentIds } }] }
        : {}),
    },
    include: withEnvironment,
    orderBy: { sequence: 'desc' },
  });
}
