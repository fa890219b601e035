/** A message in plain text, for products that show it beside their own charts: a title of one line, and a text. */

import { joinFitting, shorten } from '../contract/shorten.ts';
import type { OutgoingEvent } from '../event/outgoing-event.ts';
import { headlineOf } from './headline.ts';
import { type Message, type MessageChange, toMessage } from './message.ts';
import { oneLine } from './one-line.ts';

/** Names are cut, so that what happened is still in the title. */
const MAX_NAME_LENGTH = 80;
const MAX_LINE_LENGTH = 500;

/** The flag or integration, what happened, and the environment, in one line of at most `max` UTF-16 units. */
export function plainTitleOf(event: OutgoingEvent, max: number): string {
  const message = toMessage(event);
  return shorten(`${event.test ? '[Test] ' : ''}${subjectOf(message)}: ${happenedIn(event, message)}`, max);
}

/**
 * Actor, project and environment, changes with old and new values, comment and link, in at most `max` UTF-16 units (2,000 or
 * more). Changes that do not fit are omitted, with a note.
 */
export function plainTextOf(event: OutgoingEvent, max: number): string {
  const message = toMessage(event);
  const place = [message.project, message.environment].flatMap((part) => (part === null ? [] : name(part)));
  const head = `By ${shorten(message.actor, 2 * MAX_NAME_LENGTH)}, in ${place.join(' / ')} (${event.wireName}).`;
  const comment = message.comment ? [shorten(`Comment: ${oneLine(message.comment)}`, MAX_LINE_LENGTH)] : [];
  // A link that was cut would not work.
  const link = message.link && message.link.url.length <= MAX_LINE_LENGTH ? [message.link.url] : [];
  const room = max - [head, ...comment, ...link].join('\n').length - 1;
  const lines = [...message.changes.flatMap(linesOf), ...message.diff];
  const middle = joinFitting(
    lines.map((line) => shorten(line, MAX_LINE_LENGTH)),
    room,
  );
  return [head, ...(middle ? [middle] : []), ...comment, ...link].join('\n');
}

/** The actor for products that have authors: the e-mail address, or the name if there is none. */
export function authorOf({ actor }: OutgoingEvent, max: number): string {
  return shorten(oneLine(actor.email ?? '') || oneLine(actor.name) || actor.id, max);
}

function subjectOf({ flag, integration, project }: Message): string {
  if (integration !== null) return `Integration ${integration}`;
  if (!flag) return `Project ${name(project)}`;
  const key = name(oneLine(flag.key));
  return flag.name === flag.key ? `Flag ${key}` : `Flag ${name(flag.name)} (${key})`;
}

/** The summary of a single change; for several, their number, with the headline unless it is "Flag changed". */
function happenedIn(event: OutgoingEvent, { environment }: Message): string {
  const { changes } = event;
  const [first] = changes;
  const title = event.changeRequest?.title ?? event.experiment?.name;
  if (title !== undefined) {
    return `${headlineOf(event)}${environment === null ? '' : ` in ${name(environment)}`}: ${oneLine(title)}`;
  }
  if (first && changes.length === 1) return oneLine(first.summary).replace(/\.$/, '');
  const where = environment === null ? '' : ` in ${name(environment)}`;
  const headline = headlineOf(event);
  if (!first) return headline + where;
  return `${changes.length} changes${where}${headline === 'Flag changed' ? '' : `, ${headline.toLowerCase()}`}`;
}

function linesOf({ sentence, sides }: MessageChange): string[] {
  return [`- ${sentence}`, ...(sides ? [`  before: ${sides.before}`, `  after: ${sides.after}`] : [])];
}

const name = (text: string) => shorten(text, MAX_NAME_LENGTH);
