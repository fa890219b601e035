import { type Logger, pino, stdTimeFunctions } from 'pino';

export type { Logger as Log } from 'pino';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Never printed, wherever an object with such a field is logged one or two levels deep. */
const secretFields = ['authorization', 'cookie', 'password', 'token', 'secret', 'signingSecret', 'apiKey'];

/** Writes one JSON object a line to standard output, in order and at once, so that the last line before a crash is kept. */
export function createLogger(level: LogLevel): Logger {
  return pino({
    level,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeError },
    redact: secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
  });
}

/** What an error says. Libraries hang whole connections onto theirs, with statements and keys; none of that is for a log. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code, cause } = error as NodeJS.ErrnoException;
  return {
    type: error.name,
    message: error.message,
    ...(code === undefined ? {} : { code }),
    stack: error.stack,
    ...(cause === undefined ? {} : { cause: describeError(cause) }),
    ...(error instanceof AggregateError ? { errors: error.errors.map(describeError) } : {}),
  };
}
