import { useEffect, useState } from 'react';
import { useRun } from '../../../api/hooks.ts';
import { CountReplayDocument } from '../../../gql/graphql.ts';
import type { ReplayRead } from './replay-input.ts';

/** How long nobody types before the server is asked. */
const PAUSE_MS = 300;

export interface ReplayCount {
  count?: number;
  error?: string;
}

/** How many deliveries the replay would queue; undefined while it is not known. */
export function useReplayCount(input: ReplayRead['input']): ReplayCount | undefined {
  const run = useRun();
  const text = input === undefined ? '' : JSON.stringify(input);
  const [state, setState] = useState<ReplayCount & { text: string }>({ text: '' });
  useEffect(() => {
    if (text === '') return;
    let isLate = false;
    const timer = setTimeout(async () => {
      const found = await run(CountReplayDocument, { input: { ...JSON.parse(text), countOnly: true } }).then(
        ({ replayEvents: result }) =>
          result.__typename === 'ReplayEventsPayload' ? { count: result.count } : { error: result.message },
        (failure: Error) => ({ error: failure.message }),
      );
      if (!isLate) setState({ text, ...found });
    }, PAUSE_MS);
    return () => {
      isLate = true;
      clearTimeout(timer);
    };
  }, [run, text]);
  return text !== '' && state.text === text ? state : undefined;
}
