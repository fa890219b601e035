import { shorten } from '../contract/shorten.ts';
import type { Message, MessageChange } from './message.ts';

/** The message, shortened as little as possible until `fits` accepts it: first texts, then the number of changes and lines. */
export function fitMessage(message: Message, fits: (message: Message) => boolean): Message {
  const candidates = details.map((detail) => shortenMessage(message, detail));
  // The last one has at most 3 KB of text, which is small enough for every product.
  return candidates.find(fits) ?? candidates.at(-1) ?? message;
}

/** Limits. Lengths are in UTF-16 units, each of which has at most three bytes in UTF-8. */
interface Detail {
  sentence: number;
  side: number;
  changes: number;
  comment: number;
  diffLine: number;
  diffLines: number;
}

const details: Detail[] = [
  { sentence: 500, side: 500, changes: 25, comment: 2_000, diffLine: 300, diffLines: 50 },
  { sentence: 300, side: 200, changes: 25, comment: 1_000, diffLine: 150, diffLines: 50 },
  { sentence: 200, side: 100, changes: 20, comment: 600, diffLine: 120, diffLines: 35 },
  { sentence: 160, side: 80, changes: 15, comment: 400, diffLine: 100, diffLines: 25 },
  { sentence: 140, side: 60, changes: 10, comment: 300, diffLine: 80, diffLines: 12 },
  { sentence: 120, side: 40, changes: 5, comment: 200, diffLine: 0, diffLines: 0 },
];

function shortenMessage(message: Message, detail: Detail): Message {
  const changes = message.changes.slice(0, detail.changes).map((change) => shortenChange(change, detail));
  const comment = message.comment && shorten(message.comment, detail.comment);
  const diff = message.diff.slice(0, detail.diffLines).map((line) => shorten(line, detail.diffLine));
  const texts = [...changes.flatMap(textsOf), comment, ...diff];
  const whole = new Set([...message.changes.flatMap(textsOf), message.comment, ...message.diff]);
  const missing = [
    ...countOf(message.changes.length - changes.length, 'change'),
    ...countOf(message.diff.length - diff.length, 'line of the diff', 'lines of the diff'),
    ...(texts.every((text) => whole.has(text)) ? [] : ['the end of long texts']),
  ];
  const shortened = missing.length === 0 ? null : `Left out here: ${missing.join(', ')}.`;
  return { ...message, changes, comment, diff, shortened };
}

function shortenChange({ sentence, sides }: MessageChange, detail: Detail): MessageChange {
  const cut = (side: string) => shorten(side, detail.side);
  return {
    sentence: shorten(sentence, detail.sentence),
    sides: sides && { before: cut(sides.before), after: cut(sides.after) },
  };
}

function textsOf({ sentence, sides }: MessageChange): string[] {
  return sides ? [sentence, sides.before, sides.after] : [sentence];
}

function countOf(count: number, one: string, many = `${one}s`): string[] {
  return count <= 0 ? [] : [`${count} more ${count === 1 ? one : many}`];
}
