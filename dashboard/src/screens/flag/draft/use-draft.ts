import { useCallback, useEffect, useMemo, useState } from 'react';
import { type Draft, rebase, same } from './draft.ts';
import { forgetDraft, type KeptDraft, keepDraft, readDraft } from './kept-draft.ts';

export interface DraftState {
  draft: Draft;
  isChanged: boolean;
  /** What somebody else has changed as well, in words. */
  conflicts: string[];
  /** Whether somebody else has saved since the draft began. */
  wasRebased: boolean;
  edit: (change: Partial<Draft>) => void;
  discard: () => void;
}

/** The draft of one environment. It outlives a reload and the end of the session, and follows what others save. */
export function useDraft(key: string, stored: Draft): DraftState {
  const [kept, setKept] = useState<KeptDraft | null>(() => readDraft(key));
  const [wasRebased, setRebased] = useState(false);

  const current = useMemo(() => {
    if (kept === null || same(kept.base, stored)) return kept;
    const { draft, conflicts } = rebase(kept.base, kept.mine, stored);
    return { base: stored, mine: draft, conflicts };
  }, [kept, stored]);

  useEffect(() => {
    if (current === kept) return;
    setRebased(true);
    setKept(current);
  }, [current, kept]);

  const draft = current?.mine ?? stored;
  const isChanged = !same(draft, stored);
  useEffect(() => {
    if (current === null || !isChanged) forgetDraft(key);
    else keepDraft(key, current);
  }, [key, current, isChanged]);

  const edit = useCallback(
    (change: Partial<Draft>) =>
      setKept((present) => ({
        base: present?.base ?? stored,
        mine: { ...(present?.mine ?? stored), ...change },
        conflicts: present?.conflicts ?? [],
      })),
    [stored],
  );
  const discard = useCallback(() => {
    setKept(null);
    setRebased(false);
  }, []);
  return {
    draft,
    isChanged,
    conflicts: current?.conflicts ?? [],
    wasRebased: wasRebased && isChanged,
    edit,
    discard,
  };
}
