/** Why the API did not answer, in words, and whether asking again can help. */

export interface Failure {
  networkError?: Error | undefined;
  graphQLErrors: { message: string; extensions?: Record<string, unknown> }[];
  message: string;
  response?: { status?: number } | undefined;
}

/** Codes of refusals that hold for a moment only. */
const PASSING = ['RATE_LIMITED', 'UNAVAILABLE', 'INTERNAL_SERVER_ERROR'];

/** Whether the same question may be answered a little later. */
export function isPassing({ networkError, graphQLErrors }: Failure): boolean {
  if (networkError !== undefined) return true;
  return graphQLErrors.some(({ extensions }) => PASSING.includes(String(extensions?.['code'])));
}

/** What a question or command that was sent by hand fails with: the sentence, and whether asking again can help. */
export class FailureError extends Error {
  readonly isPassing: boolean;

  constructor(failure: Failure) {
    super(sentence(failure, 'Try again.'));
    this.isPassing = isPassing(failure);
  }
}

export function sentence(error: Failure, next = 'The page tries again by itself.'): string {
  const { networkError, graphQLErrors, message, response } = error;
  if (networkError === undefined) return graphQLErrors[0]?.message ?? message;
  const status = response?.status;
  if (status !== undefined && status >= 300) return `The server answered ${status}. ${next}`;
  return `The server cannot be reached. Check the connection. ${next}`;
}
