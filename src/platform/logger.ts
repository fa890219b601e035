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
    redact: secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
  });
}
