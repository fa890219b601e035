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

interface FannedOut {
  projectId: string;
  /** In the order of their events. */
  deliveries: NewDelivery[];
  /** The events of which all deliveries exist now. */
  eventIds: string[];
  now: Date;
}

type CreatedDelivery = NewDelivery & Pick<FannedOut, 'now'>;

/**
 * Creates deliveries, queued, and marks the events that are fanned out with them. Run twice, it changes nothing. What is
 * fanned out at the same time shares a statement: one commit for all. Only large bodies make several statements of it; the
 * last one marks the events.
 */
export const createQueued = coalesce(
  async (sql: Sql, fannedOut: FannedOut[]) => {
    const created = fannedOut.flatMap(({ deliveries, now }) =>
      deliveries.map((delivery) => ({ ...delivery, now })),
    );
    const chunks = chunkByBody(created);
    const last = chunks.pop() ?? [];
    for (const chunk of chunks) await insertQueued(sql, chunk, []);
    await insertQueued(
      sql,
      last,
      fannedOut.flatMap(({ eventIds }) => eventIds),
    );
    return fannedOut.map(() => undefined);
  },
  ({ projectId }) => projectId,
);

async function insertQueued(sql: Sql, created: CreatedDelivery[], eventIds: string[]): Promise<void> {
  // Integrations of one kind get the same body: it is sent to Postgres once.
  const bodies = [...new Set(created.flatMap(({ body }) => body?.body ?? []))];
  const numbers = new Map(bodies.map((body, index) => [body, index + 1]));
  await sql.query({
    name: 'fan-out',
    text: `WITH body AS MATERIALIZED (
        SELECT content, number FROM json_array_elements_text($2) WITH ORDINALITY AS b (content, number)
      ), created AS (
        INSERT INTO deliveries (id, project_id, event_id, sequence, integration_id, target, request_body, content_type,
          next_attempt_at, queued_at, created_at, updated_at)
        SELECT id, project_id, event_id, sequence, integration_id, target, body.content, content_type, now, now, now,
          clock_timestamp()
        FROM json_to_recordset($3) AS d (id text, project_id text, event_id text, sequence int, integration_id text,
          target text, body_number int, content_type text, now timestamptz)
        LEFT JOIN body ON body.number = d.body_number
        ON CONFLICT DO NOTHING
      )
      UPDATE events SET fanned_out = true WHERE id = ANY ($1::text[])`,
    // As JSON, not as arrays of texts: the driver takes far longer to write those.
    values: [
      eventIds,
      JSON.stringify(bodies),
      JSON.stringify(
        created.map(({ event, integrationId, target, body, now }) => ({
          id: newId('dlv'),
          project_id: event.project.id,
          event_id: event.id,
          sequence: event.sequence,
          integration_id: integrationId,
          target,
          body_number: body && numbers.get(body.body),
          content_type: body?.contentType,
          now,
        })),
      ),
    ],
  });
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
