import { shorten } from '../contract/shorten.ts';
import type { Digest, DigestLine } from './digest.ts';
import { nameAndKey } from './message-text.ts';

/** A digest as it is shown: each line in three parts. */
export interface ShownDigest extends Omit<Digest, 'lines'> {
  lines: ShownLine[];
}

export interface ShownLine {
  /** What happened, with a colon if `subject` follows. */
  happened: string;
  /** `New checkout (new-checkout)`; null when the event has neither flag nor integration. */
  subject: string | null;
  url: string | null;
  /** ` · off → on`; empty when there is nothing to add. */
  change: string;
}

/** The digest, shortened as little as possible until `fits` accepts it: first long texts, then links, and lines last. */
export function fitDigest(digest: Digest, fits: (digest: ShownDigest) => boolean): ShownDigest {
  const whole = details.map((detail) => show(digest, detail, digest.lines.length));
  const fewer = digest.lines.map((_, index) => show(digest, smallest, digest.lines.length - 1 - index));
  return [...whole, ...fewer].find(fits) ?? show(digest, smallest, 0);
}

/** Lengths in UTF-16 units. */
interface Detail {
  happened: number;
  subject: number;
  sentence: number;
  side: number;
  links: boolean;
}

const smallest: Detail = { happened: 60, subject: 50, sentence: 60, side: 20, links: false };
const details: Detail[] = [
  { happened: 120, subject: 120, sentence: 150, side: 80, links: true },
  { happened: 90, subject: 80, sentence: 100, side: 40, links: true },
  { happened: 60, subject: 50, sentence: 60, side: 20, links: true },
  smallest,
];

function show(digest: Digest, detail: Detail, count: number): ShownDigest {
  const lines = digest.lines.slice(0, count).map((line) => showLine(line, detail));
  return { ...digest, lines, left: digest.lines.length - count };
}

function showLine(line: DigestLine, detail: Detail): ShownLine {
  const { flag, integration, sentence, sides, moreChanges } = line;
  const subject = flag
    ? nameAndKey(flag, detail.subject)
    : integration && shorten(integration, detail.subject);
  const cut = (side: string) => shorten(side, detail.side);
  const texts = [
    ...(sentence === null ? [] : [shorten(sentence, detail.sentence)]),
    ...(sides === null ? [] : [`${cut(sides.before)} → ${cut(sides.after)}`]),
  ].join(' ');
  const more = moreChanges === 0 ? '' : `${moreChanges} more ${moreChanges === 1 ? 'change' : 'changes'}`;
  const change = [texts, more].filter((part) => part !== '').join('; ');
  const happened = shorten(line.happened, detail.happened);
  return {
    happened: subject === null ? happened : `${happened}: `,
    subject,
    url: detail.links && subject !== null ? line.url : null,
    change: change === '' ? '' : ` · ${change}`,
  };
}
