/** Starts the product and stops it again. */

import { ConfigError, loadConfig, readEnvironment } from './config.ts';
import { EmbeddedPostgresError } from './platform/embedded-error.ts';
import { createLogger } from './platform/logger.ts';
import { MigrationError } from './platform/migration-plan.ts';
import { start } from './start.ts';

/** Longer than the worker's grace and the end of the embedded Postgres together. */
const STOP_WITHIN_MS = 25_000;

try {
  const config = loadConfig(readEnvironment());
  const log = createLogger(config.logLevel);
  const running = await start(config, log, (message) => process.stdout.write(`${message}\n`));

  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => {
      log.error('could not stop in time');
      process.exit(1);
    }, STOP_WITHIN_MS).unref();
    await running.stop();
    process.exit(0);
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
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') {
    return `GoGreen cannot start: port ${port} is taken. Stop what uses it, or set PORT to another one.`;
  }
  const expected = [ConfigError, EmbeddedPostgresError, MigrationError].some((type) => error instanceof type);
  return expected ? error.message : `GoGreen cannot start: ${error.stack}`;
}
