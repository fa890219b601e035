/**
 * The content of one message about many events: one line for each, in order. For bursts, which would flood a channel with
 * separate messages, and take minutes at one message per second; and for messages that failed, with those after them.
 */

import type { OutgoingEvent } from '../event/outgoing-event.ts';
import { quoteTitle } from './approval-sentences.ts';
import { type Message, toMessage } from './message.ts';

export interface Digest {
  /** `7 changes by Ada (ada@example.com)`, or of several users. */
  headline: string;
  project: string;
  lines: DigestLine[];
  /** Number of events whose line was omitted for lack of space. */
  left: number;
  /** Ids of all events, including those without a line. */
  eventIds: string[];
  firstAt: Date;
  lastAt: Date;
}

/** What happened to what, and where: `Flag switched on in Production`, the flag, `off → on`. */
export interface DigestLine {
  happened: string;
  flag: Message['flag'];
  integration: Message['integration'];
  url: string | null;
  sentence: string | null;
  sides: { before: string; after: string } | null;
  /** Number of further changes of the event. */
  moreChanges: number;
}

/** The complete digest of at least one event. All must be of one project. */
export function toDigest(events: readonly OutgoingEvent[]): Digest {
  const inOrder = events.toSorted((a, b) => a.sequence - b.sequence);
  const [first, last] = [inOrder[0], inOrder.at(-1)];
  if (!first || !last) throw new Error('A digest needs at least one event.');
  const { project } = toMessage(first);
  return {
    headline: `${events.length} ${events.length === 1 ? 'change' : 'changes'} by ${actorsOf(inOrder)}`,
    project,
    lines: inOrder.map(toLine),
    left: 0,
    eventIds: inOrder.map(({ id }) => id),
    firstAt: first.occurredAt,
    lastAt: last.occurredAt,
  };
}

/** `Ada`, `Ada and Bob`, `Ada and 2 others`. */
function actorsOf(events: OutgoingEvent[]): string {
  const [first = '', second, ...others] = new Set(events.map((event) => toMessage(event).actor));
  if (second === undefined) return first;
  return others.length === 0 ? `${first} and ${second}` : `${first} and ${others.length + 1} others`;
}

function toLine(event: OutgoingEvent): DigestLine {
  const message = toMessage(event);
  const details = event.changeRequest
    ? { sentence: quoteTitle(event.changeRequest), sides: null, moreChanges: 0 }
    : firstChange(event, message);
  return {
    happened: message.headline + placeOf(message),
    flag: message.flag,
    integration: message.integration,
    url: message.link?.url ?? null,
    ...details,
  };
}

function firstChange(event: OutgoingEvent, message: Message) {
  const [change, ...others] = message.changes;
  return {
    sentence: change ? sentenceOf(event, message, change.sentence) : null,
    sides: change?.sides ?? null,
    moreChanges: others.length,
  };
}

/** The sentence without the environment, which `happened` already names; null if `happened` says the same. */
function sentenceOf({ changes }: OutgoingEvent, message: Message, sentence: string): string | null {
  const isSwitch = changes[0]?.__typename === 'FlagEnabledChanged';
  if (isSwitch && message.headline.includes('switched')) return null;
  return sentence.replace(placeOf(message), '');
}

function placeOf({ environment }: Message): string {
  return environment === null ? '' : ` in ${environment}`;
}
