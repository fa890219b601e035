/** Turns an event of the log into the form that providers get. */

import type { Project } from '../../../generated/prisma/client.ts';
import { wireNameOf } from '../../events/event-type.ts';
import type { LoggedEvent } from '../../events/logged-event.ts';
import { detailsOf } from './event-details.ts';
import type { OutgoingEvent } from './outgoing-event.ts';

/** An event of the log with its project and environment. */
export type StoredEvent = Pick<
  LoggedEvent,
  'id' | 'sequence' | 'type' | 'occurredAt' | 'flagId' | 'flagKey' | 'actor' | 'comment' | 'payload'
> & {
  project: Pick<Project, 'id' | 'key' | 'name'>;
  environment: { id: string; key: string; name: string } | null;
};

/** The event as providers get it. It does not depend on anything that changed after the event. */
export function toOutgoingEvent(event: StoredEvent, publicUrl: string): OutgoingEvent {
  const { project, environment } = event;
  return {
    id: event.id,
    sequence: event.sequence ?? 0,
    type: event.type,
    wireName: wireNameOf(event.type),
    occurredAt: event.occurredAt,
    test: event.sequence === null,
    project: { id: project.id, key: project.key, name: project.name },
    environment: environment && { id: environment.id, key: environment.key, name: environment.name },
    actor: event.actor,
    comment: event.comment,
    ...detailsOf(event, publicUrl),
  };
}
