/**
 * Creates one delivery, queued, for each target of each integration that an event matches. The earlier events of the project
 * that are still without deliveries come first, so that a queue never has a newer event without the older ones.
 *
 * An event is marked once all of its deliveries exist: run twice, the job changes nothing; killed, another run continues.
 * The deliveries have no jobs: this worker claims from their queues, and if it dies before that, the reaper of any worker
 * does. Many deliveries are only written here; a few are claimed by the same statement.
 */

import { setImmediate as nextTurn } from 'node:timers/promises';
import { fanOutJob } from '../../events/jobs.ts';
import { toOutgoingEvent } from '../../integrations/event/to-outgoing-event.ts';
import { type App, oncePerApp } from '../../platform/app.ts';
import { addJob, type PayloadOf } from '../../platform/jobs/jobs.ts';
import { isLockTimeout } from '../../platform/postgres/database-unavailable.ts';
import { retryWhileUnavailable } from '../../platform/postgres/retry.ts';
import { renderOrPostpone } from '../attempts/render.ts';
import { createQueued, type FannedOut, type NewDelivery } from '../states/create.ts';
import { type FanOutBatch, readForFanOut } from './fan-out-read.ts';
import { queuesOf, type Sender } from './sender.ts';

/** Deliveries of one statement: what one change becomes for ten thousand integrations is not in memory at once. */
const MAX_DELIVERIES = 500;
const MAX_BYTES = 4 * 1024 * 1024;
/** How long bodies are rendered before the process turns to other work. */
const MAX_RENDERING_MS = 10;

/** Fewer and smaller than this are claimed by the statement that creates them. */
const FEW_DELIVERIES = 20;
const FEW_BYTES = 64 * 1024;

/** A fan-out under way: the events of its project that are left to do. */
interface UnderWay {
  left: Set<string>;
  /** Those of them whose job waits in case this process dies, and is to be removed. */
  waitingJobs: Set<string>;
}

/** The fan-outs under way in this process, by project. */
const underWayIn = oncePerApp(() => new Map<string, UnderWay>());

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
  const projectId = given ?? (await readForFanOut(app.database.pool, eventId))?.projectId;
  if (projectId !== undefined)
    await fanOutProject(app, sender, { eventId, projectId }, { isJobWaiting: false });
}

/** The same for an event of this process, whose job waits in case this process dies before it is done. */
export async function fanOutAtOnce(
  app: App,
  event: { eventId: string; projectId: string },
  { sender }: { sender: Sender },
): Promise<void> {
  await fanOutProject(app, sender, event, { isJobWaiting: true });
}

async function fanOutProject(
  app: App,
  sender: Sender,
  { eventId, projectId }: { eventId: string; projectId: string },
  { isJobWaiting }: { isJobWaiting: boolean },
): Promise<void> {
  const { pool } = app.database;
  const others = underWayIn(app).get(projectId);
  const underWay: UnderWay = others ?? { left: new Set(), waitingJobs: new Set() };
  underWay.left.add(eventId);
  if (isJobWaiting) underWay.waitingJobs.add(eventId);
  if (others) return;
  underWayIn(app).set(projectId, underWay);
  try {
    // What is added meanwhile is part of the loop.
    for (const id of underWay.left) {
      if (!app.stopping.aborted) await fanOutUntil(app, sender, id, underWay);
      if (app.stopping.aborted && underWay.left.has(id))
        await addJob(pool, fanOutJob, { eventId: id, projectId });
    }
  } finally {
    underWayIn(app).delete(projectId);
  }
}

/** Fans out the events of the project up to this one, and takes them from what is left. */
async function fanOutUntil(app: App, sender: Sender, eventId: string, underWay: UnderWay): Promise<void> {
  const read = () => retryWhileUnavailable(() => readForFanOut(app.database.pool, eventId), app.stopping);
  for (let batch = await read(); batch; batch = app.stopping.aborted ? null : await read()) {
    const { events } = batch;
    const isComplete = await createDeliveries(app, sender, batch, underWay);
    if (!isComplete) return;
    for (const { event } of events) underWay.left.delete(event.id);
    if (events.some(({ event }) => event.id === eventId)) return;
  }
}

/** Creates the deliveries and marks the events. False when the process stopped before it was through. */
async function createDeliveries(
  app: App,
  sender: Sender,
  { projectId, events, integrations }: FanOutBatch,
  { waitingJobs }: UnderWay,
): Promise<boolean> {
  let created: NewDelivery[] = [];
  let bytes = 0;
  let marked: string[] = [];
  let renderedSince = performance.now();

  async function write(): Promise<void> {
    const written = {
      projectId,
      deliveries: created,
      eventIds: marked,
      doneJobs: marked.filter((id) => waitingJobs.delete(id)).map((eventId) => fanOutJob.key({ eventId })),
      now: app.now(),
    };
    const areFew = created.length > 0 && created.length <= FEW_DELIVERIES && bytes <= FEW_BYTES;
    await retryWhileUnavailable(async () => {
      if (areFew && (await isQueuedAndClaimed(sender, written))) return;
      await createQueued(app.database.pool, written);
      sender.claimSoon(queuesOf(written));
    }, app.stopping);
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
      if (created.length >= MAX_DELIVERIES || bytes >= MAX_BYTES) {
        await write();
        if (app.stopping.aborted) return false;
      }
      if (performance.now() - renderedSince > MAX_RENDERING_MS) {
        await nextTurn();
        renderedSince = performance.now();
      }
    }
    marked.push(event.id);
  }
  await write();
  return true;
}

/** False when somebody holds a lock that claims need: what only creates deliveries need not wait for it. */
async function isQueuedAndClaimed(sender: Sender, created: FannedOut): Promise<boolean> {
  try {
    await sender.queueAndClaim(created);
    return true;
  } catch (error) {
    if (isLockTimeout(error)) return false;
    throw error;
  }
}
