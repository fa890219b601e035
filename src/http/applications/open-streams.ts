/** Responses that stay open: how many a key may have, and what ends them. */

import type { ServerResponse } from 'node:http';
import { isAllowedIn, mayEvaluateFlags } from '../../access/permissions.ts';
import { createSlots } from '../limits/slots.ts';
import type { Serving } from '../serving.ts';
import type { Identified } from './credentials.ts';
import { ClientLeftError } from './read-body.ts';
import { rateLimited } from './refusal.ts';

const TRY_AGAIN_AFTER_SECONDS = 60;

export interface OpenStreams {
  /** `limitKey` is what the limit counts by, `path` is that of the route. Fails with a Refusal, and with ClientLeftError when nobody is there any more. */
  open(identified: Identified, limitKey: string, path: string, response: ServerResponse): AbortSignal;
  /** Ends all of them, and those that are opened from now on. */
  close(): void;
}

export function createOpenStreams({ app, liveViewers, settings }: Serving): OpenStreams {
  const { streamsPerKey } = settings;
  const slots = createSlots(streamsPerKey);
  const open = new Set<AbortController>();
  let isClosed = false;
  return {
    open({ credential: { viewer }, environment: { projectId } }, limitKey, path, response) {
      // Nothing would release the slot: 'close' was emitted while the key was looked up.
      if (response.closed || response.destroyed) throw new ClientLeftError();
      const release = slots.take(limitKey);
      if (!release) throw rateLimited(tooMany(streamsPerKey), TRY_AGAIN_AFTER_SECONDS);
      const stream = new AbortController();
      // A HEAD asks what the stream would begin with, and nothing follows.
      if (isClosed || response.req.method === 'HEAD') stream.abort();
      open.add(stream);
      app.metrics.streams.inc({ path });
      const untrack = liveViewers.track(viewer, {
        isAllowed: (now) => isAllowedIn(now, mayEvaluateFlags, projectId),
        end: () => stream.abort(),
      });
      response.once('close', () => {
        untrack();
        app.metrics.streams.dec({ path });
        release();
        open.delete(stream);
        stream.abort();
      });
      return stream.signal;
    },
    close() {
      isClosed = true;
      for (const stream of open) stream.abort();
    },
  };
}

function tooMany(max: number): string {
  return `Too many streams: one key may have ${max} open at the same time in this process, a client key at each address.`;
}
