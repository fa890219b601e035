/** Starts the product and stops it again. */

import { ConfigError, loadConfig, readEnvironment } from './app/config.ts';
import { start } from './app/start.ts';
import { EmbeddedPostgresError } from './platform/embedded-postgres/embedded-error.ts';
import { createLogger } from './platform/logger.ts';
import { MigrationError } from './platform/postgres/migration-plan.ts';

/** Longer than the worker's grace and the end of the embedded Postgres together. */
const STOP_WITHIN_MS = 25_000;
/** npm passes the Ctrl-C of a terminal on to a process that has got it already: only a later one means "at once". */
const IMPATIENT_AFTER_MS = 2_000;

try {
  const config = loadConfig(readEnvironment());
  const log = createLogger(config.logLevel);
  const running = await start(config, log, (message) => process.stdout.write(`${message}\n`));

  let stoppingSince: number | undefined;
  const stop = async (signal: string) => {
    if (stoppingSince !== undefined) {
      if (performance.now() - stoppingSince > IMPATIENT_AFTER_MS) process.exit(1);
      return;
    }
    stoppingSince = performance.now();
    log.info({ signal }, 'stopping');
    setTimeout(() => {
      log.error('could not stop in time');
      process.exit(1);
    }, STOP_WITHIN_MS).unref();
    await running.stop();
    // With the code that was set when something failed, else 0.
    process.exit();
  };
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      stop(signal).catch((error) => {
        log.error({ err: error }, 'could not stop cleanly');
        process.exit(1);
      });
    });
  }
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}

/** What went wrong at the start, for the person who started it. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, port, address, hostname } = error as NodeJS.ErrnoException & ListenError;
  if (code === 'EADDRINUSE') {
    return `GoGreen cannot start: port ${port} is taken. Stop what uses it, or set PORT to another one.`;
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `GoGreen cannot start: "${address ?? hostname}" is no address of this machine. Set HOST to one, such as 127.0.0.1, or 0.0.0.0 for all.`;
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
