/**
 * Sends what this worker process has claimed, many deliveries at a time: a request that waits for its response costs only
 * a socket. Each one that ends claims the next from its queue, so that its slot is used again at once; queues that wait
 * for a rate, a circuit or another worker's slot have a timer. Both only make it fast: the reaper of any worker claims
 * from all queues every few seconds.
 */

import type { App } from '../../platform/app.ts';
import { createWaiting } from '../../platform/live/waiting.ts';
import { coalesce } from '../../platform/postgres/coalesce.ts';
import { warnUnlessUnavailable } from '../../platform/postgres/database-unavailable.ts';
import { attemptClaimed } from '../attempts/attempt-claimed.ts';
import type { Claim } from '../claim.ts';
import { cancelClaimed } from '../states/cancel.ts';
import type { FannedOut } from '../states/create.ts';
import { claimDue, type Queue, readDue } from './claim-due.ts';
import { makeDigest } from './digest.ts';
import { createQueueTimers } from './queue-timers.ts';
import { createSlowStart } from './slow-start.ts';

/** Concurrent requests of this process. One project alone gets half of it; see claim_deliveries. */
const CAPACITY = 1_000;
/** How many retries that have come due are claimed in one round. */
const MAX_DUE = 500;
/** At a stop, requests under way get this long before they are aborted and their deliveries released. */
const GRACE_MS = 3_000;

export interface Sender {
  /** Claims a delivery that is due, or queues it. Resolves once that is done, long before it is sent. */
  claimDelivery(deliveryId: string): Promise<void>;
  /** Queues a few small deliveries and claims from their queues what the limits allow, in one transaction. */
  queueAndClaim(created: FannedOut): Promise<void>;
  /** Claims from a queue what its limits allow. */
  claimFrom(queue: Queue): Promise<void>;
  /** The same, later and for many: nobody waits for it, and the queues of other projects are looked at in between. */
  claimSoon(queues: Queue[]): void;
  /** Claims the retries that have come due. */
  claimPlanned(): Promise<void>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  /** Claims nothing more; lets requests under way end, or releases their deliveries. */
  stop(): Promise<void>;
}

type Request = { projectId: string } & (
  | { due: string; integrationId?: string }
  | { queue: Queue }
  | { created: FannedOut }
);

