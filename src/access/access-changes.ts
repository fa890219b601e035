/** Tells every process at once that somebody may do less than before: a token was revoked, a role was taken away. */

import type { Doorbell } from '../platform/live/doorbell.ts';

/** The notification concerns no single project: which tokens it is about is read again. */
const EVERY_PROJECT = 'all';

/** To be called after the commit. One that is lost costs seconds: everything open is checked again by and by as well. */
export function announceAccessChange({ doorbell }: { doorbell: Doorbell }): void {
  doorbell.publish('access', EVERY_PROJECT);
}

/** Calls `listener` after each change until the returned function is called. */
export function onAccessChange({ doorbell }: { doorbell: Doorbell }, listener: () => void): () => void {
  return doorbell.subscribe('access', EVERY_PROJECT, listener);
}
