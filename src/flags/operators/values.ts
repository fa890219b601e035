/** What single values may be: each check answers with what is wrong and how to fix it, or with null. */

import { isScalar } from 'gogreen-engine';
import { countCharacters, numberIssue } from '../../platform/input/json.ts';
import type { JsonValue } from '../flag.ts';

export const maxTextLength = 1_000;

export function checkScalar(value: JsonValue): string | null {
  if (typeof value === 'string') return checkStorable(value);
  if (typeof value === 'number') return checkNumber(value);
  return isScalar(value) ? null : `must be a string, a number or a boolean, not ${nameType(value)}`;
}

export function checkNumber(value: JsonValue): string | null {
  if (typeof value !== 'number') {
    const hint =
      typeof value === 'string' && isNumeric(value) ? `: write ${value.trim()} without quotes` : '';
    return `must be a number, not ${nameType(value)}${hint}`;
  }
  return numberIssue(value);
}

/** Text that is looked for inside other text: the empty string would be found everywhere. */
export function checkSearchText(value: JsonValue): string | null {
  if (typeof value !== 'string') {
    const hint = isScalar(value) ? `: write it in quotes, "${value}"` : '';
    return `must be a string, not ${nameType(value)}${hint}`;
  }
  if (value === '') return 'must not be empty: to test that the attribute is there, use EXISTS';
  return checkStorable(value);
}

/** Text that the database can store and that comes back unchanged. */
export function checkStorable(text: string): string | null {
  const length = countCharacters(text);
  if (length > maxTextLength) return `must be at most ${maxTextLength} characters long, not ${length}`;
  if (text.includes('\0')) return 'must not contain the character U+0000: it cannot be stored';
  return text.isWellFormed() ? null : 'must be well-formed Unicode: it contains half of a surrogate pair';
}

/** For messages: "a string", "null", "a list". */
export function nameType(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

const isNumeric = (text: string) => text.trim() !== '' && text.length < 40 && Number.isFinite(Number(text));
