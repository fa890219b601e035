import { shorten } from '../../contract/shorten.ts';
import type { OutgoingEvent } from '../../event/outgoing-event.ts';
import type { DatadogSettings } from './settings.ts';

/** In characters, from the schema of v2 events in Datadog's OpenAPI. */
const MAX_TAG_LENGTH = 200;

/** Tags for finding and overlaying events. With the event's id a repeated delivery can be told from a second change. */
export function tagsOf(event: OutgoingEvent, { tags }: DatadogSettings): string[] {
  const { project, environment, flag, integration, changeRequest, experiment, wireName, id, test } = event;
  const own = [
    `project:${project.key}`,
    ...(environment ? [`environment:${environment.key}`] : []),
    ...(flag ? [`flag:${flag.key}`] : []),
    ...(integration ? [`integration:${integration.id}`] : []),
    ...(changeRequest ? [`change_request:${changeRequest.id}`] : []),
    ...(experiment ? [`experiment:${experiment.id}`] : []),
    `gogreen_event:${wireName}`,
    `gogreen_event_id:${id}`,
    ...(test ? ['gogreen_test:true'] : []),
  ];
  return [...own, ...tags].map((tag) => shorten(tag, MAX_TAG_LENGTH));
}

/** The same for all events about a flag, in all environments, or about an integration. At most 100 characters are allowed. */
export function aggregationKeyOf({ flag, integration, project }: OutgoingEvent): string {
  return (flag ?? integration ?? project).id;
}
