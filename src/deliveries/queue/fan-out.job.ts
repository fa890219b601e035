/**
 * Creates one delivery, queued, for each target of each integration that an event matches, and claims from their queues.
 * All are created in one statement: run twice, the job changes nothing; killed, it has created none of them. They have no
 * jobs: this worker claims from their queues at once, and if it dies before that, the reaper of any worker does.
 */

import type { fanOutJob } from '../../events/jobs.ts';
import { toOutgoingEvent } from '../../integrations/event/to-outgoing-event.ts';
import type { App } from '../../platform/app.ts';
import type { PayloadOf } from '../../platform/jobs/jobs.ts';
import { renderOrPostpone } from '../attempts/render.ts';
import { createQueued } from '../states/create.ts';
import { readForFanOut } from './fan-out-read.ts';
import type { Sender } from './sender.ts';

export async function fanOut(
  app: App,
  { eventId }: PayloadOf<typeof fanOutJob>,
  { sender }: { sender: Sender },
): Promise<void> {
  await sender.waitForCapacity();
  const read = await readForFanOut(app.database.pool, eventId);
  if (!read) return;
  const { event, integrations } = read;
  const delivered = toOutgoingEvent(event, app.publicUrl);
  const deliveries = integrations.flatMap((integration) => renderOrPostpone(app, delivered, integration));
  await createQueued(app.database.pool, { event, deliveries, now: app.now() });
  if (deliveries.length === 0) return;
  await Promise.all(
    deliveries.map(({ integrationId, target }) => sender.claimFrom({ integrationId, target })),
  );
  app.doorbell.publish('deliveries', event.project.id);
}
