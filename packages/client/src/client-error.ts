export type ClientErrorCode =
  /** The server does not know the key, or it was revoked or has expired (401). */
  | 'UNAUTHENTICATED'
  /** The key may not read this, such as a client key that asks for rules (403). */
  | 'FORBIDDEN'
  /** The server rejected the context (400, 413, 422). */
  | 'INVALID_CONTEXT'
  /** The server cannot be reached, answers with an error, or sends what is not a ruleset. */
  | 'UNAVAILABLE'
  /** It took longer than the caller wanted to wait. */
  | 'TIMEOUT'
  /** The client was closed. */
  | 'CLOSED';

/** Why a client has no flags, or none that are current. */
export class ClientError extends Error {
  readonly code: ClientErrorCode;
  /** Milliseconds that the server asked to wait, with Retry-After. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: ClientErrorCode,
    message: string,
    options: { cause?: unknown; retryAfterMs?: number } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ClientError';
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
  }

  /** No further attempt can do better until a key or a context is another. */
  get isFinal(): boolean {
    return this.code === 'UNAUTHENTICATED' || this.code === 'FORBIDDEN' || this.code === 'INVALID_CONTEXT';
  }
}
