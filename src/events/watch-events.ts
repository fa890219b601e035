/** Starts a live subscription to a project's log. */

import type { Prisma } from '../../generated/prisma/client.ts';
import { notFoundInProject, projectNotFound } from '../access/not-found.ts';
import type { Viewer } from '../access/viewer.ts';
import { evaluableEnvironments } from '../access/visible-projects.ts';
import type { RunningSubscription } from '../graphql/context.ts';
import type { App } from '../platform/app.ts';
import { InvalidInputError } from '../platform/errors.ts';
import { filter } from '../platform/live/filter.ts';
import { eventLogOf } from './event-log.ts';
import type { LoggedEvent } from './logged-event.ts';

export interface EventArguments {
  projectKey: string;
  environmentKey?: string | null | undefined;
  afterSequence?: number | null | undefined;
}

/**
 * The wanted events of a project after `afterSequence`; without it only new ones. Events that belong to no environment
 * concern all of them, so the subscribers of an environment get these as well. With a client key the environment is always
 * that of the key. A client that reconnects sends the same variables again: its `Last-Event-ID` replaces `afterSequence`.
 * Fails with NotFoundError, or with InvalidInputError when the position is beyond the end of the log.
 */
export async function watchEvents(
  app: App,
  viewer: Viewer | null,
  { projectKey, environmentKey, afterSequence }: EventArguments,
  isWanted: (event: LoggedEvent) => boolean,
  subscription: RunningSubscription,
): Promise<AsyncGenerator<LoggedEvent, void, void>> {
  const project = await app.database.prisma.project.findUnique({
    where: { key: projectKey },
    include: { environments: { where: environmentOf(viewer, environmentKey ?? null) } },
  });
  if (!project) throw projectNotFound(projectKey);
  const [environment] = project.environments;
  if (environmentKey != null && !environment) throw notFoundInProject('env', projectKey, environmentKey);
  const resumed = sequenceIn(subscription.lastEventId);
  const position = resumed ?? afterSequence ?? project.lastSequence;
  checkPosition(resumed === null ? 'afterSequence' : LAST_EVENT_ID, position, project.lastSequence);

  const concerns = ({ environmentId }: LoggedEvent) =>
    environmentId === null || !environment || environmentId === environment.id;
  const events = eventLogOf(app).tail(project, position, subscription.signal);
  return noted(
    filter(events, (event) => concerns(event) && isWanted(event)),
    subscription,
  );
}

/** The same events. The subscription knows which was the last. */
async function* noted(
  events: AsyncIterable<LoggedEvent>,
  subscription: RunningSubscription,
): AsyncGenerator<LoggedEvent, void, void> {
  for await (const event of events) {
    subscription.sequence = event.sequence;
    yield event;
  }
}

const LAST_EVENT_ID = 'Last-Event-ID';

function sequenceIn(lastEventId: string | null): number | null {
  if (lastEventId === null) return null;
  if (/^\d{1,15}$/.test(lastEventId)) return Number(lastEventId);
  const message = 'must be the id of an event of this subscription, which is its sequence';
  throw new InvalidInputError([{ path: LAST_EVENT_ID, message }]);
}

/** Matches nothing when all environments are asked for. */
function environmentOf(viewer: Viewer | null, key: string | null): Prisma.EnvironmentWhereInput {
  const isNamed = key !== null || !viewer?.clientOf;
  return { ...evaluableEnvironments(viewer), ...(isNamed ? { key: key ?? '' } : {}) };
}

function checkPosition(path: string, position: number, lastSequence: number): void {
  const message =
    position < 0
      ? 'must be 0 or more; 0 starts with the first event'
      : position > lastSequence
        ? `is beyond the end of the log, which is at ${lastSequence}; send the sequence of the last event that you got`
        : null;
  if (message) throw new InvalidInputError([{ path, message }]);
}
