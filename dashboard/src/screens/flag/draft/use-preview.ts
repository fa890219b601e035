import { useCallback, useEffect, useState } from 'react';
import { useRun } from '../../../api/hooks.ts';
import { ended } from '../../../api/session.ts';
import {
  PreviewFlagChangeDocument,
  type PreviewFragment,
  type ProposeFlagChangeInput,
} from '../../../gql/graphql.ts';

/** How long nobody types before the server is asked. */
const PAUSE_MS = 150;

export interface PreviewState {
  preview: PreviewFragment | undefined;
  error: string | undefined;
  /** Whether what is shown is that of the present draft. */
  isCurrent: boolean;
  /** Asks once more for the same draft: something else than the draft has changed. */
  again: () => void;
}

interface Answer {
  text: string;
  round: number;
  preview?: PreviewFragment;
  error?: string;
}

/** What the server would do with a change; asked again when it has changed. Null while there is nothing to ask. */
export function usePreview(input: ProposeFlagChangeInput | null): PreviewState {
  const run = useRun();
  const text = input === null ? '' : JSON.stringify(input);
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((present) => present + 1), []);
  // What was refused while the session had ended is asked again after it.
  useEffect(() => {
    const stop = ended.subscribe(() => {
      if (!ended.get()) again();
    });
    return () => void stop();
  }, [again]);
  const [state, setState] = useState<Answer>({ text: '', round });
  useEffect(() => {
    if (text === '') return;
    let isLate = false;
    const timer = setTimeout(async () => {
      try {
        const { previewFlagChange } = await run(PreviewFlagChangeDocument, { input: JSON.parse(text) });
        if (!isLate) setState({ text, round, preview: previewFlagChange });
      } catch (error) {
        if (!isLate) setState({ text, round, error: (error as Error).message });
      }
    }, PAUSE_MS);
    return () => {
      isLate = true;
      clearTimeout(timer);
    };
  }, [run, text, round]);
  if (text === '') return { preview: undefined, error: undefined, isCurrent: true, again };
  const isCurrent = state.text === text && state.round === round;
  return { preview: state.preview, error: state.error, isCurrent, again };
}
