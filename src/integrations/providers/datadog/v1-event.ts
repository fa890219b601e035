import { shorten } from '../../contract/shorten.ts';
import type { OutgoingEvent } from '../../event/outgoing-event.ts';
import { plainTextOf, plainTitleOf } from '../../messages/plain-text.ts';
import { withoutMentions } from './mentions.ts';
import type { DatadogSettings } from './settings.ts';
import { aggregationKeyOf, tagsOf } from './tags.ts';

/** In Datadog's OpenAPI the text is limited; the title is not, so it keeps to the limit of v2. */
const MAX_TITLE_LENGTH = 500;
const MAX_TEXT_LENGTH = 4_000;

/** The body of `POST /api/v1/events`. The text is plain, not Markdown, so nothing in it can pass for formatting. */
export function toV1Event(event: OutgoingEvent, settings: DatadogSettings): Record<string, unknown> {
  return {
    title: shorten(withoutMentions(plainTitleOf(event, MAX_TITLE_LENGTH)), MAX_TITLE_LENGTH),
    text: shorten(withoutMentions(plainTextOf(event, MAX_TEXT_LENGTH)), MAX_TEXT_LENGTH),
    tags: tagsOf(event, settings),
    alert_type: 'info',
    priority: 'normal',
    // One of the sources that Datadog knows: the one for applications of one's own.
    source_type_name: 'my_apps',
    aggregation_key: aggregationKeyOf(event),
    date_happened: Math.floor(event.occurredAt.getTime() / 1_000),
  };
}
