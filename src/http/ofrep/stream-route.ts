/** `GET /ofrep/v1/stream`: tells clients when to ask for all flags again, as server-sent events. */

import type { ApplicationRequest, ApplicationRoute } from '../applications/application-route.ts';
import type { Due } from '../sdk/streams/environment-feed.ts';
import type { Feeds } from '../sdk/streams/environment-feeds.ts';
import { PING } from '../sdk/streams/event-text.ts';
import { openStream } from '../sdk/streams/open-stream.ts';
import { formatPosition } from '../sdk/streams/position.ts';

const PATH = '/ofrep/v1/stream';

export function streamRoute(feeds: Feeds): ApplicationRoute {
  return {
    method: 'GET',
    path: PATH,
    openTo: ['client', 'server', 'person'],
    maxBody: 0,
    keyInQuery: true,
    handle: (request, response) =>
      openStream(feeds, request, response, () => ({ event: refetchEvent, ping: () => PING })),
  };
}

/**
 * Where a client opens its stream; null for a credential that no URL can stand for. It is the same for as long as the
 * credential is valid: clients keep it, also over restarts, and use it again after an answer without a body.
 */
export function streamUrl(
  publicUrl: string,
  { credential, environment }: Pick<ApplicationRequest, 'credential' | 'environment'>,
): string | null {
  const { streamKey, kind } = credential;
  if (streamKey === null) return null;
  const { projectKey, environmentKey } = environment;
  const place = kind === 'person' ? `&environment=${projectKey}/${environmentKey}` : '';
  return `${publicUrl}${PATH}?key=${streamKey}${place}`;
}

/**
 * A reader without a position, or with an older one, gets one at once. Something may have changed between its last
 * evaluation and now, and not every client asks again by itself when its stream is back.
 */
function refetchEvent({ now }: Due): Buffer {
  const position = formatPosition(now);
  const data = JSON.stringify({ type: 'refetchEvaluation', etag: position });
  return Buffer.from(`id: ${position}\nevent: message\ndata: ${data}\n\n`);
}
