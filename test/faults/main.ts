/**
 * `npm run test:faults`: every fault, one after the other or some at a time, then a table on standard output and the
 * books of each in .test/faults.json. Ends with 1 when one of them is not as promised. See docs/faults.md. Options:
 * --only <keys>; --at-a-time <number>; --short.
 */

import { parseArgs } from 'node:util';
import { renderReport, saveReport } from '#test/faults/report.ts';
import { runAll } from '#test/faults/run-all.ts';
import { longForm, longLoad, shortForm, shortLoad } from '#test/faults/scenarios/all.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    short: { type: 'boolean', default: false },
    'at-a-time': { type: 'string', default: '2' },
  },
});
const known = values.short ? shortForm : longForm;
const asked = values.only?.split(',') ?? known.map(({ key }) => key);
const all = new Map(
  [...(values.short ? longForm : shortForm), ...known].map((scenario) => [scenario.key, scenario]),
);
const unknown = asked.filter((key) => !all.has(key));
if (unknown.length > 0) {
  throw new Error(
    `--only takes ${[...all.keys()].join(', ')}, separated by commas; not "${unknown.join(', ')}".`,
  );
}
const say = (message: string) => process.stderr.write(`${message}\n`);
const startedAt = new Date();
const outcomes = await runAll(
  asked.flatMap((key) => all.get(key) ?? []),
  values.short ? shortLoad : longLoad,
  Number(values['at-a-time']),
  say,
);
const file = saveReport(startedAt, outcomes);
process.stdout.write(`${renderReport(outcomes)}\n\nThe books of each: ${file}\n`);
process.exitCode = outcomes.every(({ complaints }) => complaints.length === 0) ? 0 : 1;
