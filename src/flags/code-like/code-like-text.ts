/** How code-like writes what users have typed, so that it can neither break a line nor hide anything from a reader. */

import type { JsonValue } from '../flag.ts';

/**
 * Characters that are invisible or reorder what is around them: controls, soft hyphen, zero-width space and no-break
 * space, word joiner and its invisible kin, line and paragraph separators, bidi marks, embeddings and isolates.
 * Joiners (U+200C, U+200D) and variation selectors stay: emoji and several scripts are made with them.
 */
const hidden = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\u00ad\u200b\u2060-\u206f\ufeff]/gu;

/** A value as JSON: strings in quotes, numbers and booleans bare. */
export const quoteValue = (value: JsonValue): string => escapeHidden(JSON.stringify(value));

/** A plain identifier as it is, any other attribute name in backticks. */
export function quoteName(name: string): string {
  if (/^[A-Za-z_$][\w$]*$/.test(name)) return name;
  return `\`${escapeHidden(name.replaceAll(/[\\`]/g, '\\$&'))}\``;
}

export function escapeHidden(text: string): string {
  return text.replaceAll(
    hidden,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
