/**
 * What one message says of many events: a line for each, in their order. For bursts, which as messages of their own would
 * flood a channel and take minutes at one message per second; and for messages that failed, with those after them.
 */

import type { OutgoingEvent } from '../event/outgoing-event.ts';
import { quoteTitle } from './approval-sentences.ts';
import { type Message, toMessage } from './message.ts';

export interface Digest {
  /** `7 changes by Ada (ada@example.com)`, or of several users. */
  headline: string;
  project: string;
  lines: DigestLine[];
  /** How many events have no line because there was no room; 0 where it is whole. */
  left: number;
  /** Of all events, those without a line too. */
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
  /** Changes of the event besides the one that the line tells. */
  moreChanges: number;
}

/** The whole digest of events of one project. At least one event. */
export function toDigest(events: readonly OutgoingEvent[]): Digest {
  const inOrder = events.toSorted((a, b) => a.sequence - b.sequence);
  const [first, last] = [inOrder[0], inOrder.at(-1)];
  if (!first || !last) throw new Error('A digest of no events says nothing.');
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
  const told = event.changeRequest
    ? { sentence: quoteTitle(event.changeRequest), sides: null, moreChanges: 0 }
    : firstChange(event, message);
  return {
    happened: message.headline + placeOf(message),
    flag: message.flag,
    integration: message.integration,
    url: message.link?.url ?? null,
    ...told,
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

/** Left out where what happened says the same, and without the environment, which stands there too. */
function sentenceOf({ changes }: OutgoingEvent, message: Message, sentence: string): string | null {
  const isSwitch = changes[0]?.__typename === 'FlagEnabledChanged';
  if (isSwitch && message.headline.includes('switched')) return null;
  return sentence.replace(placeOf(message), '');
}

function placeOf({ environment }: Message): string {
  return environment === null ? '' : ` in ${environment}`;
}
