/** Sends a real, marked test event through all that a delivery goes through, and waits for the answer. */

import { z } from 'zod';
import type { Actor } from '../accounts/viewer.ts';
import type { App } from '../context.ts';
import { ConflictError } from '../errors.ts';
import { toDeliveredEvent } from '../integrations/delivered-event.ts';
import { transaction } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { parseInput, reference } from '../platform/input.ts';
import { LEASE_MS } from './claim.ts';
import { attemptClaimed } from './deliver.job.ts';
import { findIntegration } from './find-integration.ts';
import { renderOrPostpone } from './render.ts';
import { sampleEvent } from './sample-event.ts';

/**
 * Makes a test event and one delivery of it, attempts that at once and answers with the attempt. The event has no
 * sequence and is in nobody's log but the delivery log; the delivery is not retried when it fails.
 */
export async function testIntegration(app: App, actor: Actor, input: unknown) {
  const { integrationId } = parseInput(z.object({ integrationId: reference }), input);
  const { integration, project, environment } = await findIntegration(app, integrationId);
  const now = app.now();
  const event = sampleEvent({ id: newId('evt'), occurredAt: now, actor, project, environment });
  const [rendered] = renderOrPostpone(app, toDeliveredEvent(event, app.config.publicUrl), integration);
  if (!rendered)
    throw new ConflictError('This integration takes no events of this kind, so there is nothing to send.');

  const deliveryId = newId('dlv');
  await transaction(app.database.pool, async (tx) => {
    await tx.query(
      `INSERT INTO events (id, project_id, sequence, type, occurred_at, environment_id, flag_id, flag_key, actor,
         comment, payload, fanned_out)
       VALUES ($1, $2, NULL, $3::"EventType", $4, $5, $6, $7, $8, $9, $10, true)`,
      [
        event.id,
        project.id,
        event.type,
        now,
        environment?.id ?? null,
        event.flagId,
        event.flagKey,
        actor,
        event.comment,
        event.payload,
      ],
    );
    await tx.query(
      `INSERT INTO deliveries (id, project_id, event_id, integration_id, target, request_body, content_type, status,
         trigger, claim, lease_until, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'SENDING', 'TEST', 1, $8, $9, clock_timestamp())`,
      [
        deliveryId,
        project.id,
        event.id,
        integrationId,
        rendered.target,
        rendered.requestBody,
        rendered.contentType,
        new Date(now.getTime() + LEASE_MS),
        now,
      ],
    );
  });
  const number = await attemptClaimed(app, {
    ...{ deliveryId, claim: 1, trigger: 'TEST', scheduledCount: 0, plannedAt: null },
    ...{ integration, event },
    ...rendered,
  });
  app.doorbell.ring('deliveries', project.id);
  if (number === null)
    throw new ConflictError('The test was interrupted; the delivery log will show how it ended.');
  return { deliveryId, number };
}
