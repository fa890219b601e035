/** Reads the events of the log that a replay delivers. */

import type { StoredEvent } from '../../integrations/event/to-outgoing-event.ts';
import type { Sql } from '../../platform/postgres/db.ts';
import { type EventRow, eventColumn, MAX_PAGE_BYTES, toEvent, withinPageBytes } from '../stored-event.ts';
import type { ReplayFilter } from './recovery-filter.ts';

/** A part of the log, for one integration with these targets. */
export interface Replay {
  projectId: string;
  integrationId: string;
  /** Null when they depend on the event. */
  targets: string[] | null;
  filter: ReplayFilter;
  /** Deliveries before this time are not kept. Null when all are. */
  keptSince: Date | null;
}

export interface ReplayedEvent {
  event: StoredEvent;
  /** False when its own fan-out has not run yet: its deliveries are first deliveries. */
  isFannedOut: boolean;
  /** The targets without a delivery of it. Empty where targets depend on the event. */
  missing: string[];
  /** Where targets depend on the event, those with a delivery of it. Null otherwise. */
  made: string[] | null;
  /** Deliveries of it that have ended and become pending again. */
  ended: string[];
}

const DAY_MS = 86_400_000;

/** Since when deliveries are kept. Null when all are. */
export function keptSince(now: Date, retentionDays: number): Date | null {
  return retentionDays === 0 ? null : new Date(now.getTime() - retentionDays * DAY_MS);
}

/** The statuses in which a delivery is replayed; pending ones never are. */
export function replayedStatuses({ include }: ReplayFilter): string[] {
  return include === 'ALL' ? ['FAILED', 'CANCELLED', 'DELIVERED'] : ['FAILED', 'CANCELLED'];
}

// The project is an argument, not read from the integration: otherwise the index of the log would not give the order.
const matching = `FROM events e
  JOIN integrations i ON i.id = $2
  CROSS JOIN LATERAL (
    SELECT CASE WHEN $3::text[] IS NULL THEN
      ARRAY(SELECT target FROM deliveries WHERE event_id = e.id AND integration_id = i.id) END AS made
  ) AS known
  CROSS JOIN LATERAL (
    SELECT count(*) AS number, array_agg(t.target) FILTER (WHERE d.id IS NULL) AS missing,
      array_agg(d.id) FILTER (WHERE d.id IS NOT NULL) AS ended
    FROM unnest(coalesce($3::text[], known.made)) AS t (target)
    LEFT JOIN deliveries d ON d.event_id = e.id AND d.integration_id = i.id AND d.target = t.target
    WHERE d.id IS NULL OR d.status = ANY ($4::"DeliveryStatus"[])
  ) AS wanted`;
// A time that is not given is one that holds for all: "is null or" would keep a prepared statement from using the index.
const ofLog = `e.project_id = $1 AND e.sequence > $5 AND e.sequence <= $6
    AND e.occurred_at >= coalesce($7::timestamptz, '-infinity') AND e.occurred_at < coalesce($8::timestamptz, 'infinity')
    AND matches_filter(i.event_types, i.environment_ids, e.type, e.environment_id)`;

/**
 * Number of deliveries of a replay: each target counts. Where targets depend on the event, see count-by-event.ts. Those that
 * are not replayed are subtracted, which two passes find out: looking for each target of each event takes seconds for a
 * million events.
 */
export async function countReplayed(sql: Sql, replay: Replay & { targets: string[] }): Promise<number> {
  const { rows } = await sql.query<{ count: number }>({
    name: 'count-replayed-events',
    text: `WITH logged AS MATERIALIZED (SELECT e.id FROM events e JOIN integrations i ON i.id = $2 WHERE ${ofLog})
      SELECT ((SELECT count(*) FROM logged) * cardinality($3::text[]) - (
        SELECT count(*) FROM logged JOIN deliveries d ON d.event_id = logged.id
        WHERE d.integration_id = $2 AND d.target = ANY ($3) AND d.status <> ALL ($4::"DeliveryStatus"[])))::int AS count`,
    values: valuesOf(replay),
  });
  return rows[0]?.count ?? 0;
}

/** The first events of a replay, in the order of the log: at most so many, and no more of large ones than fit in memory. */
export async function readReplayed(
  sql: Sql,
  replay: Replay,
  limit: number,
): Promise<{ events: ReplayedEvent[]; isLast: boolean }> {
  const { rows } = await sql.query<
    EventRow & {
      bytes: number;
      isFannedOut: boolean;
      missing: string[] | null;
      made: string[] | null;
      ended: string[] | null;
    }
  >({
    name: 'read-replayed-events',
    text: `SELECT ${eventColumn}, e.bytes, e.fanned_out AS "isFannedOut", e.missing, e.made, e.ended
      FROM ${withinPageBytes(`SELECT e.*, wanted.missing, known.made, wanted.ended ${matching}
        WHERE ${ofLog} AND (wanted.number > 0 OR known.made IS NOT NULL) ORDER BY e.sequence LIMIT $9`)} AS e
      JOIN projects p ON p.id = e.project_id LEFT JOIN environments n ON n.id = e.environment_id
      ORDER BY e.sequence`,
    values: [...valuesOf(replay), limit],
  });
  const events = rows.map(({ isFannedOut, missing, made, ended, ...stored }) => ({
    event: toEvent(stored),
    isFannedOut,
    missing: missing ?? [],
    made,
    ended: ended ?? [],
  }));
  const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
  return { events, isLast: events.length < limit && bytes < MAX_PAGE_BYTES };
}

function valuesOf({ projectId, integrationId, targets, filter, keptSince: kept }: Replay): unknown[] {
  const { afterSequence, untilSequence, occurredBefore } = filter;
  const occurredAfter = filter.occurredAfter === null ? null : new Date(filter.occurredAfter);
  const start = filter.include === 'MISSING' ? later(occurredAfter, kept) : occurredAfter;
  const statuses = replayedStatuses(filter);
  return [projectId, integrationId, targets, statuses, afterSequence, untilSequence, start, occurredBefore];
}

function later(left: Date | null, right: Date | null): Date | null {
  if (!left || !right) return left ?? right;
  return left > right ? left : right;
}
