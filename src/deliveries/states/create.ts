/** New deliveries: of a fan-out, and of a test send. Those of a replay are in replay.ts. */

import type { RequestBody } from '../../integrations/contract/provider.ts';
import { newId } from '../../platform/input/ids.ts';
import { coalesce } from '../../platform/postgres/coalesce.ts';
import type { Sql } from '../../platform/postgres/db.ts';
import { LEASE_MS } from '../claim.ts';
import { chunkByBody } from './chunk-by-body.ts';

interface EventRef {
  id: string;
  sequence: number | null;
  project: { id: string };
}

/** What an event becomes for one target of one integration. */
export interface NewDelivery {
  event: EventRef;
  integrationId: string;
  target: string;
  body: RequestBody | null;
}

export interface FannedOut {
  projectId: string;
  /** In the order of their events. */
  deliveries: NewDelivery[];
  /** The events of which all deliveries exist now. */
  eventIds: string[];
  /** The keys of jobs that are to do this in case the process dies before. */
  doneJobs: string[];
  now: Date;
}

/**
 * Creates deliveries, queued, and marks the events that are fanned out with them. Run twice, it changes nothing. What is
 * fanned out at the same time shares a statement: one commit for all. Only large bodies make several statements of it; the
 * last one marks the events.
 */
export const createQueued = coalesce(
  async (sql: Sql, fannedOut: FannedOut[]) => {
    const chunks = chunkByBody(fannedOut.flatMap(withTimes));
    const last = chunks.pop() ?? [];
    for (const chunk of chunks) await insertQueued(sql, toArguments(chunk, []));
    await insertQueued(sql, toArguments(last, fannedOut));
    return fannedOut.map(() => undefined);
  },
  ({ projectId }) => projectId,
);

/** The arguments of the SQL function `queue_deliveries`, for a statement that does more than that. Bodies must be small. */
export function queueArguments(fannedOut: FannedOut[]): QueueArguments {
  return toArguments(fannedOut.flatMap(withTimes), fannedOut);
}

type QueueArguments = [eventIds: string[], bodies: string, deliveries: string, done: string[]];
type CreatedDelivery = NewDelivery & Pick<FannedOut, 'now'>;

function withTimes({ deliveries, now }: FannedOut): CreatedDelivery[] {
  return deliveries.map((delivery) => ({ ...delivery, now }));
}

/**
 * The deliveries, and the events and jobs that are done with them. As JSON, not as arrays of texts: the driver takes far longer
 * to write those.
 */
function toArguments(created: CreatedDelivery[], done: FannedOut[]): QueueArguments {
  // Integrations of one kind get the same body: it is sent to Postgres once.
  const bodies = [...new Set(created.flatMap(({ body }) => body?.body ?? []))];
  const numbers = new Map(bodies.map((body, index) => [body, index + 1]));
  const rows = created.map(({ event, integrationId, target, body, now }) => ({
    id: newId('dlv'),
    project_id: event.project.id,
    event_id: event.id,
    sequence: event.sequence,
    integration_id: integrationId,
    target,
    body_number: body && numbers.get(body.body),
    content_type: body?.contentType,
    now,
  }));
  return [
    done.flatMap(({ eventIds }) => eventIds),
    JSON.stringify(bodies),
    JSON.stringify(rows),
    done.flatMap(({ doneJobs }) => doneJobs),
  ];
}

async function insertQueued(sql: Sql, values: QueueArguments): Promise<void> {
  await sql.query({ name: 'fan-out', text: 'SELECT queue_deliveries($1, $2, $3, $4)', values });
}

/** Creates the delivery of a test event, claimed by this process, and returns its id. */
export async function createTest(
  sql: Sql,
  { event, integrationId, target, body }: NewDelivery,
  now: Date,
): Promise<string> {
  const deliveryId = newId('dlv');
  await sql.query(
    `INSERT INTO deliveries (id, project_id, event_id, integration_id, target, request_body, content_type, status,
       trigger, claim, lease_until, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'SENDING', 'TEST', 1, $8, $9, clock_timestamp())`,
    [
      deliveryId,
      event.project.id,
      event.id,
      integrationId,
      target,
      body?.body,
      body?.contentType,
      new Date(now.getTime() + LEASE_MS),
      now,
    ],
  );
  return deliveryId;
}
