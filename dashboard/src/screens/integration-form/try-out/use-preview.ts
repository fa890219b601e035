import { useEffect, useState } from 'react';
import type { CommandError } from '../../../api/command.ts';
import { useRun } from '../../../api/hooks.ts';
import {
  PreviewIntegrationDocument,
  type PreviewIntegrationInput,
  type PreviewIntegrationMutation,
} from '../../../gql/graphql.ts';

/** How long nobody types before the server is asked. */
const PAUSE_MS = 500;

type Payload = Extract<
  PreviewIntegrationMutation['previewIntegration'],
  { __typename: 'PreviewIntegrationPayload' }
>;

export interface PreviewState {
  payload: Payload | undefined;
  error: CommandError | undefined;
  /** Whether what is shown is that of the present input. */
  isCurrent: boolean;
}

/** The requests that the server would send; asked for again when the input has changed. Null while it lacks something. */
export function usePreview(input: PreviewIntegrationInput | null): PreviewState {
  const run = useRun();
  const text = input === null ? '' : JSON.stringify(input);
  const [state, setState] = useState<{ text: string; payload?: Payload; error?: CommandError }>({ text: '' });
  useEffect(() => {
    if (text === '') return;
    let isLate = false;
    const timer = setTimeout(async () => {
      const next = await ask(run, JSON.parse(text));
      if (!isLate) setState({ text, ...next });
    }, PAUSE_MS);
    return () => {
      isLate = true;
      clearTimeout(timer);
    };
  }, [run, text]);
  if (text === '') return { payload: undefined, error: undefined, isCurrent: true };
  return { payload: state.payload, error: state.error, isCurrent: state.text === text };
}

async function ask(
  run: ReturnType<typeof useRun>,
  input: PreviewIntegrationInput,
): Promise<{ payload: Payload } | { error: CommandError }> {
  try {
    const { previewIntegration: result } = await run(PreviewIntegrationDocument, { input });
    return result.__typename === 'PreviewIntegrationPayload' ? { payload: result } : { error: result };
  } catch (failure) {
    return { error: { __typename: 'Error', message: (failure as Error).message } };
  }
}
