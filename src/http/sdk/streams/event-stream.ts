/**
 * One response as a stream of server-sent events. It ends by breaking off, like a crash, so that every client connects again:
 * when the right to it ends, when the server closes, or when its reader takes nothing for too long.
 */

import type { ServerResponse } from 'node:http';

export interface StreamTiming {
  /** From one ping to the next. */
  pingEveryMs: number;
  /** A reader that took nothing during two of these in a row, which is how Node counts, is disconnected. */
  stallCheckMs: number;
}

const TIMING: StreamTiming = { pingEveryMs: 15_000, stallCheckMs: 30_000 };

export interface EventStream {
  /**
   * Whether the reader takes more. A message that is written while it does not would wait in memory, so at most one waits
   * for each reader; `onReady` says when to go on.
   */
  isReady(): boolean;
  write(message: Buffer): void;
  breakOff(): void;
}

interface Options {
  /** Aborts when the right to the stream ends or the server closes. */
  signal: AbortSignal;
  /** Without: as below. */
  timing?: StreamTiming;
  /** Called when the reader takes more again. */
  onReady: () => void;
  /** What is sent as the next ping. */
  ping: () => Buffer;
  /** Called once. */
  onEnd: () => void;
}

export const STREAM_HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  // Proxies that compress would hold events back until a block is full.
  'Cache-Control': 'no-cache, no-transform',
  'X-Accel-Buffering': 'no',
};

/** Sends the head of the response at once: it tells the client that its stream stands. */
export function openEventStream(response: ServerResponse, options: Options): EventStream {
  const { signal, timing = TIMING, onReady, ping, onEnd } = options;
  let isOver = false;

  const isReady = () => !isOver && !response.writableNeedDrain;
  const stream: EventStream = {
    isReady,
    write(message) {
      if (!isOver) response.write(message);
    },
    breakOff() {
      // What was written is still sent, unless the reader takes nothing anyway.
      if (response.writableNeedDrain) response.socket?.destroy();
      else response.socket?.destroySoon();
    },
  };
  const pings = setInterval(() => {
    if (isReady()) response.write(ping());
  }, timing.pingEveryMs);

  response.on('drain', onReady);
  // The reader is gone: 'close' follows.
  response.on('error', () => undefined);
  response.once('close', () => {
    isOver = true;
    clearInterval(pings);
    signal.removeEventListener('abort', stream.breakOff);
    onEnd();
  });
  signal.addEventListener('abort', stream.breakOff);
  // Without a listener Node destroys the socket. Progress of a large message and pings count as use.
  response.setTimeout(timing.stallCheckMs);
  response.writeHead(200, STREAM_HEADERS).flushHeaders();
  if (signal.aborted) stream.breakOff();
  return stream;
}
