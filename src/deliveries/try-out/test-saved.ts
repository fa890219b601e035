/** Tests a saved integration: a test event with one delivery for each target, whose attempts are made at once. */

import type { Integration } from '../../../generated/prisma/client.ts';
import { type StoredEvent, toOutgoingEvent } from '../../integrations/event/to-outgoing-event.ts';
import type { App } from '../../platform/app.ts';
import { isDatabaseUnavailable, UnknownOutcomeError } from '../../platform/postgres/database-unavailable.ts';
import { attemptClaimed } from '../attempts/attempt-claimed.ts';
import type { FinishedAttempt } from '../attempts/finished-attempt.ts';
import { type Rendered, renderOrPostpone } from '../attempts/render.ts';
import { createTest } from '../states/create.ts';
import { inTurns, nothingToSend, type SavedTest, type TestResult, testInterrupted } from './test-result.ts';

/** Stores event, deliveries and attempts. The event has no sequence and is not in the log; deliveries are not retried. */
export async function testSaved(app: App, integration: Integration, event: StoredEvent): Promise<SavedTest> {
  const rendered = renderOrPostpone(app, toOutgoingEvent(event, app.publicUrl), integration);
  if (rendered.length === 0) throw nothingToSend();
  await insertEvent(app, event);
  const attempts = await inTurns(rendered, (one) => attemptOne(app, integration, event, one)).catch(
    (error: unknown) => {
      throw isDatabaseUnavailable(error)
        ? new UnknownOutcomeError('the test was broken off', { cause: error })
        : error;
    },
  );
  app.doorbell.publish('deliveries', event.project.id);
  const deliveryIds = attempts.map(({ deliveryId }) => deliveryId);
  const delivered = await readDelivered(app, deliveryIds);
  const telling = attempts.find(({ deliveryId }) => !delivered.has(deliveryId)) ?? attempts[0];
  if (telling?.number == null) throw testInterrupted();
  const { deliveryId, number } = telling;
  return { deliveryId, number, deliveryIds, results: attempts.flatMap(toResult) };
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
  rendered: Rendered;
  /** Null when it was aborted, as is the number. */
  attempt: FinishedAttempt | null;
  number: number | null;
}

/** Of an attempt with one request the body is that of the delivery. */
function toResult({ deliveryId, rendered: { target, body }, attempt }: Attempted): TestResult[] {
  if (!attempt) return [];
  const request = { ...attempt.request, body: attempt.request.body ?? body?.body ?? '' };
  return [{ target, deliveryId, attempt: { ...attempt, request } }];
}

/** The lease begins with the attempt, not with the test. */
async function attemptOne(
  app: App,
  integration: Integration,
  event: StoredEvent,
  rendered: Rendered,
): Promise<Attempted> {
  const deliveryId = await createTest(app.database.pool, { ...rendered, event }, app.now());
  const { attempt, number } = await attemptClaimed(app, {
    deliveryId,
    claim: 1,
    trigger: 'TEST',
    scheduledCount: 0,
    plannedAt: null,
    integration,
    event,
    ...rendered,
  });
  return { deliveryId, rendered, attempt, number };
}
