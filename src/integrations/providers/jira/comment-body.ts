/** A message as the document of a comment. */

import type { OutgoingEvent } from '../../event/outgoing-event.ts';
import { fitMessage } from '../../messages/fit-message.ts';
import { type Message, type MessageChange, toMessage } from '../../messages/message.ts';
import { timeOf, titleOf } from '../../messages/message-text.ts';
import {
  blockquote,
  bulletList,
  code,
  codeBlock,
  doc,
  em,
  link,
  type Node,
  paragraph,
  plain,
  strong,
} from './adf.ts';

/** Key of the comment property with the id of the event. */
export const EVENT_PROPERTY = 'gogreen';

/** Jira accepts 32,767 characters of the document as JSON. */
const MAX_DOCUMENT_LENGTH = 30_000;
const MAX_TITLE_LENGTH = 200;

/** The body of the request that adds the comment. */
export function toComment(event: OutgoingEvent): Record<string, unknown> {
  const message = fitMessage(
    toMessage(event),
    (candidate) => JSON.stringify(toDocument(candidate)).length <= MAX_DOCUMENT_LENGTH,
  );
  return {
    body: toDocument(message),
    properties: [{ key: EVENT_PROPERTY, value: { eventId: event.id } }],
  };
}

function toDocument(message: Message): Node {
  const { changes, comment, diff, shortened } = message;
  return doc([
    paragraph([strong(titleOf(message, MAX_TITLE_LENGTH))]),
    paragraph(placeOf(message)),
    ...(changes.length === 0 ? [] : [bulletList(changes.map(toItem))]),
    ...(diff.length === 0 ? [] : [codeBlock(diff.join('\n'), 'diff')]),
    ...(comment === null ? [] : [blockquote(linesOf(comment))]),
    ...(shortened === null ? [] : [paragraph([em(shortened)])]),
    footerOf(message),
  ]);
}

function placeOf({ actor, environment, project }: Message): Node[] {
  return [
    plain('By '),
    strong(actor),
    ...(environment === null ? [] : [plain(' in '), strong(environment)]),
    plain(', project '),
    strong(project),
  ];
}

function toItem({ sentence, sides }: MessageChange): Node {
  if (!sides) return paragraph([plain(sentence)]);
  return paragraph([plain(`${sentence} `), code(sides.before), plain(' → '), code(sides.after)]);
}

function linesOf(comment: string): Node[] {
  return comment
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => paragraph([plain(line)]));
}

/** With the event's id, by which a repeated delivery finds that the comment exists already. */
function footerOf(message: Message): Node {
  const { link: to, wireName, eventId } = message;
  return paragraph([
    ...(to === null ? [] : [link(to.label, to.url), plain(' · ')]),
    plain(`${wireName} · ${timeOf(message)} · ${eventId}`),
  ]);
}
