/** The hooks of urql for documents that were written by the code generator. */

import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
import { useCallback, useEffect, useId, useRef } from 'react';
import {
  type AnyVariables,
  useClient,
  useQuery as useUrqlQuery,
  useSubscription as useUrqlSubscription,
} from 'urql';
import { type Failure, FailureError, isPassing, sentence } from './failure.ts';
import { ended, notLive } from './session.ts';
import { useRetry } from './use-retry.ts';

export type TypedDocument<Result, Variables> = DocumentTypeDecoration<Result, Variables> & {
  toString(): string;
};

interface QueryOptions {
  pause?: boolean;
  /** `fresh` shows what is cached and asks the server as well. */
  policy?: 'cached' | 'fresh';
}

export interface QueryState<Result> {
  data: Result | undefined;
  /** As a sentence; undefined while all is well. */
  error: string | undefined;
  fetching: boolean;
  /** Whether the data are those of these variables: not while those of the former ones are still shown. */
  isCurrent: boolean;
  /** Asks the server again. */
  reload: () => void;
}

export function useQuery<Result, Variables extends AnyVariables>(
  document: TypedDocument<Result, Variables>,
  variables: Variables,
  { pause = false, policy = 'fresh' }: QueryOptions = {},
): QueryState<Result> {
  const query = document.toString();
  const [{ data, error, fetching, operation }, execute] = useUrqlQuery<Result, AnyVariables>({
    query,
    variables,
    pause,
    requestPolicy: policy === 'fresh' ? 'cache-and-network' : 'cache-first',
  });
  const reload = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute]);
  useRetry(pause || error === undefined || !isPassing(error) ? undefined : error, reload);
  // Changes that were made while the session was over have not reached the page.
  useEffect(
    () =>
      ended.subscribe(() => {
        if (!pause && !ended.get()) reload();
      }),
    [pause, reload],
  );
  const key = JSON.stringify(variables);
  const isCurrent = operation !== undefined && JSON.stringify(operation.variables) === key;
  // What was shown last stays when asking for it again fails. An answer that failed as a whole has null for its data.
  const last = useRef<{ query: string; key: string; data: Result }>(undefined);
  if (data != null && isCurrent && error === undefined) last.current = { query, key, data };
  const kept = last.current?.query === query && last.current.key === key ? last.current.data : undefined;
  return { data: data ?? kept, error: error && sentence(error), fetching, isCurrent, reload };
}

export function useSubscription<Result, Variables extends AnyVariables>(
  document: TypedDocument<Result, Variables>,
  variables: Variables,
  onData: (data: Result) => void,
  { pause = false }: { pause?: boolean } = {},
): void {
  const [{ error }] = useUrqlSubscription<Result, null, AnyVariables>(
    { query: document.toString(), variables, pause },
    (_previous, data) => {
      onData(data);
      return null;
    },
  );
  const id = useId();
  useEffect(() => {
    if (error === undefined || pause || ended.get()) return;
    notLive.add(id, reasonOf(error));
    return () => notLive.remove(id);
  }, [id, error, pause]);
}

function reasonOf({ graphQLErrors }: Failure): string {
  return graphQLErrors[0]?.message || 'The server has ended the stream of events.';
}

/** Runs a query once, outside of rendering: a preview, a page that is asked for by hand. Fails with a FailureError. */
export function useRun() {
  const client = useClient();
  return useCallback(
    async <Result, Variables extends AnyVariables>(
      document: TypedDocument<Result, Variables>,
      variables: Variables,
    ): Promise<Result> => {
      const query = document.toString();
      const isMutation = query.trimStart().startsWith('mutation');
      const { data, error } = isMutation
        ? await client.mutation<Result, AnyVariables>(query, variables)
        : await client.query<Result, AnyVariables>(query, variables, { requestPolicy: 'network-only' });
      if (error) throw new FailureError(error);
      return data as Result;
    },
    [client],
  );
}
