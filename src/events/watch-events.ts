/** Starts a live subscription to a project's log. */

import type { App } from '../context.ts';
import { InvalidInputError } from '../errors.ts';
import { live } from '../platform/live.ts';
import { environmentNotFound, projectNotFound } from '../projects/projects.ts';
import type { LoggedEvent } from './logged-event.ts';

export interface EventArguments {
  projectKey: string;
  environmentKey?: string | null | undefined;
  afterSequence?: number | null | undefined;
}

/**
 * The wanted events of a project: those after `afterSequence`, or only new ones without it. An environment's
 * subscribers also get the events that belong to no environment, since these concern all of them.
 * Fails with NotFoundError, or with InvalidInputError when `afterSequence` is beyond the end of the log.
 */
export async function watchEvents(
  { database, eventLog, stopping }: App,
  { projectKey, environmentKey, afterSequence }: EventArguments,
  isWanted: (event: LoggedEvent) => boolean,
): Promise<AsyncGenerator<LoggedEvent, void, void>> {
  const project = await database.prisma.project.findUnique({
    where: { key: projectKey },
    include: { environments: { where: { key: environmentKey ?? '' } } },
  });
  if (!project) throw projectNotFound(projectKey);
  const [environment] = project.environments;
  if (environmentKey != null && !environment) throw environmentNotFound(projectKey, environmentKey);
  const position = afterSequence ?? project.lastSequence;
  checkPosition(position, project.lastSequence);

  const concerns = ({ environmentId }: LoggedEvent) =>
    environmentId === null || !environment || environmentId === environment.id;
  return live(stopping, async function* (signal) {
    for await (const event of eventLog.tail(project, position, signal)) {
      if (concerns(event) && isWanted(event)) yield event;
    }
  });
}

function checkPosition(position: number, lastSequence: number): void {
  const message =
    position < 0
      ? 'must be 0 or more; 0 starts with the first event'
      : position > lastSequence
        ? `is beyond the end of the log, which is at ${lastSequence}; send the sequence of the last event that you got`
        : null;
  if (message) throw new InvalidInputError([{ path: 'afterSequence', message }]);
}
