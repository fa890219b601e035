/**
 * Writes the Prisma client and the Pothos types to generated/, from prisma/schema.prisma. Needs no internet: `prisma
 * generate` looks for the schema engine and downloads it when it is missing, but never runs it, so any existing file
 * passes for it.
 */

import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const prisma = createRequire(import.meta.url).resolve('prisma/build/index.js');

const { status, stdout, stderr, error } = spawnSync(process.execPath, [prisma, 'generate', '--no-hints'], {
  cwd: root,
  encoding: 'utf8',
  env: {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  },
});

if (error || status !== 0) {
  console.error(stdout ?? '', stderr ?? '', error ?? '');
  console.error('The Prisma client could not be generated from prisma/schema.prisma (see above).');
  process.exitCode = 1;
}
