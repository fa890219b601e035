/** The results for people, and for programs. */

import { mkdirSync, writeFileSync } from 'node:fs';
import type { Measurement } from '#test/bench/bench.ts';
import type { Machine } from '#test/bench/machine.ts';
import { type Spread, spreadOf } from '#test/bench/statistics.ts';

export interface Report {
  startedAt: string;
  quick: boolean;
  machine: Machine;
  versions: Record<string, string>;
  postgresSettings: Record<string, string>;
  results: Result[];
}

export interface Result {
  name: string;
  unit: Measurement['unit'];
  product: Spread;
  floor: Spread;
  /** The product's median as a multiple of the floor's. */
  ratio: number;
}

export function toResult({ name, unit, product, floor }: Measurement): Result {
  const ours = spreadOf(product);
  const theirs = spreadOf(floor);
  return { name, unit, product: ours, floor: theirs, ratio: ours.median / theirs.median };
}

/** The whole report as text. */
export function renderReport({ machine, versions, postgresSettings, results, quick }: Report): string {
  const pairs = (values: Record<string, string>, between: string) =>
    Object.entries(values)
      .map(([name, value]) => `${name}${between}${value}`)
      .join(', ');
  return [
    renderTable(results),
    '',
    'Medians over the rounds, in brackets the lowest and the highest. ms, ns, MB: less is better; /s: more is better.',
    `Machine: ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}; load before the run: ${machine.loadBefore.toFixed(1)}`,
    `Versions: ${pairs(versions, ' ')}`,
    `PostgreSQL: ${pairs(postgresSettings, ' = ')}`,
    ...(quick ? ['A quick run: good for a glance, too short for conclusions.'] : []),
  ].join('\n');
}

/** Writes `bench-results/<time>.json`. Answers with its name. */
export function saveReport(report: Report): string {
  const file = `bench-results/${report.startedAt.replaceAll(':', '-')}.json`;
  mkdirSync('bench-results', { recursive: true });
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  return file;
}

function renderTable(results: Result[]): string {
  const rows = results.map(({ name, unit, product, floor, ratio }) => [
    name,
    show(product, unit),
    show(floor, unit),
    `${ratio.toFixed(2)} ×`,
  ]);
  const table = [['', 'GoGreen', 'floor', 'ratio'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(3, ...table.map((row) => (row[column] ?? '').length)));
  const line = (cells: string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = table;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

function show({ median, min, max }: Spread, unit: Measurement['unit']): string {
  const decimals = unit === 'ms' || unit === 'MB' ? 1 : 0;
  const round = (value: number) => value.toFixed(decimals);
  return `${round(median)} ${unit} (${round(min)}–${round(max)})`;
}
