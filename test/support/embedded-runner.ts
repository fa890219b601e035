/**
 * A process that runs the embedded PostgreSQL of a data folder, for tests that kill it: prints the database's URL, or the
 * message of the error that kept it from starting, and stops on SIGINT.
 */

import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/embedded-postgres.ts';
import { createLogger } from '../../src/platform/logger.ts';

const [dataDir = ''] = process.argv.slice(2);
try {
  const { url, stop } = await startEmbeddedPostgres({
    dataDir,
    log: createLogger('silent'),
    settings: { fsync: 'off' },
  });
  const keepAlive = setInterval(() => undefined, 1000);
  process.once('SIGINT', () => stop().finally(() => clearInterval(keepAlive)));
  // Whoever reads this may send the signal at once.
  process.stdout.write(`${url}\n`);
} catch (error) {
  process.stdout.write(`${error instanceof Error ? `${error.name}: ${error.message}` : error}\n`);
  process.exitCode = 1;
}
