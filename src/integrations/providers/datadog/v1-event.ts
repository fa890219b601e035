import { shorten } from '../../contract/shorten.ts';
import type { OutgoingEvent } from '../../event/outgoing-event.ts';
import { plainTextOf, plainTitleOf } from '../../messages/plain-text.ts';
import { withoutMentions } from './mentions.ts';
import type { DatadogSettings } from './settings.ts';
import { aggregationKeyOf, tagsOf } from './tags.ts';

/** Datadog's OpenAPI limits the text but not the title, for which the limit of v2 is used. */
const MAX_TITLE_LENGTH = 500;
const MAX_TEXT_LENGTH = 4_000;

/** The body of `POST /api/v1/events`. The text is plain, not Markdown, so nothing in it is formatting. */
export function toV1Event(event: OutgoingEvent, settings: DatadogSettings): Record<string, unknown> {
  return {
    title: shorten(withoutMentions(plainTitleOf(event, MAX_TITLE_LENGTH)), MAX_TITLE_LENGTH),
    text: shorten(withoutMentions(plainTextOf(event, MAX_TEXT_LENGTH)), MAX_TEXT_LENGTH),
    tags: tagsOf(event, settings),
    alert_type: 'info',
    priority: 'normal',
    // Datadog's predefined source for custom applications.
    source_type_name: 'my_apps',
    aggregation_key: aggregationKeyOf(event),
    date_happened: Math.floor(event.occurredAt.getTime() / 1_000),
  };
}
