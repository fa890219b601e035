/** The log as a person reads it who has started GoGreen in a terminal. */

import type { DestinationStream } from 'pino';
import { prettyFactory } from 'pino-pretty';

/**
 * Writes each line of the log as text: time of day, level, message, and the fields behind it. At once, as the log itself
 * does, so that the last line before a crash is kept. In colour where the terminal has any and NO_COLOR is not set.
 */
export function createTerminalLog(write: (text: string) => void): DestinationStream {
  const toText = prettyFactory({ translateTime: 'SYS:HH:MM:ss', ignore: 'pid,hostname', singleLine: true });
  return { write: (line) => write(toText(JSON.parse(line, withoutControls))) };
}

/** JSON escapes control characters. Raw ones, such as those of a receiver's answer, would steer the terminal. */
function withoutControls(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll(CONTROLS, '\ufffd') : value;
}

const CONTROLS = /[^\P{Cc}\n\t]/gu;
