import { type App, oncePerApp } from '../platform/app.ts';
import type { LoggedEvent } from './logged-event.ts';

export type AppendedEvent = Pick<LoggedEvent, 'id' | 'projectId'>;

const listenersOf = oncePerApp(() => new Set<(event: AppendedEvent) => void>());

/**
 * Tells of events of a project that have just been committed, the last of which is given: subscribers of all processes, and
 * the worker of this process, if it has one, which need not wait for the job. Both are only faster for it: readers poll, and
 * the job is there.
 */
export function announce(app: App, event: AppendedEvent): void {
  app.doorbell.publish('events', event.projectId);
  for (const listener of listenersOf(app)) listener(event);
}

/** Longer than the worker of this process takes, and short enough for another one that finds this one dead. */
const JOB_DELAY_SECONDS = 5;

/**
 * How long the job of an event waits. Where this process has a worker, which begins at once and then removes the job, it is
 * only for the case that this process dies.
 */
export function jobDelaySeconds(app: App): number {
  return listenersOf(app).size > 0 ? JOB_DELAY_SECONDS : 0;
}

/** Calls `listener` with each event that this process appends, once it is committed, until the returned function is called. */
export function onAppended(app: App, listener: (event: AppendedEvent) => void): () => void {
  const listeners = listenersOf(app);
  listeners.add(listener);
  return () => listeners.delete(listener);
}
