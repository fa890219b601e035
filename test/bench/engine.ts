/**
 * What an evaluation costs, and what it takes to make a ruleset of many flags ready: in CPU time and memory of this process,
 * without a server.
 */

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type CompiledRuleset, type Context, compile, type Ruleset } from 'gogreen-engine';
import { compilePattern } from 'gogreen-engine/patterns';
import type { Bench, Measurement } from '#test/bench/bench.ts';
import { decidePlain, decideRollout } from '#test/bench/engine-floor.ts';
import { contexts, manyFlags, PLAIN, ROLLOUT, twoFlags } from '#test/bench/engine-ruleset.ts';

/** Fewer than there are evaluations, so that they stay in the caches of the processor as those of one server do. */
const CONTEXTS = 1_000;

export async function measureEngine({ options, say }: Bench): Promise<Measurement[]> {
  const { rounds, evaluations, compiledFlags } = options.size;
  const people = contexts(CONTEXTS);
  const ruleset = compile(twoFlags());
  const json = JSON.stringify(manyFlags(compiledFlags));
  const decisions = [
    {
      name: 'evaluation, 3 rules',
      ours: (context: Context) => isOn(ruleset, PLAIN, context),
      theirs: decidePlain,
    },
    {
      name: 'evaluation, 3 rules and a rollout',
      ours: (context: Context) => isOn(ruleset, ROLLOUT, context),
      theirs: decideRollout,
    },
  ];
  for (const { name, ours, theirs } of decisions) {
    if (people.some((context) => ours(context) !== theirs(context))) {
      throw new Error(`${name}: the engine and the floor decide differently`);
    }
  }

  const measured = decisions.map(({ name }) => measurement(name, 'ns'));
  const time = measurement(`compile ${compiledFlags} flags (floor: JSON.parse)`, 'ms');
  const memory = measurement(`memory of ${compiledFlags} flags (floor: parsed JSON)`, 'MB');
  for (let round = 0; round <= rounds; round += 1) {
    say(round === 0 ? 'engine, warm-up' : `engine, round ${round} of ${rounds}`);
    const results = decisions.map(({ ours, theirs }) => ({
      floor: nanosecondsEach(theirs, people, evaluations),
      product: nanosecondsEach(ours, people, evaluations),
    }));
    const parsed = withCost(() => JSON.parse(json) as Ruleset);
    const compiled = withCost(() => compile(parsed.result, { compilePattern }));
    if (compiled.result.all(people[0] ?? {}).size !== compiledFlags) throw new Error('flags are missing');
    if (round === 0) continue;
    for (const [index, { floor, product }] of results.entries()) {
      measured[index]?.floor.push(floor);
      measured[index]?.product.push(product);
    }
    time.floor.push(parsed.ms);
    time.product.push(compiled.ms);
    memory.floor.push(parsed.megabytes);
    // With what it was made from, which it keeps.
    memory.product.push(parsed.megabytes + compiled.megabytes);
  }
  return [...measured, time, memory];
}

function measurement(name: string, unit: Measurement['unit']): Measurement {
  return { name, unit, product: [], floor: [] };
}

function isOn(ruleset: CompiledRuleset, flag: string, context: Context): boolean {
  const result = ruleset.evaluate(flag, context);
  return 'value' in result && result.value === true;
}

/** CPU time of one decision. */
function nanosecondsEach(
  decide: (context: Context) => boolean,
  people: readonly Context[],
  count: number,
): number {
  let on = 0;
  const before = process.cpuUsage();
  for (let done = 0; done < count; done += people.length) {
    for (const context of people) if (decide(context)) on += 1;
  }
  const { user, system } = process.cpuUsage(before);
  // What is never looked at need not be computed.
  if (on === 0) throw new Error('nobody is served "on"');
  return ((user + system) * 1_000) / count;
}

/** What the work gives, its CPU time, and how much memory is in use for its result. */
function withCost<Result>(work: () => Result): { result: Result; ms: number; megabytes: number } {
  collectGarbage();
  const heap = process.memoryUsage().heapUsed;
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  collectGarbage();
  return { result, ms: (user + system) / 1_000, megabytes: (process.memoryUsage().heapUsed - heap) / 1e6 };
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
