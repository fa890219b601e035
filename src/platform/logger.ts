import { type DestinationStream, type Logger, type LoggerOptions, pino, stdTimeFunctions } from 'pino';

export type { Logger as Log } from 'pino';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Fields that are redacted in logged objects, down to the third level. */
const secretFields = ['authorization', 'cookie', 'password', 'token', 'secret', 'signingSecret', 'apiKey'];

/**
 * Writes one JSON object per line to `destination`: standard output, synchronously, so that the last line before a crash
 * is kept, unless another one is given.
 */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeError },
    redact: secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Only the known fields of an error. Libraries attach whole connections to theirs, with statements and keys. */
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
