import type { FlagChangeData, OutgoingEvent } from './outgoing-event.ts';

/**
 * The event without its large values, for bodies of limited size. Members of changes, and old and new values of fields, become
 * null if they have more than `maxBytes` as JSON; code-like is cut after `maxBytes`. Summaries and identifiers are kept.
 */
export function shortenEvent(event: OutgoingEvent, maxBytes: number): OutgoingEvent {
  const nullIfLarge = (value: unknown) => (bytesOf(JSON.stringify(value) ?? '') > maxBytes ? null : value);
  return {
    ...event,
    truncated: true,
    changes: event.changes.map((change) => ({
      ...(mapValues(change, nullIfLarge) as FlagChangeData),
      summary: change.summary,
    })),
    fields: mapValues(event.fields, ({ old, new: now }) => ({
      old: nullIfLarge(old),
      new: nullIfLarge(now),
    })),
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
  // `stream` drops an incomplete character at the end.
  const kept = new TextDecoder().decode(Buffer.from(text).subarray(0, maxBytes), { stream: true });
  return `${kept}…`;
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}
