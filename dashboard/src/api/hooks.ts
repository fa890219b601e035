/** The hooks of urql for documents that were written by the code generator. */

import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
import { useCallback } from 'react';
import {
  type AnyVariables,
  useClient,
  useQuery as useUrqlQuery,
  useSubscription as useUrqlSubscription,
} from 'urql';

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
  /** Asks the server again. */
  reload: () => void;
}

export function useQuery<Result, Variables extends AnyVariables>(
  document: TypedDocument<Result, Variables>,
  variables: Variables,
  { pause = false, policy = 'fresh' }: QueryOptions = {},
): QueryState<Result> {
  const [{ data, error, fetching }, execute] = useUrqlQuery<Result, AnyVariables>({
    query: document.toString(),
    variables,
    pause,
    requestPolicy: policy === 'fresh' ? 'cache-and-network' : 'cache-first',
  });
  const reload = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute]);
  // An answer that failed as a whole has null for its data.
  return { data: data ?? undefined, error: error && sentence(error), fetching, reload };
}

export function useSubscription<Result, Variables extends AnyVariables>(
  document: TypedDocument<Result, Variables>,
  variables: Variables,
  onData: (data: Result) => void,
  { pause = false }: { pause?: boolean } = {},
): void {
  useUrqlSubscription<Result, null, AnyVariables>(
    { query: document.toString(), variables, pause },
    (_previous, data) => {
      onData(data);
      return null;
    },
  );
}

/** Runs a query once, outside of rendering: a preview, a page that is asked for by hand. Fails with an Error. */
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
      if (error) throw new Error(sentence(error));
      return data as Result;
    },
    [client],
  );
}

function sentence(error: {
  networkError?: Error;
  graphQLErrors: { message: string }[];
  message: string;
}): string {
  if (error.networkError)
    return 'The server cannot be reached. Check the connection; the page tries again by itself.';
  return error.graphQLErrors[0]?.message ?? error.message;
}
