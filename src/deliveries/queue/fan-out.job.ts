/**
 * Makes one delivery for each integration and target that an event matches, puts it in line, and lets go what may. All
 * are made in one statement: run twice, it finds its deliveries made; killed, it has made none of them. They have no
 * jobs: this worker looks at their lines at once, and the reaper of any worker does when this one dies before that.
 */

import type { fanOutJob } from '../../events/jobs.ts';
import { toDeliveredEvent } from '../../integrations/event/to-outgoing-event.ts';
import type { App } from '../../platform/app.ts';
import { newId } from '../../platform/input/ids.ts';
import type { PayloadOf } from '../../platform/jobs/jobs.ts';
import { coalesce } from '../../platform/postgres/coalesce.ts';
import type { Sql } from '../../platform/postgres/db.ts';
import { type Rendered, renderOrPostpone } from '../attempts/render.ts';
import { type FannedEvent, readForFanOut } from './fan-out-read.ts';
import type { Sender } from './sender.ts';

export async function fanOut(
  app: App,
  { eventId }: PayloadOf<typeof fanOutJob>,
  { sender }: { sender: Sender },
): Promise<void> {
  await sender.hasRoom();
  const read = await readForFanOut(app.database.pool, eventId);
  if (!read) return;
  const { event, integrations } = read;
  const delivered = toDeliveredEvent(event, app.publicUrl);
  const deliveries = integrations.flatMap((integration) => renderOrPostpone(app, delivered, integration));
  await insertDeliveries(app.database.pool, { event, deliveries, now: app.now() });
  if (deliveries.length === 0) return;
  await Promise.all(deliveries.map(({ integrationId, target }) => sender.look({ integrationId, target })));
  app.doorbell.ring('deliveries', event.project.id);
}

interface FannedOut {
  event: FannedEvent;
  deliveries: Rendered[];
  now: Date;
}

/** Events that are fanned out together share a statement: one commit, and one notification of workers, for all. */
const insertDeliveries = coalesce(async (sql: Sql, fannedOut: FannedOut[]) => {
  const made = fannedOut.flatMap(({ event, deliveries, now }) =>
    deliveries.map((delivery) => ({ ...delivery, event, now })),
  );
  await sql.query({
    name: 'fan-out',
    text: `WITH made AS (
        INSERT INTO deliveries (id, project_id, event_id, integration_id, target, request_body, content_type,
          next_attempt_at, waiting_since, created_at, updated_at)
        SELECT id, project_id, event_id, integration_id, target, request_body, content_type, now, now, now,
          clock_timestamp()
        FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::timestamptz[])
          AS d (id, project_id, event_id, integration_id, target, request_body, content_type, now)
        ON CONFLICT DO NOTHING
      )
      UPDATE events SET fanned_out = true WHERE id = ANY ($1::text[])`,
    values: [
      fannedOut.map(({ event }) => event.id),
      made.map(() => newId('dlv')),
      made.map(({ event }) => event.project.id),
      made.map(({ event }) => event.id),
      made.map(({ integrationId }) => integrationId),
      made.map(({ target }) => target),
      made.map(({ requestBody }) => requestBody),
      made.map(({ contentType }) => contentType),
      made.map(({ now }) => now),
    ],
  });
  return fannedOut.map(() => undefined);
});
