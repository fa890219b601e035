/** The filtered log as a file that is made in the browser, out of pages of the API. */

import type { EventFilter, LogEventFragment } from '../../gql/graphql.ts';
import { eventSentence } from './event-what.tsx';
import { earlierThan, LARGEST_PAGE, type LoadPage } from './pages.ts';

/** More would be too much for a browser, and for a person. */
export const EXPORT_LIMIT = 10_000;

export interface Exported {
  events: LogEventFragment[];
  /** Whether there are more than the limit. */
  isCut: boolean;
}

interface Progress {
  onProgress: (count: number) => void;
  signal: AbortSignal;
}

export async function collect(
  loadPage: LoadPage,
  filter: EventFilter | null,
  { onProgress, signal }: Progress,
): Promise<Exported> {
  const events: LogEventFragment[] = [];
  let hasMore = true;
  while (hasMore && events.length < EXPORT_LIMIT) {
    const page = await loadPage(earlierThan(filter, events), LARGEST_PAGE);
    signal.throwIfAborted();
    events.push(...page.rows);
    onProgress(events.length);
    hasMore = page.hasMore;
  }
  return { events, isCut: hasMore };
}

export function toJson(events: LogEventFragment[]): string {
  return `${JSON.stringify(events.map(flat), null, 2)}\n`;
}

export function toCsv(events: LogEventFragment[]): string {
  const rows = events
    .map(flat)
    .map((row) => ({ ...row, deliveries: row.deliveries.map(({ text }) => text).join('; ') }));
  const columns = Object.keys(flatNames);
  const lines = rows.map((row) => columns.map((column) => cell(row[column as keyof typeof row])).join(','));
  return `${columns.join(',')}\r\n${lines.map((line) => `${line}\r\n`).join('')}`;
}

/** The columns, in order. */
const flatNames = {
  sequence: 0,
  id: '',
  occurredAt: '',
  type: '',
  environment: '',
  flag: '',
  actorId: '',
  actor: '',
  summary: '',
  comment: '',
  deliveries: [],
};

function flat(event: LogEventFragment) {
  return {
    sequence: event.sequence,
    id: event.id,
    occurredAt: event.occurredAt,
    type: event.type,
    environment: event.environment?.key ?? '',
    flag: 'flagKey' in event ? event.flagKey : '',
    actorId: event.actor.actorId,
    actor: event.actor.name,
    summary: eventSentence(event),
    comment: event.comment ?? '',
    deliveries: event.deliveries.map(({ id, status, target, integration }) => ({
      id,
      status,
      integration: integration.name,
      target,
      text: `${integration.name}${target === '' ? '' : ` ${target}`}: ${status.toLowerCase()}`,
    })),
  };
}

/** Quoted, and never a formula: a text that a spreadsheet would compute begins with an apostrophe. */
function cell(value: string | number): string {
  const text = String(value);
  const harmless = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Offers the text to the browser as a file. */
export function save(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
