/**
 * A message as Adaptive Card 1.4, which all actions of Workflows can post; some show a 1.5 card as empty. All text of users is
 * in text runs, which are not Markdown, so that names can neither format nor link. Each line is a block of its own, because
 * clients treat line breaks within a run differently.
 */

import type { Message, MessageChange } from '../../messages/message.ts';
import { notificationOf, timeOf, titleOf } from '../../messages/message-text.ts';
import { card, fact, footer, line, type Node, run, title } from './elements.ts';

export const MAX_TITLE_LENGTH = 200;
export const MAX_FALLBACK_LENGTH = 300;

export function toCard(message: Message): Node {
  const { comment, shortened, link } = message;
  return {
    ...card(notificationOf(message, MAX_FALLBACK_LENGTH), [
      title(titleOf(message, MAX_TITLE_LENGTH)),
      ...factsOf(message),
      ...message.changes.map(toLine),
      ...toDiff(message.diff),
      ...(comment === null ? [] : [toComment(comment)]),
      ...(shortened === null ? [] : [line([run(shortened, { italic: true })])]),
      // With the event's id, to recognize a message that was delivered twice. Teams has no hidden field for it.
      footer(`${message.wireName} · ${timeOf(message)} · ${message.eventId}`),
    ]),
    ...(link === null ? {} : { actions: [{ type: 'Action.OpenUrl', title: link.label, url: link.url }] }),
  };
}

function factsOf({ actor, environment, project }: Message): Node[] {
  return [
    fact('By', actor),
    ...(environment === null ? [] : [fact('Environment', environment)]),
    fact('Project', project),
  ];
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
  // A space at the beginning would be dropped, and the line would not be aligned with the others.
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
