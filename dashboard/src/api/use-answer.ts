import { useCallback, useEffect, useState } from 'react';
import type { AnyVariables } from 'urql';
import { FailureError } from './failure.ts';
import { type TypedDocument, useRun } from './hooks.ts';
import { ended } from './session.ts';
import { useRetry } from './use-retry.ts';

/** How long nobody types before the server is asked. */
const PAUSE_MS = 150;

export interface AnswerState<Result> {
  data: Result | undefined;
  error: string | undefined;
  /** Whether what is shown is the answer to the present question. */
  isCurrent: boolean;
  /** Asks the same once more: something else than the question has changed. */
  again: () => void;
}

interface Answer<Result> {
  text: string;
  round: number;
  data?: Result;
  error?: Error;
}

/**
 * What the server answers to a question that changes while somebody types. Null while there is nothing to ask. After a failure
 * that may pass, the same question is asked again by itself.
 */
export function useAnswer<Result, Variables extends AnyVariables>(
  document: TypedDocument<Result, Variables>,
  variables: Variables | null,
): AnswerState<Result> {
  const run = useRun();
  const text = variables === null ? '' : JSON.stringify(variables);
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((present) => present + 1), []);
  // What was refused while the session had ended is asked again after it.
  useEffect(() => {
    const stop = ended.subscribe(() => {
      if (!ended.get()) again();
    });
    return () => void stop();
  }, [again]);
  const [state, setState] = useState<Answer<Result>>({ text: '', round });
  useEffect(() => {
    if (text === '') return;
    let isLate = false;
    const timer = setTimeout(async () => {
      try {
        const data = await run(document, JSON.parse(text) as Variables);
        if (!isLate) setState({ text, round, data });
      } catch (error) {
        if (!isLate) setState({ text, round, error: error as Error });
      }
    }, PAUSE_MS);
    return () => {
      isLate = true;
      clearTimeout(timer);
    };
  }, [run, document, text, round]);
  // A failure of another question is not asked about again: that one is no longer of interest.
  const failure = text !== '' && state.text === text ? state.error : undefined;
  useRetry(failure instanceof FailureError && failure.isPassing ? failure : undefined, again);
  if (text === '') return { data: undefined, error: undefined, isCurrent: true, again };
  const isCurrent = state.text === text && state.round === round;
  return { data: state.data, error: state.error?.message, isCurrent, again };
}
