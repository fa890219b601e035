/**
 * A message as Block Kit. Whatever people have typed stands in rich text or plain text, where nothing is markup: names
 * can neither format, link nor mention anybody. A link and not a button: for a button's click Slack expects the app to
 * answer, and shows a warning beside it when it does not.
 */

import type { Message, MessageChange } from '../../messages/message.ts';
import { timeOf, titleOf } from '../../messages/message-text.ts';

/** From the reference of Block Kit, header block. */
const MAX_HEADER_LENGTH = 150;

type Style = 'bold' | 'italic' | 'code';
type Element =
  | { type: 'text'; text: string; style?: Partial<Record<Style, true>> }
  | { type: 'link'; text: string; url: string };

export function toBlocks(message: Message): Record<string, unknown>[] {
  return [
    { type: 'header', text: { type: 'plain_text', text: titleOf(message, MAX_HEADER_LENGTH), emoji: false } },
    { type: 'rich_text', elements: [section(whoAndWhere(message)), ...details(message)] },
    { type: 'context', elements: [{ type: 'mrkdwn', text: footer(message) }] },
  ];
}

function whoAndWhere({ actor, environment, project }: Message): Element[] {
  const place = environment === null ? [] : [text(' in '), text(environment, 'bold')];
  return [text(actor, 'bold'), ...place, text(' · project '), text(project, 'bold')];
}

function details({ changes, diff, comment, shortened, link }: Message): Record<string, unknown>[] {
  return [
    ...(changes.length === 0
      ? []
      : [{ type: 'rich_text_list', style: 'bullet', elements: changes.map(toItem) }]),
    ...(diff.length === 0 ? [] : [{ type: 'rich_text_preformatted', elements: [text(diff.join('\n'))] }]),
    ...(comment === null ? [] : [{ type: 'rich_text_quote', elements: [text(comment)] }]),
    ...(shortened === null ? [] : [section([text(shortened, 'italic')])]),
    ...(link === null ? [] : [section([{ type: 'link', text: link.label, url: link.url }])]),
  ];
}

function toItem({ sentence, sides }: MessageChange): Record<string, unknown> {
  if (!sides) return section([text(sentence)]);
  return section([text(`${sentence} `), text(sides.before, 'code'), text(' → '), text(sides.after, 'code')]);
}

/** Shown in each reader's own time zone. Nothing in it was typed by people. */
function footer(message: Message): string {
  const seconds = Math.floor(message.occurredAt.getTime() / 1_000);
  return `<!date^${seconds}^{date_short_pretty} at {time}|${timeOf(message)}> · ${message.wireName}`;
}

function section(elements: Element[]): Record<string, unknown> {
  return { type: 'rich_text_section', elements };
}

/** Slack refuses empty text elements. */
function text(content: string, style?: Style): Element {
  return { type: 'text', text: content || ' ', ...(style ? { style: { [style]: true } } : {}) };
}
