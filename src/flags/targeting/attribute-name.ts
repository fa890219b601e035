import { countCharacters } from '../../platform/input/json.ts';

const maxLength = 100;

/**
 * What is wrong with the name of a context attribute, or null. A name is one top-level key of the context: dots are
 * ordinary characters and do not reach into objects.
 */
export function checkAttributeName(name: string): string | null {
  if (name === '') return 'must name an attribute of the context, such as "country"';
  const length = countCharacters(name);
  if (length > maxLength) return `must be at most ${maxLength} characters long, not ${length}`;
  if (/\p{Cc}/u.test(name)) return 'must not contain control characters (line breaks, tabs, U+0000)';
  return name.isWellFormed() ? null : 'must be well-formed Unicode: it contains half of a surrogate pair';
}
