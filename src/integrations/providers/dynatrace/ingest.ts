import { shorten } from '../../contract/shorten.ts';
import type { OutgoingEvent } from '../../event/outgoing-event.ts';
import { authorOf, plainTextOf, plainTitleOf } from '../../messages/plain-text.ts';
import { MAX_VALUE_LENGTH, PREFIX } from './properties.ts';
import type { DynatraceSettings } from './settings.ts';

/** No limit is published for titles; longer ones would be unreadable in lists. */
const MAX_TITLE_LENGTH = 500;
/** Properties may have 4,096 characters. */
const MAX_TEXT_LENGTH = 4_000;

/** The body of `POST /api/v2/events/ingest`. */
export function toIngest(event: OutgoingEvent, settings: DynatraceSettings): Record<string, unknown> {
  return {
    eventType: settings.eventType,
    title: plainTitleOf(event, MAX_TITLE_LENGTH),
    startTime: event.occurredAt.getTime(),
    // In minutes; the minimum, because a change has no duration. The default is 15.
    timeout: 1,
    ...(settings.entitySelector ? { entitySelector: settings.entitySelector } : {}),
    properties: {
      ...Object.fromEntries(settings.properties.map(({ name, value }) => [name, value])),
      ...propertiesOf(event),
    },
  };
}

/** All values are strings. With the event's id a repeated delivery can be told from a second change. */
function propertiesOf(event: OutgoingEvent): Record<string, string> {
  const {
    id,
    sequence,
    wireName,
    project,
    environment,
    flag,
    integration,
    changeRequest,
    experiment,
    actor,
    comment,
    url,
    test,
  } = event;
  const values: Record<string, string | null | undefined> = {
    event_id: id,
    event: wireName,
    sequence: String(sequence),
    project: project.key,
    environment: environment?.key,
    flag: flag?.key,
    flag_name: flag?.name,
    integration: integration?.name,
    integration_id: integration?.id,
    integration_provider: integration?.provider,
    reason: integration?.reason ?? changeRequest?.reason,
    change_request: changeRequest?.id,
    change_request_title: changeRequest?.title,
    change_request_state: changeRequest?.state,
    bypass: changeRequest?.bypass ? 'true' : null,
    experiment: experiment?.name,
    experiment_id: experiment?.id,
    experiment_state: experiment?.state,
    metric: experiment?.metric.name,
    winner: experiment?.conclusion?.winner,
    author: authorOf(event, MAX_TEXT_LENGTH),
    actor_id: actor.id,
    description: plainTextOf(event, MAX_TEXT_LENGTH),
    comment,
    url,
    code_like_before: event.codeLikeBefore,
    code_like_after: event.codeLikeAfter,
    test: test ? 'true' : null,
  };
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value ? [[PREFIX + name, shorten(value.toWellFormed(), MAX_VALUE_LENGTH)]] : [],
    ),
  );
}
