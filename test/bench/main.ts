/**
 * `npm run bench`: what GoGreen does in milliseconds and per second, each beside a floor measured in the same run. See
 * docs/bench.md. Options: --only latency,hanging,neighbours,deliveries,toggles,subscribers,dashboard,ofrep,sdk,engine; --quick;
 * --profile <folder>.
 */

import type { Bench, Measurement } from '#test/bench/bench.ts';
import { measureDashboard } from '#test/bench/dashboard.ts';
import { measureDeliveries } from '#test/bench/deliveries.ts';
import { measureEngine } from '#test/bench/engine.ts';
import { measureBesideHanging } from '#test/bench/hanging.ts';
import { measureLatency } from '#test/bench/latency.ts';
import { describeMachine, describeVersions } from '#test/bench/machine.ts';
import { measureBesideNeighbours } from '#test/bench/neighbours.ts';
import { measureOfrep } from '#test/bench/ofrep.ts';
import { readOptions, type ScenarioName } from '#test/bench/options.ts';
import { startPostgres } from '#test/bench/postgres.ts';
import { renderReport, saveReport, toResult } from '#test/bench/report.ts';
import { measureSdk } from '#test/bench/sdk.ts';
import { measureSubscribers } from '#test/bench/subscribers.ts';
import { measureToggles } from '#test/bench/toggles.ts';

const scenarios: Record<ScenarioName, (bench: Bench) => Promise<Measurement[]>> = {
  latency: measureLatency,
  hanging: measureBesideHanging,
  neighbours: measureBesideNeighbours,
  deliveries: measureDeliveries,
  toggles: measureToggles,
  subscribers: measureSubscribers,
  dashboard: measureDashboard,
  ofrep: measureOfrep,
  sdk: measureSdk,
  engine: measureEngine,
};

const options = readOptions(process.argv.slice(2));
const startedAt = new Date();
const machine = describeMachine();
const say = (message: string) => process.stderr.write(`${message}\n`);
await using postgres = await startPostgres();
const measurements: Measurement[] = [];
for (const name of options.only) measurements.push(...(await scenarios[name]({ options, postgres, say })));
const report = {
  startedAt: startedAt.toISOString(),
  quick: options.quick,
  machine,
  versions: describeVersions(postgres.version),
  postgresSettings: postgres.settings,
  results: measurements.map(toResult),
};
const file = saveReport(report);
const seconds = Math.round((Date.now() - startedAt.getTime()) / 1_000);
process.stdout.write(`${renderReport(report)}\nTook ${seconds} s. All rounds: ${file}\n`);
