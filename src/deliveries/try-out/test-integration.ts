/** Sends a real, marked test event through all that a delivery goes through, and waits for the answers. */

import { z } from 'zod';
import type { Actor } from '../../access/viewer.ts';
import { type DeliverableEvent, toDeliveredEvent } from '../../integrations/event/to-outgoing-event.ts';
import type { App } from '../../platform/app.ts';
import { ConflictError } from '../../platform/errors.ts';
import { newId } from '../../platform/input/ids.ts';
import { parseInput, reference } from '../../platform/input/input.ts';
import { isDatabaseUnavailable, UnknownOutcomeError } from '../../platform/postgres/database-unavailable.ts';
import { attemptClaimed } from '../attempts/attempt-claimed.ts';
import { type Rendered, renderOrPostpone } from '../attempts/render.ts';
import { createTest } from '../states/create.ts';
import { findIntegration } from './find-integration.ts';
import { sampleEvent } from './sample-event.ts';

/** Targets that are tried at a time: all channels of Slack, and fewer entities than New Relic takes from one user. */
const AT_A_TIME = 20;

/** The test deliveries of an integration, and the one to look at first. */
export interface Tested {
  /** The first that failed; when none did, the first. */
  deliveryId: string;
  number: number;
  /** One for each target, in their order. */
  deliveryIds: string[];
}

type Found = Awaited<ReturnType<typeof findIntegration>>['integration'];

/**
 * Makes a test event and one delivery of it for each target, attempts them at once and answers with what came of them.
 * The event has no sequence and is in nobody's log but the delivery log; the deliveries are not retried when they fail.
 */
export async function testIntegration(app: App, actor: Actor, input: unknown): Promise<Tested> {
  const { integrationId } = parseInput(z.object({ integrationId: reference }), input);
  const { integration, project, environment } = await findIntegration(app, integrationId);
  const event = sampleEvent({ id: newId('evt'), occurredAt: app.now(), actor, project, environment });
  const rendered = renderOrPostpone(app, toDeliveredEvent(event, app.publicUrl), integration);
  if (rendered.length === 0)
    throw new ConflictError('This integration takes no events of this kind, so there is nothing to send.');

  await insertEvent(app, event);
  const attempts = await attemptAll(app, integration, event, rendered).catch((error: unknown) => {
    throw isDatabaseUnavailable(error)
      ? new UnknownOutcomeError('the test was broken off', { cause: error })
      : error;
  });
  app.doorbell.publish('deliveries', project.id);
  const deliveryIds = attempts.map(({ deliveryId }) => deliveryId);
  const delivered = await readDelivered(app, deliveryIds);
  const telling = attempts.find(({ deliveryId }) => !delivered.has(deliveryId)) ?? attempts[0];
  if (telling?.number == null)
    throw new ConflictError('The test was interrupted; the delivery log will show how it ended.');
  return { deliveryId: telling.deliveryId, number: telling.number, deliveryIds };
}

async function attemptAll(
  app: App,
  integration: Found,
  event: DeliverableEvent,
  rendered: Rendered[],
): Promise<Attempted[]> {
  const attempts: Attempted[] = [];
  for (let start = 0; start < rendered.length; start += AT_A_TIME) {
    const some = rendered.slice(start, start + AT_A_TIME);
    attempts.push(...(await Promise.all(some.map((each) => attemptOne(app, integration, event, each)))));
  }
  return attempts;
}

async function readDelivered({ database }: App, deliveryIds: string[]): Promise<Set<string>> {
  const delivered = await database.prisma.delivery.findMany({
    where: { id: { in: deliveryIds }, status: 'DELIVERED' },
    select: { id: true },
  });
  return new Set(delivered.map(({ id }) => id));
}

async function insertEvent({ database }: App, event: DeliverableEvent): Promise<void> {
  await database.pool.query(
    `INSERT INTO events (id, project_id, sequence, type, occurred_at, environment_id, flag_id, flag_key, actor,
       comment, payload, fanned_out)
     VALUES ($1, $2, NULL, $3::"EventType", $4, $5, $6, $7, $8, $9, $10, true)`,
    [
      event.id,
      event.project.id,
      event.type,
      event.occurredAt,
      event.environment?.id ?? null,
      event.flagId,
      event.flagKey,
      event.actor,
      event.comment,
      event.payload,
    ],
  );
}

interface Attempted {
  deliveryId: string;
  /** Null: it was given up. */
  number: number | null;
}

/** Its lease begins when it does, not when the test began. */
async function attemptOne(
  app: App,
  integration: Found,
  event: DeliverableEvent,
  rendered: Rendered,
): Promise<Attempted> {
  const deliveryId = await createTest(app.database.pool, event, rendered, app.now());
  const { number } = await attemptClaimed(app, {
    ...{ deliveryId, claim: 1, trigger: 'TEST', scheduledCount: 0, plannedAt: null },
    ...{ integration, event },
    ...rendered,
  });
  return { deliveryId, number };
}
