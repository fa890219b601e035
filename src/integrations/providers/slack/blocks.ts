/**
 * A message as Block Kit. All text of users is in rich text or plain text, which are not markup, so that names can neither
 * format, link nor mention anybody. It has a link and not a button, because Slack expects the app to answer clicks on buttons
 * and shows a warning otherwise.
 */

import type { Message, MessageChange } from '../../messages/message.ts';
import { timeOf, titleOf } from '../../messages/message-text.ts';
import {
  type Block,
  bullets,
  context,
  dateMarkup,
  type Element,
  header,
  link as linkTo,
  MAX_HEADER_LENGTH,
  section,
  text,
} from './elements.ts';

export function toBlocks(message: Message): Block[] {
  return [
    header(titleOf(message, MAX_HEADER_LENGTH)),
    { type: 'rich_text', elements: [section(whoAndWhere(message)), ...details(message)] },
    context(`${dateMarkup(message.occurredAt, timeOf(message))} · ${message.wireName}`),
  ];
}

function whoAndWhere({ actor, environment, project }: Message): Element[] {
  const place = environment === null ? [] : [text(' in '), text(environment, 'bold')];
  return [text(actor, 'bold'), ...place, text(' · project '), text(project, 'bold')];
}

function details({ changes, diff, comment, shortened, link }: Message): Block[] {
  return [
    ...(changes.length === 0 ? [] : [bullets(changes.map(toItem))]),
    ...(diff.length === 0 ? [] : [{ type: 'rich_text_preformatted', elements: [text(diff.join('\n'))] }]),
    ...(comment === null ? [] : [{ type: 'rich_text_quote', elements: [text(comment)] }]),
    ...(shortened === null ? [] : [section([text(shortened, 'italic')])]),
    ...(link === null ? [] : [section([linkTo(link.label, link.url)])]),
  ];
}

function toItem({ sentence, sides }: MessageChange): Block {
  if (!sides) return section([text(sentence)]);
  return section([text(`${sentence} `), text(sides.before, 'code'), text(' → '), text(sides.after, 'code')]);
}
