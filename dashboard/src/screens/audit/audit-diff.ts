/** What an audit entry changed, as a diff of text: one line for each field and each value within it. */

import { createTwoFilesPatch } from 'diff';
import { visible } from '../../design/visible.ts';

const CONTEXT_LINES = 3;

export function auditDiff(before: unknown, after: unknown): string {
  const patch = createTwoFilesPatch('', '', textOf(before), textOf(after), undefined, undefined, {
    context: CONTEXT_LINES,
  });
  // Without the rule and the names of the two texts.
  return patch.split('\n').slice(3).join('\n');
}

/** Names of the fields that the entry has values of. */
export function fieldsOf(before: unknown, after: unknown): string[] {
  return [...new Set([...Object.keys(toObject(before)), ...Object.keys(toObject(after))])].sort();
}

function textOf(value: unknown): string {
  return Object.entries(toObject(value))
    .sort(([left], [right]) => left.localeCompare(right, 'en'))
    .map(([name, field]) => `${visible(name)}: ${visible(JSON.stringify(field, null, 2))}\n`)
    .join('');
}

function toObject(value: unknown): Record<string, unknown> {
  if (value === null || value === undefined) return {};
  return typeof value === 'object' ? (value as Record<string, unknown>) : { value };
}
