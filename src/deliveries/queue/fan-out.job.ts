/**
 * Creates one delivery, queued, for each target of each integration that an event matches. The earlier events of the project
 * that are still without deliveries come first, so that a queue never has a newer event without the older ones.
 *
 * An event is marked once all of its deliveries exist: run twice, the job changes nothing; killed, another run continues.
 * The deliveries have no jobs: this worker claims from their queues, and if it dies before that, the reaper of any worker
 * does. The job does not wait for that: it only writes.
 */

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { fanOutJob } from '../../events/jobs.ts';
import { toOutgoingEvent } from '../../integrations/event/to-outgoing-event.ts';
import type { App } from '../../platform/app.ts';
import type { PayloadOf } from '../../platform/jobs/jobs.ts';
import { renderOrPostpone } from '../attempts/render.ts';
import { createQueued, type NewDelivery } from '../states/create.ts';
import { type FanOutBatch, readForFanOut } from './fan-out-read.ts';
import type { Sender } from './sender.ts';

/** Deliveries of one statement: what one change becomes for ten thousand integrations is not in memory at once. */
const MAX_DELIVERIES = 500;
const MAX_BYTES = 4 * 1024 * 1024;
/** How long bodies are rendered before the process turns to other work. */
const MAX_RENDERING_MS = 10;

/** The fan-outs under way in this process, by project. */
const underWay = new WeakMap<App, Map<string, Promise<void>>>();

export async function fanOut(
  app: App,
  { eventId }: PayloadOf<typeof fanOutJob>,
  { sender }: { sender: Sender },
): Promise<void> {
  const ofApp = underWay.get(app) ?? new Map<string, Promise<void>>();
  underWay.set(app, ofApp);
  for (;;) {
    const batch = await readForFanOut(app.database.pool, eventId);
    if (!batch) return;
    const { projectId } = batch;
    const before = ofApp.get(projectId);
    if (before) {
      // The other job has read earlier, and may have this event, too.
      await before.catch(() => undefined);
      continue;
    }
    const work = createDeliveries(app, sender, batch).finally(() => ofApp.delete(projectId));
    ofApp.set(projectId, work);
    await work;
  }
}

async function createDeliveries(
  app: App,
  sender: Sender,
  { projectId, events, integrations }: FanOutBatch,
): Promise<void> {
  let created: NewDelivery[] = [];
  let bytes = 0;
  let marked: string[] = [];
  let renderedSince = performance.now();

  async function write(): Promise<void> {
    await createQueued(app.database.pool, {
      projectId,
      deliveries: created,
      eventIds: marked,
      now: app.now(),
    });
    const queues = new Map(
      created.map(({ integrationId, target }) => [
        JSON.stringify([integrationId, target]),
        { projectId, integrationId, target },
      ]),
    );
    sender.claimSoon([...queues.values()]);
    if (created.length > 0) app.doorbell.publish('deliveries', projectId);
    created = [];
    marked = [];
    bytes = 0;
  }

  for (const { event, integrationIds } of events) {
    const delivered = toOutgoingEvent(event, app.publicUrl);
    for (const id of integrationIds) {
      const integration = integrations.get(id);
      if (!integration) continue;
      for (const rendered of renderOrPostpone(app, delivered, integration)) {
        created.push({ ...rendered, event });
        bytes += Buffer.byteLength(rendered.body?.body ?? '');
      }
      if (created.length >= MAX_DELIVERIES || bytes >= MAX_BYTES) await write();
      if (performance.now() - renderedSince > MAX_RENDERING_MS) {
        await nextTurn();
        renderedSince = performance.now();
      }
    }
    marked.push(event.id);
  }
  await write();
}
