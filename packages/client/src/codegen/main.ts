#!/usr/bin/env node
/** `npx gogreen-client codegen`: writes the types of a project's flags. */

import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { fetchRuleset } from './fetch-ruleset.ts';
import { printModule } from './print-module.ts';

const USAGE = `Usage: gogreen-client codegen --url <address of GoGreen> [--key <server key>] [--out <file>] [--openfeature]

Writes the keys of the flags with the types of their values, so that a wrong key or type does not compile.

  --url          such as https://gogreen.example.com
  --key          a server key (gogreen_sk_…); without it the environment variable GOGREEN_KEY
  --out          the file to write, such as src/flags.d.ts; without it the types are printed
  --openfeature  also types the keys of OpenFeature's clients; needs a file that ends in .d.ts, and skipLibCheck
`;

class UsageError extends Error {}

try {
  await main();
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  const isUsage = error instanceof UsageError;
  process.stderr.write(isUsage ? `${message}\n\n${USAGE}` : `${message}\n`);
  process.exitCode = isUsage ? 2 : 1;
}

async function main(): Promise<void> {
  const { command, url, key, out, openFeature, help } = readArguments();
  if (help) {
    process.stdout.write(USAGE);
    return;
  }
  if (command !== 'codegen')
    throw new UsageError(`Unknown command: ${command ?? 'none'}. There is only "codegen".`);
  if (!url) throw new UsageError('--url is missing.');
  if (!key) throw new UsageError('--key is missing.');
  // The compiler takes a second declaration of these types in such files only.
  if (openFeature && out !== undefined && !out.endsWith('.d.ts'))
    throw new UsageError('--openfeature needs a file whose name ends in .d.ts.');
  const text = printModule(await fetchRuleset(url, key), { openFeature });
  if (out === undefined) process.stdout.write(text);
  else await writeFile(out, text);
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        url: { type: 'string' },
        key: { type: 'string' },
        out: { type: 'string' },
        openfeature: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const { url, key = process.env['GOGREEN_KEY'], out, openfeature: openFeature, help } = values;
    return { command: positionals[0], url, key, out, openFeature, help };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
