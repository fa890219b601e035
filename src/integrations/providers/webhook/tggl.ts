import type { EventType } from '../../../events/event-type.ts';
import { showChange } from '../../../flags/changes/shown.ts';
import type { OutgoingEvent } from '../../event/outgoing-event.ts';
import { experimentOf } from './experiment.ts';
import { integrationOf } from './gogreen.ts';

/** The TGGL body. `changes` are the same objects as in GraphQL, with all their fields. */
export function toTgglBody(event: OutgoingEvent): Record<string, unknown> {
  return {
    eventType: tgglEventTypes[event.type],
    flagSlug: event.flag?.key ?? null,
    flagId: event.flag?.id ?? null,
    logId: event.id,
    url: event.url,
    userEmail: event.actor.email,
    projectSlug: event.project.key,
    codeLikeBefore: event.codeLikeBefore,
    codeLikeAfter: event.codeLikeAfter,
    changes: event.changes.map(showChange),
    ...integrationOf(event),
    ...(event.changeRequest ? { changeRequestId: event.changeRequest.id } : {}),
    ...experimentOf(event),
    ...(event.truncated ? { truncated: true } : {}),
    ...(event.test ? { test: true } : {}),
  };
}

/** This format has a single type for all events about flags; `changes` shows what happened. */
const tgglEventTypes: Record<EventType, string> = {
  FLAG_CREATED: 'FLAG_CHANGED',
  FLAG_UPDATED: 'FLAG_CHANGED',
  FLAG_ARCHIVED: 'FLAG_CHANGED',
  FLAG_RESTORED: 'FLAG_CHANGED',
  FLAG_DELETED: 'FLAG_CHANGED',
  APPROVAL_REQUESTED: 'CHANGE_REQUEST_CREATED',
  APPROVAL_APPROVED: 'CHANGE_REQUEST_APPROVED',
  APPROVAL_REJECTED: 'CHANGE_REQUEST_REJECTED',
  APPROVAL_APPLIED: 'CHANGE_REQUEST_APPLIED',
  APPROVAL_CANCELLED: 'CHANGE_REQUEST_CANCELLED',
  EXPERIMENT_STARTED: 'EXPERIMENT_STARTED',
  EXPERIMENT_RESULTS: 'EXPERIMENT_RESULTS',
  EXPERIMENT_CONCLUDED: 'EXPERIMENT_CONCLUDED',
  INTEGRATION_DISABLED: 'INTEGRATION_DISABLED',
};