export function createSender(app: App): Sender {
  const running = new Set<Promise<void>>();
  const underWay = new Map<string, number>();
  const slowStart = createSlowStart();
  const freed = createWaiting();
  const stopping = new AbortController();
  const aborting = new AbortController();
  /** Claims under way in the database. */
  const claiming = new Set<Promise<void>>();
  const timers = createQueueTimers((queue) => claimSoon([queue]), app.now);

  // One change may concern ten thousand integrations: their queues must not delay those of another project.
  const createBatches = () => coalesce(runBatch, ({ projectId }: Request) => projectId);
  const claimInBatch = createBatches();
  // In batches of their own: inserting deliveries waits while an integration is locked, and claims must not wait for that.
  const createInBatch = createBatches();

  async function runBatch(_owner: App, requests: Request[]): Promise<undefined[]> {
    const queues = requests.flatMap((request) => {
      if ('created' in request) return queuesOf(request.created);
      return 'queue' in request ? [request.queue] : [];
    });
    const integrationIds = [
      ...queues.map(({ integrationId }) => integrationId),
      ...requests.flatMap((request) => ('due' in request ? (request.integrationId ?? []) : [])),
    ];
    const claimed = await claimDue(app.database.pool, {
      created: requests.flatMap((request) => ('created' in request ? [request.created] : [])),
      due: requests.flatMap((request) => ('due' in request ? [request.due] : [])),
      queues,
      now: app.now(),
      room: stopping.signal.aborted ? 0 : CAPACITY - running.size,
      underWay: Object.fromEntries(underWay),
      shares: Object.fromEntries(integrationIds.map((id) => [id, slowStart.share(id)])),
    });
    for (const each of claimed.claims) start(each);
    if (!stopping.signal.aborted) claimed.waiting.forEach(timers.set);
    const projects = new Set(claimed.claims.map(({ event }) => event.project.id));
    for (const projectId of projects) app.doorbell.publish('deliveries', projectId);
    return requests.map(() => undefined);
  }

  function claim(request: Request): Promise<void> {
    const done = ('created' in request ? createInBatch : claimInBatch)(app, request);
    claiming.add(done);
    return done.finally(() => claiming.delete(done));
  }

  function claimSoon(queues: Queue[]): void {
    for (const queue of queues) {
      claim({ projectId: queue.projectId, queue }).catch((error) => {
        warnUnlessUnavailable(app.log, error, 'could not claim from a queue; the reaper will', queue);
      });
    }
  }

  function start(claimed: Claim): void {
    const projectId = claimed.event.project.id;
    const count = (change: number) => underWay.set(projectId, (underWay.get(projectId) ?? 0) + change);
    count(1);
    slowStart.started(claimed.integration.id);
    const work = send(claimed).finally(() => {
      running.delete(work);
      count(-1);
      if (underWay.get(projectId) === 0) underWay.delete(projectId);
      freed.wake();
    });
    running.add(work);
  }

  async function send(claimed: Claim): Promise<void> {
    const { integration, target } = claimed;
    let answered: boolean | null = null;
    try {
      if (!integration.enabled) {
        await cancelClaimed(app.database.pool, claimed, app.now());
      } else {
        const digest = await makeDigest(app, claimed);
        const attempted = await attemptClaimed(app, claimed, aborting.signal, digest);
        answered = attempted.attempt && attempted.attempt.response !== null;
        if (attempted.hasQueued && !stopping.signal.aborted)
          timers.set({
            projectId: claimed.event.project.id,
            integrationId: integration.id,
            target,
            nextClaimAt: app.now(),
          });
      }
      app.doorbell.publish('deliveries', claimed.event.project.id);
    } catch (error) {
      // Its lease expires, and the reaper requeues it.
      warnUnlessUnavailable(app.log, error, 'a delivery was abandoned until its lease expires', {
        deliveryId: claimed.deliveryId,
      });
    }
    slowStart.ended(integration.id, answered);
  }

  async function idle(): Promise<void> {
    while (running.size + claiming.size > 0) await Promise.allSettled([...running, ...claiming]);
  }

  async function waitForCapacity(): Promise<void> {
    while (running.size >= CAPACITY && !stopping.signal.aborted) await freed.wait(stopping.signal);
  }

  return {
    async claimDelivery(deliveryId) {
      await waitForCapacity();
      // A job for one delivery says nothing of its project; they are few, and share a line.
      await claim({ projectId: '', due: deliveryId });
    },
    queueAndClaim: (created) => claim({ projectId: created.projectId, created }),
    claimFrom: (queue) => claim({ projectId: queue.projectId, queue }),
    claimSoon,
    async claimPlanned() {
      if (running.size >= CAPACITY || stopping.signal.aborted) return;
      const due = await readDue(app.database.pool, app.now(), MAX_DUE);
      await Promise.all(due.map(({ deliveryId, ...of }) => claim({ ...of, due: deliveryId })));
    },
    idle,
    async stop() {
      stopping.abort();
      timers.clear();
      const abort = setTimeout(() => aborting.abort(), GRACE_MS);
      await idle();
      clearTimeout(abort);
    },
  };
}

/** The queues that these deliveries are in, each once. */
export function queuesOf({ projectId, deliveries }: FannedOut): Queue[] {
  const queues = new Map(
    deliveries.map(({ integrationId, target }) => [
      JSON.stringify([integrationId, target]),
      { projectId, integrationId, target },
    ]),
  );
  return [...queues.values()];
}
