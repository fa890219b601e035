/**
 * Creates one delivery, queued, for each target of each integration that an event matches. The earlier events of the project
 * that are still without deliveries come first, so that a queue never has a newer event without the older ones.
 *
 * An event is marked once all of its deliveries exist: run twice, the job changes nothing; killed, another run continues.
 * The deliveries have no jobs: this worker claims from their queues, and if it dies before that, the reaper of any worker
 * does. The job does not wait for that: it only writes.
 */

import { setImmediate as nextTurn } from 'node:timers/promises';
import { fanOutJob } from '../../events/jobs.ts';
import { toOutgoingEvent } from '../../integrations/event/to-outgoing-event.ts';
import type { App } from '../../platform/app.ts';
import { addJob, type PayloadOf } from '../../platform/jobs/jobs.ts';
import { retryWhileUnavailable } from '../../platform/postgres/retry.ts';
import { renderOrPostpone } from '../attempts/render.ts';
import { createQueued, type NewDelivery } from '../states/create.ts';
import { type FanOutBatch, readForFanOut } from './fan-out-read.ts';
import type { Sender } from './sender.ts';

/** Deliveries of one statement: what one change becomes for ten thousand integrations is not in memory at once. */
const MAX_DELIVERIES = 500;
const MAX_BYTES = 4 * 1024 * 1024;
/** How long bodies are rendered before the process turns to other work. */
const MAX_RENDERING_MS = 10;

/** The fan-outs under way in this process: of each project, the events that are left to do. */
const underWay = new WeakMap<App, Map<string, Set<string>>>();

/**
 * A project has one fan-out under way at a time in a process. A job that finds it leaves its event to it and ends: jobs of
 * one project that waited for each other would take the room of all others. When the process stops, what is left gets jobs
 * again; if that fan-out fails, the reaper finds its events.
 */
export async function fanOut(
  app: App,
  { eventId, projectId: given }: PayloadOf<typeof fanOutJob>,
  { sender }: { sender: Sender },
): Promise<void> {
  const { pool } = app.database;
  const projectId = given ?? (await readForFanOut(pool, eventId))?.projectId;
  if (projectId === undefined) return;
  const ofApp = underWay.get(app) ?? new Map<string, Set<string>>();
  underWay.set(app, ofApp);
  const others = ofApp.get(projectId);
  if (others) {
    others.add(eventId);
    return;
  }
  const left = new Set([eventId]);
  ofApp.set(projectId, left);
  try {
    // What is added meanwhile is part of the loop.
    for (const id of left) {
      if (!app.stopping.aborted) await fanOutUntil(app, sender, id, left);
      if (app.stopping.aborted && left.has(id)) await addJob(pool, fanOutJob, { eventId: id, projectId });
    }
  } finally {
    ofApp.delete(projectId);
  }
}

/** Fans out the events of the project up to this one, and takes them from what is left. */
async function fanOutUntil(app: App, sender: Sender, eventId: string, left: Set<string>): Promise<void> {
  const read = () => retryWhileUnavailable(() => readForFanOut(app.database.pool, eventId), app.stopping);
  for (let batch = await read(); batch; batch = app.stopping.aborted ? null : await read()) {
    const { events } = batch;
    await createDeliveries(app, sender, batch);
    for (const { event } of events) left.delete(event.id);
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
    const written = { projectId, deliveries: created, eventIds: marked, now: app.now() };
    await retryWhileUnavailable(() => createQueued(app.database.pool, written), app.stopping);
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
