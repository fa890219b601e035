/** `POST /sdk/v1/values` as a stream: the values for one context, and those that change. */

import { type Asking, changedMembers, valuesJson } from '../values.ts';
import type { Due } from './environment-feed.ts';
import { eventOf, PING } from './event-text.ts';
import type { Reader } from './open-stream.ts';
import type { Position } from './position.ts';

/**
 * `start`: the position of what the reader has; null for nothing. A change that leaves the values of its context as they are is
 * not sent. The next ping moves the position of the reader then, so that it stays near the end of the log.
 */
export function createValuesReader(asking: Asking, start: Position | null): Reader {
  let sent = start;
  let seen = start;

  function changes(now: Position, members: string[]): Buffer {
    const head = JSON.stringify({ epoch: now.epoch, from: sent?.version, to: now.version });
    sent = now;
    return eventOf('changes', now, `${head.slice(0, -1)},"flags":{${members.join()}}}`);
  }

  return {
    event({ now, changes: changed, before }: Due) {
      const { epoch, version } = now;
      seen = { epoch, version };
      if (!changed) {
        sent = seen;
        return eventOf('values', seen, valuesJson(now, asking));
      }
      const members = changedMembers(
        Object.keys(changed.flags),
        now.compiled,
        before?.compiled ?? null,
        asking,
      );
      return members.length > 0 ? changes(seen, members) : null;
    },
    ping: () => (seen && seen !== sent ? changes(seen, []) : PING),
  };
}
