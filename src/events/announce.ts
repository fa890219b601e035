import { type App, oncePerApp } from '../platform/app.ts';
import type { LoggedEvent } from './logged-event.ts';

export type AppendedEvent = Pick<LoggedEvent, 'id' | 'projectId'>;

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

/** Tells subscribers, in all processes, of events of a project that were committed. They poll: it is only faster. */
export function announce(app: App, event: AppendedEvent): void {
  app.doorbell.publish('events', event.projectId);
}

/** The same for events whose job waits, the last of which is given. The worker of this process begins with it. */
export function announceHere(app: App, event: AppendedEvent): void {
  announce(app, event);
  for (const listener of listenersOf(app)) listener(event);
}

/** Calls `listener` with each event that is told with `announceHere`, until the returned function is called. */
export function onAppended(app: App, listener: (event: AppendedEvent) => void): () => void {
  const listeners = listenersOf(app);
  listeners.add(listener);
  return () => listeners.delete(listener);
}
