/**
 * Starts the product and stops it again. The signals come first: process 1 of a container gets only those that it has a
 * handler for, and what is loaded after this takes a second or more.
 */

import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Until the start is complete there is nothing to finish. An embedded PostgreSQL is stopped by its watchdog.
let stop: (signal: string) => void = () => process.exit();
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop(signal));

// The compiled code of the modules is kept for the next start. Where the folder cannot be written, nothing is kept.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/gogreen', import.meta.url)));

const { ensureHome } = await import('./app/home.ts');
ensureHome();
const { run } = await import('./app/run.ts');
stop = await run();
