import { escapeHidden } from '../../flags/code-like/code-like-text.ts';

/** What users have typed, on one line and without characters that hide or reorder what is around them. */
export function oneLine(text: string): string {
  return escapeHidden(text.replaceAll(/\s+/g, ' ').trim());
}
