/** What the log of a project can be filtered by: in pages, by SQL (matching-events.ts), and live, by what is here. */

import { InvalidInputError } from '../../platform/errors.ts';
import { distinct } from '../../platform/input/distinct.ts';
import type { EventType } from '../event-type.ts';
import type { LoggedEvent } from '../logged-event.ts';

/** What is left out, null or empty is no condition. */
export interface EventFilter {
  types?: EventType[] | null | undefined;
  environmentKey?: string | null | undefined;
  flagKey?: string | null | undefined;
  flagKeys?: string[] | null | undefined;
  actorId?: string | null | undefined;
  occurredAfter?: Date | null | undefined;
  occurredBefore?: Date | null | undefined;
  text?: string | null | undefined;
  afterSequence?: number | null | undefined;
  untilSequence?: number | null | undefined;
}

export const MAX_TEXT_LENGTH = 200;

/** The filter with each entry of its lists once. Fails with InvalidInputError. */
export function checkFilter(filter: EventFilter): EventFilter {
  if ((filter.text?.length ?? 0) > MAX_TEXT_LENGTH) {
    const message = `must be at most ${MAX_TEXT_LENGTH} characters long`;
    throw new InvalidInputError([{ path: 'filter.text', message }]);
  }
  return {
    ...filter,
    types: filter.types && distinct(filter.types, 'filter.types'),
    flagKeys: filter.flagKeys && distinct(filter.flagKeys, 'filter.flagKeys'),
  };
}

/** Makes the function that says whether an event matches. Fails with InvalidInputError. */
export function matcherOf(given: EventFilter): (event: LoggedEvent) => boolean {
  const filter = checkFilter(given);
  const types = filter.types && new Set(filter.types);
  const flagKeys = filter.flagKeys && new Set(filter.flagKeys);
  const text = filter.text?.toLowerCase();
  return ({ type, environment, flagKey, actor, occurredAt, sequence, comment }) =>
    (types?.has(type) ?? true) &&
    (!filter.environmentKey || environment?.key === filter.environmentKey) &&
    (!filter.flagKey || flagKey === filter.flagKey) &&
    (flagKeys?.has(flagKey ?? '') ?? true) &&
    (!filter.actorId || actor.id === filter.actorId) &&
    (filter.occurredAfter == null || occurredAt > filter.occurredAfter) &&
    (filter.occurredBefore == null || occurredAt < filter.occurredBefore) &&
    (sequence ?? 0) > (filter.afterSequence ?? 0) &&
    (filter.untilSequence == null || (sequence ?? 0) <= filter.untilSequence) &&
    (!text || [flagKey, comment, actor.name].some((part) => part?.toLowerCase().includes(text)));
}
