import { FILE_HEADERS_ONLY, formatPatch, type StructuredPatch, structuredPatch } from 'diff';

/** Beyond this many changed lines the search for the shortest diff takes too long: its time grows with their square. */
const maxEditLength = 1_000;

/**
 * The unified diff of two code-likes, three lines of context, under `--- before` and `+++ after`; null when they are
 * equal. A null side is one that does not exist. Ends without a line break, as code-likes do.
 */
export function diffCodeLike(before: string | null, after: string | null): string | null {
  if (before === after) return null;
  const [old, now] = [asFile(before), asFile(after)];
  const patch =
    structuredPatch('before', 'after', old, now, undefined, undefined, { context: 3, maxEditLength }) ??
    replaceAll(old, now);
  return formatPatch(patch, FILE_HEADERS_ONLY).replace(/\n$/, '');
}

/** With a last line break, because a diff of texts without one marks their ends. */
const asFile = (text: string | null) => (text ? `${text}\n` : '');

function replaceAll(before: string, after: string): StructuredPatch {
  const [old, now] = [splitLines(before), splitLines(after)];
  const hunk = {
    oldStart: 1,
    oldLines: old.length,
    newStart: 1,
    newLines: now.length,
    lines: [...old.map((line) => `-${line}`), ...now.map((line) => `+${line}`)],
  };
  return {
    oldFileName: 'before',
    newFileName: 'after',
    oldHeader: undefined,
    newHeader: undefined,
    hunks: [hunk],
  };
}

const splitLines = (text: string) => (text === '' ? [] : text.slice(0, -1).split('\n'));
