/**
 * Makes one delivery, with its job, for each integration and target that an event matches. All in one statement: run
 * twice, it finds its deliveries made; killed, it has made none of them.
 */

import type { App } from '../context.ts';
import { toDeliveredEvent } from '../integrations/delivered-event.ts';
import type { Jobs } from '../jobs.ts';
import { newId } from '../platform/ids.ts';
import { type FannedEvent, readForFanOut } from './fan-out-read.ts';
import { type Rendered, renderOrPostpone } from './render.ts';

export async function fanOut(app: App, { eventId }: Jobs['fan-out']): Promise<void> {
  const read = await readForFanOut(app.database.pool, eventId);
  if (!read) return;
  const { event, integrations } = read;
  const delivered = toDeliveredEvent(event, app.config.publicUrl);
  const deliveries = integrations.flatMap((integration) => renderOrPostpone(app, delivered, integration));
  await insertDeliveries(app, event, deliveries);
  if (deliveries.length > 0) app.doorbell.ring('deliveries', event.project.id);
}

async function insertDeliveries(app: App, event: FannedEvent, deliveries: Rendered[]): Promise<void> {
  await app.database.pool.query({
    name: 'fan-out',
    text: `WITH made AS (
        INSERT INTO deliveries (id, project_id, event_id, integration_id, target, request_body, content_type,
          next_attempt_at, created_at, updated_at)
        SELECT id, $2, $1, integration_id, target, request_body, content_type, $3, $3, clock_timestamp()
        FROM unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
          AS d (id, integration_id, target, request_body, content_type)
        ON CONFLICT DO NOTHING
        RETURNING id
      ), event AS (
        UPDATE events SET fanned_out = true WHERE id = $1
      )
      SELECT count(*) FROM graphile_worker.add_jobs((
        SELECT array_agg(('deliver', json_build_object('deliveryId', id), NULL, NULL, NULL, 'deliver:' || id, NULL, NULL)
          ::graphile_worker.job_spec) FROM made))`,
    values: [
      event.id,
      event.project.id,
      app.now(),
      deliveries.map(() => newId('dlv')),
      deliveries.map(({ integrationId }) => integrationId),
      deliveries.map(({ target }) => target),
      deliveries.map(({ requestBody }) => requestBody),
      deliveries.map(({ contentType }) => contentType),
    ],
  });
}
