/** The draft of one environment as this browser tab keeps it: over a reload, and over the end of the session. */

import { type Draft, rebase, same } from './draft.ts';

export interface KeptDraft {
  /** What was stored when the draft began, or was last rebased. */
  base: Draft;
  mine: Draft;
  conflicts: string[];
}

export function draftKey(flagId: string, environmentKey: string): string {
  return `gogreen-draft:${flagId}:${environmentKey}`;
}

/** Without room for it the draft lives as long as the page. */
export function keepDraft(key: string, kept: KeptDraft): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // An older state would come back as if it were the last one.
    forgetDraft(key);
  }
}

export function forgetDraft(key: string): void {
  sessionStorage.removeItem(key);
}

export function readDraft(key: string): KeptDraft | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

/** The kept draft, rebased on what is stored now; null when no draft is kept, or when it changes nothing. */
export function presentDraft(key: string, stored: Draft): Draft | null {
  const kept = readDraft(key);
  if (kept === null) return null;
  const mine = same(kept.base, stored) ? kept.mine : rebase(kept.base, kept.mine, stored).draft;
  return same(mine, stored) ? null : mine;
}
