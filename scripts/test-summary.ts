/**
 * Prints the result of the last `npm test` in one line, from its report. Fails when there is no report, no test ran, or
 * anything failed, including a file that could not be loaded.
 */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const report = z.object({
  success: z.boolean(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});

const file = fileURLToPath(new URL('../.test/results.json', import.meta.url));
const { success, testResults } = report.parse(JSON.parse(readFileSync(file, 'utf8')));
const tests = testResults.flatMap((result) => result.assertionResults.map(({ status }) => status));
const unloaded = testResults.filter(
  ({ status, assertionResults }) =>
    status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
);

const passed = tests.filter((status) => status === 'passed').length;
const failed = tests.filter((status) => status === 'failed').length + unloaded.length;
const skipped = tests.length - tests.filter((status) => status === 'passed' || status === 'failed').length;
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
if (!success || failed > 0 || passed === 0) process.exitCode = 1;
