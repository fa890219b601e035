/** Opens a stream of one environment for one reader. */

import type { ServerResponse } from 'node:http';
import type { ApplicationRequest } from '../../applications/application-route.ts';
import type { Due } from './environment-feed.ts';
import type { Feeds } from './environment-feeds.ts';
import { openEventStream, STREAM_HEADERS } from './event-stream.ts';
import { keepCurrent } from './keep-current.ts';
import { type Position, parsePosition } from './position.ts';

/** What a stream sends. */
export interface Reader {
  /** The event that brings the reader to the state of now; null when there is nothing new for it. */
  event(due: Due): Buffer | null;
  ping(): Buffer;
}

/** Resumes at the position that the client names as `Last-Event-ID`. Fails before anything was sent. */
export async function openStream(
  feeds: Feeds,
  request: ApplicationRequest,
  response: ServerResponse,
  createReader: (start: Position | null) => Reader,
): Promise<void> {
  const signal = request.openStream();
  if (request.raw.method === 'HEAD') {
    response.writeHead(200, STREAM_HEADERS).end();
    return;
  }
  const position = parsePosition(request.raw.headers['last-event-id']);
  const isTrusted = request.credential.kind !== 'client';
  const { feed, start, release } = await feeds.open(request.environment, position, isTrusted);
  // The client may have left meanwhile; then nothing would end the stream.
  if (response.closed || signal.aborted) {
    release();
    response.socket?.destroy();
    return;
  }
  const reader = createReader(start);
  const stream = openEventStream(response, {
    signal,
    ping: reader.ping,
    onReady: () => current.advance(),
    onEnd() {
      leave();
      release();
    },
  });
  const current = keepCurrent(feed, start, stream, (due) => {
    const event = reader.event(due);
    if (event) stream.write(event);
  });
  const leave = feed.join(current.advance);
  current.advance();
}
