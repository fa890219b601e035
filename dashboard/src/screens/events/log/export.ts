/** Events as rows of a file. */

import type { LogEventFragment } from '../../../gql/graphql.ts';
import { toCsv } from '../../../shell/export/table-file.ts';
import { eventSentence } from '../event-what.tsx';

export function toJson(events: LogEventFragment[]): string {
  return `${JSON.stringify(events.map(flat), null, 2)}\n`;
}

export function toCsvText(events: LogEventFragment[]): string {
  const rows = events
    .map(flat)
    .map((row) => ({ ...row, deliveries: row.deliveries.map(({ text }) => text).join('; ') }));
  return toCsv(COLUMNS, rows);
}

const COLUMNS = [
  'sequence',
  'id',
  'occurredAt',
  'type',
  'environment',
  'flag',
  'actorId',
  'actor',
  'summary',
  'comment',
  'deliveries',
] as const;

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
