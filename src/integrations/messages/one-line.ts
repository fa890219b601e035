import { escapeHidden } from '../../flags/code-like/code-like-text.ts';

/** Text of users on one line, with characters escaped that would hide or reorder the text around them. */
export function oneLine(text: string): string {
  return escapeHidden(text.replaceAll(/\s+/g, ' ').trim());
}
