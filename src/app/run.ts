/** The life of a process: what is printed when the start fails, and how a signal ends it. */

import { EmbeddedPostgresError } from '../platform/embedded-postgres/embedded-error.ts';
import { createLogger, type Log, type LogLevel } from '../platform/logger.ts';
import { MigrationError } from '../platform/postgres/migration-plan.ts';
import { ConfigError, loadConfig, readEnvironment } from './config.ts';
import { settingNames } from './settings.ts';
import { type Running, start } from './start.ts';
import { unknownSettings } from './unknown-settings.ts';

/** Longer than the worker and the embedded Postgres need together. */
const STOP_TIMEOUT_MS = 25_000;
/** npm forwards the Ctrl-C that the terminal has already sent us. A second one counts only after this time. */
const FORCE_EXIT_AFTER_MS = 2_000;

/** Starts, and returns what a signal calls from then on. When the start fails it says why, and ends the process. */
export async function run(): Promise<(signal: string) => void> {
  try {
    const env = readEnvironment();
    const config = loadConfig(env);
    const log = await openLog(config.logLevel);
    for (const sentence of unknownSettings(env, settingNames)) log.warn(sentence);
    const running = await start(config, log, (message) => process.stdout.write(`${message}\n`));
    return createStop(running, log);
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  }
}

/** JSON for programs; for a person at a terminal, text. What makes the text is loaded only there. */
async function openLog(level: LogLevel): Promise<Log> {
  if (!process.stdout.isTTY) return createLogger(level);
  const { createTerminalLog } = await import('../platform/terminal-log.ts');
  return createLogger(
    level,
    createTerminalLog((text) => process.stdout.write(text)),
  );
}

function createStop(running: Running, log: Log): (signal: string) => void {
  let stoppingSince: number | undefined;
  const stop = async (signal: string) => {
    if (stoppingSince !== undefined) {
      if (performance.now() - stoppingSince > FORCE_EXIT_AFTER_MS) process.exit(1);
      return;
    }
    stoppingSince = performance.now();
    log.info({ signal }, 'stopping');
    setTimeout(() => {
      log.error('stopping timed out');
      process.exit(1);
    }, STOP_TIMEOUT_MS).unref();
    await running.stop();
    // With `process.exitCode` if a part has failed, else 0.
    process.exit();
  };
  return (signal) => {
    stop(signal).catch((error) => {
      log.error({ err: error }, 'stopping failed');
      process.exit(1);
    });
  };
}

/** Describes for the operator why GoGreen cannot start. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, port, address, hostname } = error as NodeJS.ErrnoException & ListenError;
  if (code === 'EADDRINUSE') {
    return `GoGreen cannot start: port ${port} is taken. Stop what uses it, or set PORT to another one.`;
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `GoGreen cannot start: "${address ?? hostname}" is not an address of this machine. Set HOST to one, such as 127.0.0.1, or 0.0.0.0 for all.`;
  }
  if (code === 'EACCES' && port !== undefined) {
    return `GoGreen cannot start: this user may not listen at port ${port}. Set PORT to one above 1023.`;
  }
  const expected = [ConfigError, EmbeddedPostgresError, MigrationError].some((type) => error instanceof type);
  return expected ? error.message : `GoGreen cannot start: ${error.stack}`;
}

/** What Node adds to the errors of a server that cannot listen. */
interface ListenError {
  port?: number;
  address?: string;
  hostname?: string;
}
