import { diffWordsWithSpace } from 'diff';
import styles from './diff.module.css';

interface Line {
  sign: '+' | '−' | ' ';
  text: string;
  /** The partner of a line that was changed, so that the words that differ can be marked. */
  partner?: string;
}

/** A unified diff as the API gives it, with the words that changed within a line marked. */
export function Diff({ text, label = 'What changes' }: { text: string; label?: string }) {
  return (
    <pre className={styles.diff} aria-label={label} tabIndex={0} role="group">
      {parse(text).map((line, index) => (
        <div
          key={index}
          className={line.sign === '+' ? styles.added : line.sign === '−' ? styles.removed : ''}
        >
          <span className={styles.sign}>{line.sign}</span>
          <span>{line.partner === undefined ? line.text : words(line)}</span>
        </div>
      ))}
    </pre>
  );
}

function words({ sign, text, partner = '' }: Line) {
  const [before, after] = sign === '+' ? [partner, text] : [text, partner];
  return diffWordsWithSpace(before, after)
    .filter(({ added, removed }) => (sign === '+' ? !removed : !added))
    .map(({ value, added, removed }, index) => (added || removed ? <b key={index}>{value}</b> : value));
}

function parse(text: string): Line[] {
  const lines: Line[] = text
    .split('\n')
    .filter((line) => line !== '' && !/^(---|\+\+\+|@@|\\)/.test(line))
    .map((line) => ({ sign: line[0] === '+' ? '+' : line[0] === '-' ? '−' : ' ', text: line.slice(1) }));
  let at = 0;
  while (at < lines.length) {
    const removed = run(lines, at, '−');
    const added = run(lines, at + removed, '+');
    if (removed === added) {
      for (let n = 0; n < removed; n += 1) pair(lines[at + n], lines[at + removed + n]);
    }
    at += Math.max(1, removed + added);
  }
  return lines;
}

function run(lines: Line[], from: number, sign: Line['sign']): number {
  let count = 0;
  while (lines[from + count]?.sign === sign) count += 1;
  return count;
}

function pair(removed: Line | undefined, added: Line | undefined): void {
  if (!removed || !added) return;
  removed.partner = added.text;
  added.partner = removed.text;
}
