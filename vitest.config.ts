import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest begins first: begun last, it would run alone while the other worker has nothing left to do. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => moduleId.endsWith('/faults.test.ts');
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  resolve: {
    // The package has two builds: Node loads this one, Vite would load the other. Errors of one are strangers to the other.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/setup/global-setup.ts'],
    setupFiles: ['test/setup/fail-on-warnings.ts'],
    // Processes, not threads: a test may kill its own, and native crashes stay apart.
    pool: 'forks',
    sequence: { sequencer: LongestFirst },
    // One of them spends minutes waiting for leases to run out; the others need not wait for it.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Real databases and real processes, on a machine whose disk may still be writing what npm has just installed.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    reporters: ['default', ['json', { outputFile: '.test/results.json' }]],
  },
});
