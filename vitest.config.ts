import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { pureTestFiles } from './test/setup/pure-test-files.ts';

/** The files that take 20 s or more on two slow cores, by the durations in .test/results.json. */
const LONGEST = [
  'faults/faults',
  'app/api-restart',
  'app/neighbours',
  'log/delivery-updates',
  'secrets/canaries',
  'events/live-order',
  'app/rotate-embedded',
  'app/worker-process',
  'attacks/attacks',
  'sign-in/oidc-keys',
  'embedded-postgres/embedded-postgres',
  'postgres/session',
  'postgres/migrate',
  'settings/demo',
  'app/upgrade',
  'live/redis',
  'app/main',
  'app/postgres-outage',
  'app/connections',
  'applying/restart',
  'attacks/rate-limits',
  'events/silent-reader',
  'app/rotate-while-running',
];

/** What takes longest begins first: begun last, it would run alone while the other worker has nothing left to do. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const index = LONGEST.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
      return index === -1 ? LONGEST.length : index;
    };
    // Vitest sorts by the names of projects, then by durations of earlier runs, else by size.
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

const pure = pureTestFiles(import.meta.dirname);
/** It adds a provider before the GraphQL schema is built, which happens once in a process. */
const alone = ['test/integrations/new-provider.test.ts'];

export default defineConfig({
  resolve: {
    // The package has two builds: Node loads this one, Vite would load the other. Errors of one are strangers to the other.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    projects: [
      // Files share their processes: loading the code takes longer than most of their tests. So each closes what it
      // starts, and puts back what it changes in the process, such as the clock.
      {
        extends: true,
        test: { name: 'app', include: ['test/**/*.test.ts'], exclude: [...pure, ...alone], isolate: false },
      },
      // These start nothing.
      { extends: true, test: { name: 'pure', include: pure, isolate: false } },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
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
