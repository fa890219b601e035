/** The results for people, and for programs. */

import { mkdirSync, writeFileSync } from 'node:fs';
import type { Outcome } from '#test/faults/run-scenario.ts';

const columns: Record<string, (outcome: Outcome) => string | number> = {
  scenario: ({ key }) => key,
  events: ({ books }) => books.events,
  deliveries: ({ books }) =>
    Object.entries(books.deliveries)
      .map(([status, count]) => `${count} ${status}`)
      .join(', '),
  requests: ({ books }) => books.requests,
  'per webhook-id': ({ books }) =>
    Object.entries(books.requestsPerId)
      .map(([times, ids]) => `${ids}×${times}`)
      .join(' '),
  duplicates: ({ books, duplicatesAllowed }) =>
    duplicatesAllowed ? `${books.duplicates} (allowed)` : books.duplicates,
  lost: ({ books: { lost } }) => lost.withoutDelivery + lost.notDelivered + lost.neverAccepted,
  'seen by subscribers': ({ books }) => books.subscribers.map(({ seen }) => seen).join(' '),
  'gaps, repeats': ({ books }) =>
    books.subscribers.reduce((sum, { missing, outOfOrder }) => sum + missing + outOfOrder, 0),
  resumed: ({ books }) => books.subscribers.reduce((sum, { resumed }) => sum + resumed, 0),
  'longest recovery': ({ books }) =>
    books.longestRecoveryMs === null ? '–' : `${(books.longestRecoveryMs / 1_000).toFixed(1)} s`,
  'worker memory': ({ books }) => (books.peakMemoryMiB === null ? '–' : `${books.peakMemoryMiB} MiB`),
  took: ({ seconds }) => `${seconds} s`,
  verdict: ({ complaints }) => (complaints.length === 0 ? 'as promised' : 'NOT as promised'),
};

/** The table, and below it what is wrong. */
export function renderReport(outcomes: Outcome[]): string {
  const table = [
    Object.keys(columns),
    ...outcomes.map((outcome) => Object.values(columns).map((of) => `${of(outcome)}`)),
  ];
  const widths = Object.keys(columns).map((_, column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = table;
  const rows = [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)];
  const wrong = outcomes.flatMap(({ key, complaints }) =>
    complaints.map((complaint) => `${key}: ${complaint}`),
  );
  return [...rows, '', ...(wrong.length > 0 ? wrong : ['Nothing was lost.'])].join('\n');
}

/** Writes .test/faults.json. Answers with its name. */
export function saveReport(startedAt: Date, outcomes: Outcome[]): string {
  const file = '.test/faults.json';
  mkdirSync('.test', { recursive: true });
  writeFileSync(
    file,
    `${JSON.stringify({ startedAt: startedAt.toISOString(), scenarios: outcomes }, null, 2)}\n`,
  );
  return file;
}
