/** A burst for the digest examples: Ada changes six flags within a few seconds. */

import type { OutgoingEvent } from '#src/integrations/event/outgoing-event.ts';
import { type StoredEvent, toOutgoingEvent } from '#src/integrations/event/to-outgoing-event.ts';

const regions = ['Austria', 'France', 'Germany', 'Italy', 'Portugal', 'Spain'];

export function exampleBurst(event: StoredEvent, publicUrl: string): OutgoingEvent[] {
  return regions.map((region, index) => {
    const flagKey = `new-checkout-${region.toLowerCase()}`;
    const moment = {
      id: event.id.replace(/.$/, String(index)),
      sequence: 51 + index,
      occurredAt: new Date(event.occurredAt.getTime() + index * 1_000),
    };
    const delivered = toOutgoingEvent({ ...event, ...moment, flagKey }, publicUrl);
    const changes = delivered.changes.filter(({ __typename }) => __typename === 'FlagEnabledChanged');
    const flag = delivered.flag && { ...delivered.flag, name: `New checkout in ${region}` };
    return { ...delivered, flag, changes, comment: null };
  });
}
