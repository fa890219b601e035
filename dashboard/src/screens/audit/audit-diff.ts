/** What an audit entry changed, as a diff of text: each field with its value before and its value after. */

import { createTwoFilesPatch } from 'diff';
import { visible } from '../../design/text/visible.ts';

const CONTEXT_LINES = 3;

export function auditDiff(before: unknown, after: unknown): string {
  const [old, present] = [toObject(before), toObject(after)];
  return fieldsOf(before, after)
    .map((name) => {
      const patch = createTwoFilesPatch('', '', line(name, old), line(name, present), undefined, undefined, {
        context: CONTEXT_LINES,
      });
      // Without the rule and the names of the two texts.
      return patch.split('\n').slice(3).join('\n');
    })
    .join('');
}

/** Names of the fields that the entry has values of. */
export function fieldsOf(before: unknown, after: unknown): string[] {
  return [...new Set([...Object.keys(toObject(before)), ...Object.keys(toObject(after))])].sort();
}

function line(name: string, fields: Record<string, unknown>): string {
  if (!(name in fields)) return '';
  return `${visible(name)}: ${visible(JSON.stringify(fields[name], null, 2))}\n`;
}

function toObject(value: unknown): Record<string, unknown> {
  if (value === null || value === undefined) return {};
  return typeof value === 'object' ? (value as Record<string, unknown>) : { value };
}
