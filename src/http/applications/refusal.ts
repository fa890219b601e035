/** Why a request of an application is not answered as it asks. Each protocol has its own form for it. */

export type RefusalCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'INVALID_INPUT'
  | 'RATE_LIMITED'
  | 'UNAVAILABLE'
  | 'INTERNAL';

/** Thrown by routes as well. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: RefusalCode;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: RefusalCode, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export function unauthenticated(message: string, isShown: boolean): Refusal {
  const error = isShown ? ', error="invalid_token"' : '';
  return new Refusal(401, 'UNAUTHENTICATED', message, {
    'WWW-Authenticate': `Bearer realm="GoGreen"${error}`,
  });
}

export function forbidden(message: string): Refusal {
  return new Refusal(403, 'FORBIDDEN', message);
}

export function notFound(message: string): Refusal {
  return new Refusal(404, 'NOT_FOUND', message);
}

export function invalidInput(message: string, status = 400): Refusal {
  return new Refusal(status, 'INVALID_INPUT', message);
}

/** `retryAfterSeconds` is sent as a whole number of at least 1: clients misread dates, fractions and 0. */
export function rateLimited(message: string, retryAfterSeconds: number): Refusal {
  return new Refusal(429, 'RATE_LIMITED', message, retryAfter(retryAfterSeconds));
}

export function unavailable(message: string, retryAfterSeconds = UNAVAILABLE_FOR_SECONDS): Refusal {
  return new Refusal(503, 'UNAVAILABLE', message, retryAfter(retryAfterSeconds));
}

const UNAVAILABLE_FOR_SECONDS = 5;

function retryAfter(seconds: number): Record<string, string> {
  return { 'Retry-After': String(Math.max(1, Math.ceil(seconds))) };
}
