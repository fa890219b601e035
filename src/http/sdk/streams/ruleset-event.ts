/** What a reader of `GET /sdk/v1/stream` lacks, as one event. */

import { wholeRuleset } from '../whole-ruleset.ts';
import type { Due } from './environment-feed.ts';
import { eventOf } from './event-text.ts';

const events = new WeakMap<Due, Buffer>();

/** The same bytes for all readers that lack the same. */
export function rulesetEvent(due: Due): Buffer {
  if (!due.changes) return wholeRuleset(due.now.compiled).event;
  const event = events.get(due) ?? eventOf('changes', due.now, JSON.stringify(due.changes));
  events.set(due, event);
  return event;
}
