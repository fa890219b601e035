/** Delivers a test event like a real one and waits for the responses. */

import { z } from 'zod';
import type { Actor } from '../../access/viewer.ts';
import { type StoredEvent, toOutgoingEvent } from '../../integrations/event/to-outgoing-event.ts';
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

/** Concurrent targets: all channels of Slack, and fewer entities than New Relic accepts from one user. */
const AT_A_TIME = 20;

/** The test deliveries of an integration, and the one that is shown first. */
export interface Tested {
  /** The first that failed, or the first when none did. */
  deliveryId: string;
  number: number;
  /** One for each target, in their order. */
  deliveryIds: string[];
}

type Found = Awaited<ReturnType<typeof findIntegration>>['integration'];

/**
 * Creates a test event with one delivery for each target and makes their attempts at once. The event has no sequence and is
 * not in the event log; the deliveries are not retried.
 */
export async function testIntegration(app: App, actor: Actor, input: unknown): Promise<Tested> {
  const { integrationId } = parseInput(z.object({ integrationId: reference }), input);
  const { integration, project, environment } = await findIntegration(app, integrationId);
  const event = sampleEvent({ id: newId('evt'), occurredAt: app.now(), actor, project, environment });
  const rendered = renderOrPostpone(app, toOutgoingEvent(event, app.publicUrl), integration);
  if (rendered.length === 0)
    throw new ConflictError('This integration skips test events, so there is nothing to send.');

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
    throw new ConflictError('The test was interrupted. The delivery log will show how it ended.');
  return { deliveryId: telling.deliveryId, number: telling.number, deliveryIds };
}

async function attemptAll(
  app: App,
  integration: Found,
  event: StoredEvent,
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

async function insertEvent({ database }: App, event: StoredEvent): Promise<void> {
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
  /** Null when the attempt was aborted. */
  number: number | null;
}

/** The lease begins with the attempt, not with the test. */
async function attemptOne(
  app: App,
  integration: Found,
  event: StoredEvent,
  rendered: Rendered,
): Promise<Attempted> {
  const deliveryId = await createTest(app.database.pool, { ...rendered, event }, app.now());
  const { number } = await attemptClaimed(app, {
    deliveryId,
    claim: 1,
    trigger: 'TEST',
    scheduledCount: 0,
    plannedAt: null,
    integration,
    event,
    ...rendered,
  });
  return { deliveryId, number };
}
