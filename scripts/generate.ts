/**
 * Writes the Prisma client, the Pothos types and the types of kysely to generated/, from prisma/schema.prisma. Needs no
 * internet: `prisma generate` looks for the schema engine and downloads it when it is missing, but never runs it, so any
 * existing file passes for it.
 */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const prisma = createRequire(import.meta.url).resolve('prisma/build/index.js');

/** What the other generators write are types, which nothing reads at run time. They are development dependencies. */
const NEEDED_AT_RUN_TIME = ['client', 'pothos'];
const chosen = existsSync(`${root}/node_modules/.bin/prisma-kysely`)
  ? []
  : NEEDED_AT_RUN_TIME.flatMap((generator) => ['--generator', generator]);

const command = [prisma, 'generate', '--no-hints', ...chosen];
const { status, stdout, stderr, error } = spawnSync(process.execPath, command, {
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
