/** `GET /sdk/v1/stream`: the ruleset of an environment, then what changes of it. */

import type { ApplicationRoute } from '../applications/application-route.ts';
import type { Feeds } from './streams/environment-feeds.ts';
import { PING } from './streams/event-text.ts';
import { openStream } from './streams/open-stream.ts';
import { rulesetEvent } from './streams/ruleset-event.ts';

export function streamRoute(feeds: Feeds): ApplicationRoute {
  return {
    method: 'GET',
    path: '/sdk/v1/stream',
    openTo: ['server', 'person'],
    maxBody: 0,
    handle: (request, response) =>
      openStream(feeds, request, response, () => ({ event: rulesetEvent, ping: () => PING })),
  };
}
