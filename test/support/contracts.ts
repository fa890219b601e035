/**
 * The official schemas and recorded answers of the providers. They stand beside the project and are never copied into it:
 * a clone without them skips the tests that read them, and CI fails. Mirrors of the same limits run everywhere.
 */

import { existsSync } from 'node:fs';

const folder = new URL('../../../shared/contracts/', import.meta.url);

/** A file or folder of the contracts. Fails in CI when it is missing. */
export function contractUrl(path: string): URL {
  const url = new URL(path, folder);
  if (process.env['CI'] && !existsSync(url))
    throw new Error(`CI checks messages against the official contracts, and ${url.pathname} is missing.`);
  return url;
}
