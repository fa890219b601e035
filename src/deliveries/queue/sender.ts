/**
 * Sends what one worker process has claimed, many at a time: a request that waits for its answer costs a socket and
 * nothing else. Each that ends looks at its line for the next one, so that a slot is used again at once; lines that
 * have to wait for a rate, a circuit or another worker's slot are looked at again by a timer. Both only make it fast:
 * the reaper of any worker looks at all lines now and then.
 */

import type { App } from '../../platform/app.ts';
import { createWaiting } from '../../platform/live/waiting.ts';
import { coalesce } from '../../platform/postgres/coalesce.ts';
import { warnUnlessUnavailable } from '../../platform/postgres/database-unavailable.ts';
import { attemptClaimed } from '../attempts/attempt-claimed.ts';
import { cancelClaimed } from '../attempts/record.ts';
import type { Claim } from '../claim.ts';
import { joinBurst } from './digest.ts';
import { claimDue, type Line } from './line.ts';
import { createLineTimers } from './line-timers.ts';

/** Requests under way at a time in this process. A hundred receivers that hang, ten requests each, would fill it. */
const ROOM = 1_000;
/** At a stop, requests under way get this long before they are given up and put back. */
const GRACE_MS = 3_000;

export interface Sender {
  /**
   * Resolves when there is room for more, or at a stop. Jobs that bring more wait for it, and others keep theirs for
   * workers that have some.
   */
  hasRoom(): Promise<void>;
  /** Puts a delivery that is due in line and starts what may go. Resolves once that is done, long before it is sent. */
  take(deliveryId: string): Promise<void>;
  /** Starts what may go of a line. */
  look(line: Line): Promise<void>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  /** Takes nothing more; lets what is under way end, or puts it back. */
  stop(): Promise<void>;
}

type Ask = { due: string } | { line: Line };

export function createSender(app: App): Sender {
  const running = new Set<Promise<void>>();
  const freed = createWaiting();
  const stopping = new AbortController();
  const givingUp = new AbortController();
  /** Claims that were asked for and not answered yet. */
  const asking = new Set<Promise<void>>();
  const timers = createLineTimers((line) => {
    claim({ line }).catch((error) => {
      warnUnlessUnavailable(app.log, error, 'could not look at a line; the reaper will', line);
    });
  }, app.now);

  const claimTogether = coalesce(async (_owner: App, asks: Ask[]) => {
    const taken = await claimDue(app.database.pool, {
      due: asks.flatMap((ask) => ('due' in ask ? [ask.due] : [])),
      lines: asks.flatMap((ask) => ('line' in ask ? [ask.line] : [])),
      now: app.now(),
      room: stopping.signal.aborted ? 0 : ROOM - running.size,
    });
    for (const each of taken.claims) start(each);
    if (!stopping.signal.aborted) taken.waiting.forEach(timers.set);
    const projects = new Set(taken.claims.map(({ event }) => event.project.id));
    for (const projectId of projects) app.doorbell.ring('deliveries', projectId);
    return asks.map(() => undefined);
  });

  function claim(ask: Ask): Promise<void> {
    const answer = claimTogether(app, ask);
    asking.add(answer);
    return answer.finally(() => asking.delete(answer));
  }

  function start(claimed: Claim): void {
    const work = send(claimed).finally(() => {
      running.delete(work);
      freed.wake();
    });
    running.add(work);
  }

  async function send(claimed: Claim): Promise<void> {
    try {
      const { integration, target } = claimed;
      if (!integration.enabled) {
        await cancelClaimed(app.database.pool, claimed, app.now());
      } else {
        const digest = await joinBurst(app, claimed);
        const { isLineWaiting } = await attemptClaimed(app, claimed, givingUp.signal, digest);
        if (isLineWaiting && !stopping.signal.aborted)
          timers.set({ integrationId: integration.id, target, lookAgainAt: app.now() });
      }
      app.doorbell.ring('deliveries', claimed.event.project.id);
    } catch (error) {
      // Its lease runs out, and the reaper gives it to somebody else.
      warnUnlessUnavailable(app.log, error, 'a delivery was dropped', { deliveryId: claimed.deliveryId });
    }
  }

  async function idle(): Promise<void> {
    while (running.size + asking.size > 0) await Promise.allSettled([...running, ...asking]);
  }

  async function hasRoom(): Promise<void> {
    while (running.size >= ROOM && !stopping.signal.aborted) await freed.wait(stopping.signal);
  }

  return {
    hasRoom,
    async take(deliveryId) {
      await hasRoom();
      await claim({ due: deliveryId });
    },
    look: (line) => claim({ line }),
    idle,
    async stop() {
      stopping.abort();
      timers.clear();
      const giveUp = setTimeout(() => givingUp.abort(), GRACE_MS);
      await idle();
      clearTimeout(giveUp);
    },
  };
}
