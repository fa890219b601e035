import { shorten } from '../../contract/shorten.ts';
import type { OutgoingEvent } from '../../event/outgoing-event.ts';
import type { DatadogSettings } from './settings.ts';

/** Characters, by the schema of v2 events in Datadog's OpenAPI. */
const MAX_TAG_LENGTH = 200;

/** What events are found and overlaid by. The event's id tells a repeated event from a second change. */
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

/** The same for all events of a flag, in every environment, and for those of an integration; within the 100 characters that it may have. */
export function aggregationKeyOf({ flag, integration, project }: OutgoingEvent): string {
  return (flag ?? integration ?? project).id;
}
