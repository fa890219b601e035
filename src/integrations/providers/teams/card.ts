/**
 * A message as Adaptive Card 1.4, which every poster of Workflows takes; some show nothing of a 1.5 card. Whatever
 * people have typed stands in text runs, where nothing is Markdown: names can neither format nor link. One block for
 * each line, because clients disagree about line breaks within a run.
 */

import type { Message, MessageChange } from '../../messages/message.ts';
import { notificationOf, timeOf, titleOf } from '../../messages/message-text.ts';

const MAX_TITLE_LENGTH = 200;
const MAX_FALLBACK_LENGTH = 300;

type Node = Record<string, unknown>;

export function toCard(message: Message): Node {
  const { comment, shortened, link } = message;
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    fallbackText: notificationOf(message, MAX_FALLBACK_LENGTH),
    body: [
      line([run(titleOf(message, MAX_TITLE_LENGTH), { size: 'Large', weight: 'Bolder' })]),
      ...factsOf(message),
      ...message.changes.map(toLine),
      ...toDiff(message.diff),
      ...(comment === null ? [] : [toComment(comment)]),
      ...(shortened === null ? [] : [line([run(shortened, { italic: true })])]),
      line([run(footer(message), { size: 'Small', isSubtle: true })]),
    ],
    ...(link === null ? {} : { actions: [{ type: 'Action.OpenUrl', title: link.label, url: link.url }] }),
  };
}

function factsOf({ actor, environment, project }: Message): Node[] {
  const facts = [
    ['By', actor],
    ['Environment', environment],
    ['Project', project],
  ] as const;
  return facts.flatMap(([name, value]) =>
    value === null ? [] : [line([run(`${name}: `, { weight: 'Bolder' }), run(value)], 'None')],
  );
}

function toLine({ sentence, sides }: MessageChange): Node {
  if (!sides) return line([run(`• ${sentence}`)], 'Small');
  const code = { fontType: 'Monospace' };
  return line([run(`• ${sentence} `), run(sides.before, code), run(' → '), run(sides.after, code)], 'Small');
}

function toDiff(diff: string[]): Node[] {
  if (diff.length === 0) return [];
  return [{ type: 'Container', style: 'emphasis', items: diff.map(toDiffLine) }];
}

const diffColors: Record<string, string> = { '+': 'Good', '-': 'Attention' };

function toDiffLine(text: string): Node {
  const color = diffColors[text.charAt(0)];
  // A space at the beginning would be dropped, and the line would not stand below the others.
  const shown = text.replace(/^ /, '\u00a0');
  return line([run(shown, { fontType: 'Monospace', size: 'Small', ...(color ? { color } : {}) })], 'None');
}

function toComment(comment: string): Node {
  const lines = comment.split('\n').filter((text) => text.trim() !== '');
  const [first = '', ...others] = lines;
  return {
    type: 'Container',
    items: [
      line([run('Comment: ', { weight: 'Bolder' }), run(first)]),
      ...others.map((text) => line([run(text)], 'None')),
    ],
  };
}

/** With our id of the event: deliveries are made at least once, and Teams has no place for it out of sight. */
function footer(message: Message): string {
  return `${message.wireName} · ${timeOf(message)} · ${message.eventId}`;
}

function line(inlines: Node[], spacing?: 'None' | 'Small'): Node {
  return { type: 'RichTextBlock', ...(spacing ? { spacing } : {}), inlines };
}

function run(text: string, style: Node = {}): Node {
  return { type: 'TextRun', text, ...style };
}
