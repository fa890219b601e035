import type { FlagChangeData, OutgoingEvent } from './outgoing-event.ts';

/**
 * The event without its large values, for a body that has a limit. Members of changes and sides of fields that take more
 * than `maxBytes` as JSON become null; code-like is cut after so many bytes. Sentences and identifiers stay.
 */
export function shortenEvent(event: OutgoingEvent, maxBytes: number): OutgoingEvent {
  const shorten = (value: unknown) => (bytesOf(JSON.stringify(value) ?? '') > maxBytes ? null : value);
  return {
    ...event,
    truncated: true,
    changes: event.changes.map((change) => ({
      ...(mapValues(change, shorten) as FlagChangeData),
      summary: change.summary,
    })),
    fields: mapValues(event.fields, ({ old, new: now }) => ({ old: shorten(old), new: shorten(now) })),
    codeLikeBefore: cut(event.codeLikeBefore, maxBytes),
    codeLikeAfter: cut(event.codeLikeAfter, maxBytes),
  };
}

function mapValues<Value, Result>(
  record: Record<string, Value>,
  change: (value: Value) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

function cut(text: string | null, maxBytes: number): string | null {
  if (text === null || bytesOf(text) <= maxBytes) return text;
  // `stream`: half a character at the end is dropped.
  const kept = new TextDecoder().decode(Buffer.from(text).subarray(0, maxBytes), { stream: true });
  return `${kept}…`;
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}
