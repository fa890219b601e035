import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { startChromium } from '#test/support/chromium.ts';
import { findProgram } from '#test/support/debian-program.ts';
import { readVectors, vectorsAsText } from '#test/support/read-vectors.ts';
import { runVectors } from '#test/support/vectors.ts';
import type {} from '#test/support/vectors-in-browser.ts';

const hasChromium = await findProgram('chromium', ['--version'], 'chromium');

test.skipIf(!hasChromium)('the engine in Chromium gives what the vectors say (needs Chromium)', async () => {
  const script = await bundle('../support/vectors-in-browser.ts');
  await using browser = await startChromium();
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.addScriptTag({ content: script });
  const run = await page.evaluate((json) => globalThis.runVectorsHere(json), vectorsAsText());
  expect(run.failures).toEqual([]);
  expect(run.checked).toBe(runVectors(readVectors()).checked);
  expect(errors).toEqual([]);
});

/** The file with all that it imports, as one script. */
async function bundle(file: string): Promise<string> {
  const entry = fileURLToPath(new URL(file, import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, lib: { entry, formats: ['iife'], name: 'vectors' } },
  });
  const [result] = [built].flat();
  if (!result || !('output' in result)) throw new Error('Vite built nothing');
  return result.output.map((part) => (part.type === 'chunk' ? part.code : '')).join('\n');
}
