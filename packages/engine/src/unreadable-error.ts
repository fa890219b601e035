/** Data that cannot be evaluated. The message says which part of it, and why. */
export class UnreadableError extends Error {}

/** Runs `read`; what it throws becomes an UnreadableError whose message begins with the place. */
export function readAt<Result>(place: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw new UnreadableError(`${place}: ${messageOf(error)}`);
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
