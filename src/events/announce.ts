import { type App, oncePerApp } from '../platform/app.ts';
import type { LoggedEvent } from './logged-event.ts';

export type AppendedEvent = Pick<LoggedEvent, 'id' | 'projectId' | 'type'>;

/** Longer than the worker of this process takes, and short enough for another one that finds this one dead. */
const JOB_DELAY_SECONDS = 5;

const listenersOf = oncePerApp(() => new Set<(event: AppendedEvent) => void>());

/**
 * How long the job of an event waits that is to be told with `announceHere`. Where this process has a worker, which begins
 * at once and then removes the job, it is only for the case that this process dies.
 */
export function jobDelaySeconds(app: App): number {
  return listenersOf(app).size > 0 ? JOB_DELAY_SECONDS : 0;
}

/** Tells subscribers, in all processes, of events of one project that were committed. They poll: it is only faster. */
export function announce({ doorbell, metrics }: App, ...events: AppendedEvent[]): void {
  for (const { type } of events) metrics.events.inc({ type });
  const [first] = events;
  if (first) doorbell.publish('events', first.projectId);
}

/** The same for events whose job waits. The worker of this process begins with the last one, and so with all. */
export function announceHere(app: App, events: AppendedEvent[]): void {
  announce(app, ...events);
  const last = events.at(-1);
  if (last) for (const listener of listenersOf(app)) listener(last);
}

/** Calls `listener` with each event that is told with `announceHere`, until the returned function is called. */
export function onAppended(app: App, listener: (event: AppendedEvent) => void): () => void {
  const listeners = listenersOf(app);
  listeners.add(listener);
  return () => listeners.delete(listener);
}
