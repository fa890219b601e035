import type { LoadSize } from '#test/faults/load.ts';
import { startMortalPostgres } from '#test/faults/mortal-postgres.ts';
import { type Outcome, runScenario } from '#test/faults/run-scenario.ts';
import type { Scenario } from '#test/faults/scenario.ts';
import { findRedisServer } from '#test/support/redis-server.ts';

/** Runs so many at a time. Answers in the order of the scenarios. */
export async function runAll(
  scenarios: Scenario[],
  size: LoadSize,
  atATime: number,
  say: (message: string) => void,
): Promise<Outcome[]> {
  if (!(await findRedisServer())) throw new Error('The faults of Redis need a redis-server on PATH.');
  await using postgres = await startMortalPostgres();
  const outcomes: Outcome[] = [];
  const waiting = [...scenarios.entries()];
  async function work(): Promise<void> {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, scenario] = next;
      say(`${scenario.key}: ${scenario.name}`);
      const outcome = await runScenario(scenario, size, postgres);
      outcomes[index] = outcome;
      say(`${scenario.key}: ${outcome.complaints.join('; ') || 'as promised'} (${outcome.seconds} s)`);
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, atATime) }, work));
  return outcomes;
}
