/**
 * The content of a message, without any product's markup: actor, changes with old and new values, and where. Chat providers
 * format it, and let `fitMessage` shorten it to the limits of their product.
 */

import { diffCodeLike } from '../../flags/code-like/code-like-diff.ts';
import { escapeHidden } from '../../flags/code-like/code-like-text.ts';
import { minuteOf } from '../../platform/minute.ts';
import { shorten } from '../contract/shorten.ts';
import type { FlagChangeData, IntegrationData, OutgoingEvent } from '../event/outgoing-event.ts';
import { approvalSentences } from './approval-sentences.ts';
import { beforeAndAfter } from './before-and-after.ts';
import { experimentSentences } from './experiment-sentences.ts';
import { headlineOf, linkLabelOf } from './headline.ts';
import { oneLine } from './one-line.ts';

export interface Message {
  eventId: string;
  wireName: string;
  occurredAt: Date;
  /** What happened in a few words, without the flag: `Flag switched on`. */
  headline: string;
  flag: { key: string; name: string } | null;
  /** Name and provider of the integration, in events about one: `Release channel (Slack)`. */
  integration: string | null;
  project: string;
  /** Null when the event concerns no environment in particular. */
  environment: string | null;
  /** `Ada (ada@example.com)`. */
  actor: string;
  changes: MessageChange[];
  /** May have several lines. */
  comment: string | null;
  /** The changed lines of the code-like, each beginning with `+`, `-` or a space; empty when no rule changed. */
  diff: string[];
  link: { label: string; url: string } | null;
  /** A sentence that says what was omitted; null when the message is complete. */
  shortened: string | null;
}

export interface MessageChange {
  /** A sentence. If `sides` is given, it ends with a colon and does not repeat the values. */
  sentence: string;
  sides: { before: string; after: string } | null;
}

/** The complete message of an event. */
export function toMessage(event: OutgoingEvent): Message {
  const headline = headlineOf(event);
  return {
    eventId: event.id,
    wireName: event.wireName,
    occurredAt: event.occurredAt,
    headline: event.test ? `Test: ${headline}` : headline,
    flag: event.flag && { key: oneLine(event.flag.key), name: oneLine(event.flag.name) },
    integration: event.integration && integrationOf(event.integration),
    project: nameOf(event.project),
    environment: event.environment && nameOf(event.environment),
    actor: actorOf(event.actor),
    changes: [
      ...approvalSentences(event).map(toSentence),
      ...experimentSentences(event).map(toSentence),
      ...event.changes.map(toMessageChange),
      ...integrationSentences(event),
    ],
    comment: commentOf(event),
    diff: event.changeRequest || event.changes.some(isAboutRules) ? diffLines(event) : [],
    link: event.url === null ? null : { label: linkLabelOf(event), url: event.url },
    shortened: null,
  };
}

const MAX_NAME_LENGTH = 80;

function nameOf({ name, key }: { name: string; key: string }): string {
  return shorten(oneLine(name) || key, MAX_NAME_LENGTH);
}

function integrationOf({ id, name, providerLabel }: IntegrationData): string {
  return `${shorten(oneLine(name) || id, MAX_NAME_LENGTH)} (${providerLabel})`;
}

/** Sentences for events about integrations, shown in place of changes. */
function integrationSentences({ integration, occurredAt }: OutgoingEvent): MessageChange[] {
  if (!integration) return [];
  const sentences = [
    `Disabled since ${minuteOf(occurredAt)}, until somebody enables it again.`,
    `Why: ${oneLine(integration.reason)}`,
  ];
  return sentences.map(toSentence);
}

function toSentence(sentence: string): MessageChange {
  return { sentence, sides: null };
}

function actorOf({ id, name, email }: OutgoingEvent['actor']): string {
  const shown = shorten(oneLine(name) || id, MAX_NAME_LENGTH);
  if (email === null || email === name) return shown;
  return `${shown} (${shorten(oneLine(email), MAX_NAME_LENGTH)})`;
}

function commentOf({ comment }: OutgoingEvent): string | null {
  const lines = (comment ?? '').trim().split(/\r\n|[\n\r\u2028\u2029]/);
  return lines.map((line) => escapeHidden(line.replaceAll('\t', ' '))).join('\n') || null;
}

function toMessageChange(change: FlagChangeData): MessageChange {
  const found = beforeAndAfter(change);
  if (!found) return { sentence: oneLine(change.summary), sides: null };
  const { before, after, summaryTail } = found;
  // Summaries are cut at 500 characters, so only the beginning of a long value is in them.
  const end = summaryTail === null ? -1 : change.summary.indexOf(summaryTail.slice(0, 60));
  const sentence = end === -1 ? change.summary : change.summary.slice(0, end);
  return { sentence: `${oneLine(sentence).replace(/[.:]$/, '')}:`, sides: { before, after } };
}

function isAboutRules({ __typename }: FlagChangeData): boolean {
  return __typename.startsWith('FlagCondition');
}

/** The diff without its header and line numbers. Distant parts are separated by …. */
function diffLines({ codeLikeBefore, codeLikeAfter }: OutgoingEvent): string[] {
  const lines = diffCodeLike(codeLikeBefore, codeLikeAfter)?.split('\n').slice(2) ?? [];
  return lines.map((line) => (line.startsWith('@@') ? '…' : line)).slice(1);
}
