import { shorten } from '../../contract/shorten.ts';
import { hasHappened, type OutgoingEvent } from '../../event/outgoing-event.ts';

/** In characters, for the JSON of one field. A flag has eleven fields, so both sides are much smaller than a body may be. */
const MAX_VALUE_LENGTH = 2_000;
/** The published limits of free-form objects are 100 properties and 10 levels; a value is nested two levels deep. */
const MAX_PROPERTIES = 100;
const MAX_DEPTH = 8;

/**
 * `prev_value` and `new_value`, which must be objects, by field. A value that is too large or too deep is replaced by the
 * beginning of its JSON. Both are absent when no field has changed, and one of them when a flag was created or deleted.
 */
export function valuesOf(event: OutgoingEvent): Record<string, Record<string, unknown>> {
  const { type, fields } = event;
  const entries = Object.entries(fields);
  if (entries.length === 0 || !hasHappened(event)) return {};
  const side = (of: 'old' | 'new') =>
    Object.fromEntries(entries.map(([name, field]) => [name, boundedValue(field[of])]));
  return {
    ...(type === 'FLAG_CREATED' ? {} : { prev_value: side('old') }),
    ...(type === 'FLAG_DELETED' ? {} : { new_value: side('new') }),
  };
}

function boundedValue(value: unknown): unknown {
  const json = JSON.stringify(value) ?? 'null';
  return json.length <= MAX_VALUE_LENGTH && fits(value, MAX_DEPTH) ? value : shorten(json, MAX_VALUE_LENGTH);
}

function fits(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  const items = Object.values(value);
  return levels > 0 && items.length <= MAX_PROPERTIES && items.every((item) => fits(item, levels - 1));
}
