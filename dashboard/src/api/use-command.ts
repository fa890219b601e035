/** Sends a mutation, with what the page needs to know about it. */

import { useState } from 'react';
import type { CommandError } from './command.ts';

export function useCommand() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CommandError>();
  /** The result of the command, or undefined when it failed; then `error` says why. */
  async function send<Result extends { __typename: string }, Name extends Result['__typename']>(
    name: Name,
    command: () => Promise<Result>,
  ): Promise<Extract<Result, { __typename: Name }> | undefined> {
    setBusy(true);
    setError(undefined);
    try {
      const result = await command();
      if (result.__typename === name) return result as Extract<Result, { __typename: Name }>;
      setError(result as unknown as CommandError);
    } catch (failure) {
      setError({ __typename: 'Error', message: (failure as Error).message });
    } finally {
      setBusy(false);
    }
    return undefined;
  }
  return { busy, error, send, forget: () => setError(undefined) };
}
