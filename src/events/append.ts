/** The only place that writes to the event log. */

import type { EventType } from '../../generated/prisma/enums.ts';
import type { Actor } from '../access/viewer.ts';
import { newId } from '../platform/input/ids.ts';
import { jobArguments } from '../platform/jobs/jobs.ts';
import type { Transaction } from '../platform/postgres/db.ts';
import { fanOutJob } from './jobs.ts';
import { type LoggedEvent, type StoredEnvironment, toEnvironment } from './logged-event.ts';

/** An event before it is appended. The log does not interpret the payload, which depends on the type. */
export interface NewEvent {
  projectId: string;
  type: EventType;
  occurredAt: Date;
  environmentId: string | null;
  flagId: string | null;
  flagKey: string | null;
  actor: Actor;
  comment: string | null;
  payload: object;
}

/**
 * Appends an event in the caller's transaction and schedules its fan-out. Returns the event as it is in the log. Call this
 * last: the project's counter stays locked until the commit.
 */
export async function appendEvent(tx: Transaction, event: NewEvent): Promise<LoggedEvent> {
  const append = preparedAppend(event.projectId, [event]);
  const { rows } = await tx.query<{ appended: Appended | null }>({
    name: 'append-event',
    text: 'SELECT append_events($1, $2, $3, $4, $5, $6) AS appended',
    values: append.values,
  });
  return append.toLogged(rows[0]?.appended)[0] as LoggedEvent;
}

/** What the SQL function `append_events` returns. */
export interface Appended {
  lastSequence: number;
  environments: StoredEnvironment[];
}

/**
 * The arguments of the SQL function `append_events`, for a statement that does more than that, and what makes events of its
 * result. All events are of one project. They have one job, which fans out all that come before its event as well.
 */
export function preparedAppend(projectId: string, events: NewEvent[], jobDelaySeconds = 0) {
  const ids = events.map(() => newId('evt'));
  const rows = events.map((event, index) => ({
    id: ids[index],
    type: event.type,
    occurred_at: event.occurredAt,
    environment_id: event.environmentId,
    flag_id: event.flagId,
    flag_key: event.flagKey,
    actor: event.actor,
    comment: event.comment,
    payload: event.payload,
  }));
  return {
    values: [
      projectId,
      JSON.stringify(rows),
      ...jobArguments(fanOutJob, { eventId: ids.at(-1) ?? '', projectId }),
      jobDelaySeconds,
    ],
    toLogged(appended: Appended | null | undefined): LoggedEvent[] {
      if (!appended) throw new Error(`project ${projectId} does not exist`);
      const environments = new Map(appended.environments.map((stored) => [stored.id, stored]));
      return events.map((event, index) => {
        const { actor, payload, ...rest } = event as NewEvent & Pick<LoggedEvent, 'actor' | 'payload'>;
        return {
          ...rest,
          id: ids[index] as string,
          sequence: appended.lastSequence - events.length + index + 1,
          actor,
          payload,
          fannedOut: false,
          environment: toEnvironment(environments.get(event.environmentId ?? '') ?? null),
        };
      });
    },
  };
}
