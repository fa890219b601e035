import type { Links } from '../../contract/provider.ts';
import type { OutgoingEvent } from '../../event/outgoing-event.ts';
import { toGogreenBody, toTimestamp } from './gogreen.ts';

/**
 * A CloudEvents 1.0 envelope in structured mode around the GOGREEN body. Receivers recognize duplicates by `source`
 * and `id`, so neither may differ between attempts. https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md
 */
export function toCloudEvent(event: OutgoingEvent, { publicUrl }: Links): Record<string, unknown> {
  return {
    specversion: '1.0',
    id: event.id,
    source: `${publicUrl}/projects/${encodeURIComponent(event.project.key)}`,
    type: event.wireName,
    // An optional attribute is absent, never null.
    ...(event.flag === null ? {} : { subject: event.flag.key }),
    time: toTimestamp(event.occurredAt),
    datacontenttype: 'application/json',
    data: toGogreenBody(event),
  };
}
