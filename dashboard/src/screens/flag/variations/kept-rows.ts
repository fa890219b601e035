/** The edited variations of a flag as this browser tab keeps them: over another tab of the page, and over a reload. */

import type { Row } from './variation-rows.ts';

export interface KeptRows {
  /** What the rows began with, or were last set on top of. */
  base: Row[];
  rows: Row[];
}

function keyOf(flagId: string): string {
  return `gogreen-variations:${flagId}`;
}

/** Without room for them they live as long as the page. */
export function keepRows(flagId: string, kept: KeptRows): void {
  try {
    sessionStorage.setItem(keyOf(flagId), JSON.stringify(kept));
  } catch {
    // An older state would come back as if it were the last one.
    forgetRows(flagId);
  }
}

export function forgetRows(flagId: string): void {
  sessionStorage.removeItem(keyOf(flagId));
}

export function readRows(flagId: string): KeptRows | null {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(flagId)) ?? 'null');
  } catch {
    return null;
  }
}
