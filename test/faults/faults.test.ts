/** The short form of the fault suite; `npm run test:faults` is the long one. See docs/faults.md. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MortalPostgres, startMortalPostgres } from '#test/faults/mortal-postgres.ts';
import { type Outcome, runScenario } from '#test/faults/run-scenario.ts';
import { shortForm, shortLoad } from '#test/faults/scenarios/all.ts';
import { redisUrl } from '#test/support/redis.ts';

const MINUTE = 60_000;

let postgres: MortalPostgres;
const outcomes: Outcome[] = [];

beforeAll(async () => {
  postgres = await startMortalPostgres();
}, MINUTE);
afterAll(async () => {
  await postgres?.[Symbol.asyncDispose]();
  mkdirSync('.test', { recursive: true });
  writeFileSync('.test/faults-short.json', `${JSON.stringify(outcomes, null, 2)}\n`);
});

// At the same time: most of it is waiting for leases to run out.
describe.skipIf(!redisUrl())('nothing is lost (needs redis-server)', { concurrent: true }, () => {
  test.for(shortForm)('$name', { timeout: 10 * MINUTE }, async (scenario) => {
    const outcome = await runScenario(scenario, shortLoad, postgres);
    outcomes.push(outcome);
    expect(outcome.complaints, JSON.stringify(outcome.books, null, 2)).toEqual([]);
  });
});
