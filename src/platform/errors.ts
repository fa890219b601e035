/** The errors that a command may return. Anything else that is thrown is a defect, which is masked and logged. */

export const errorCodes = [
  'INVALID_INPUT',
  'NOT_FOUND',
  'CONFLICT',
  'FORBIDDEN',
  'APPROVAL_REQUIRED',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

export abstract class CommandError extends Error {
  abstract readonly code: ErrorCode;
}

/** One reason why an input is rejected: where, and what to do about it. */
export interface Issue {
  /** Dotted path below `input`, such as `rules.0.clauses.1.values`. */
  path: string;
  message: string;
}

export class InvalidInputError extends CommandError {
  readonly code = 'INVALID_INPUT';
  readonly issues: Issue[];

  constructor(issues: Issue[]) {
    super(issues.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('\n'));
    this.issues = issues;
  }
}

export class NotFoundError extends CommandError {
  readonly code = 'NOT_FOUND';
}

/** The object has changed since it was read, or its state does not allow the change. The ids let the answer show the current state. */
export class ConflictError extends CommandError {
  readonly code = 'CONFLICT';
  readonly flagId: string | null;
  readonly changeRequestId: string | null;
  /** The version of the flag that was expected; null if the conflict is not about one. */
  readonly expectedVersion: number | null;

  constructor(
    message: string,
    flagId: string | null = null,
    changeRequestId: string | null = null,
    expectedVersion: number | null = null,
  ) {
    super(message);
    this.expectedVersion = expectedVersion;
    this.flagId = flagId;
    this.changeRequestId = changeRequestId;
  }
}

export class ForbiddenError extends CommandError {
  readonly code = 'FORBIDDEN';
}

export class ApprovalRequiredError extends CommandError {
  readonly code = 'APPROVAL_REQUIRED';
}

/** The message of an error. A refused connection to a host with several addresses is an AggregateError without one. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
