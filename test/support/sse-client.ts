/** A reader of server-sent events on a connection of its own, which a test can cut, and keep from reading. */

import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { eventually } from '#test/support/eventually.ts';

export interface ServerSentEvent {
  id: string;
  name: string;
  data: string;
}

export interface SseClient {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** All events so far. */
  readonly events: readonly ServerSentEvent[];
  /** Comments so far. */
  readonly comments: readonly string[];
  /** Of the body so far. */
  readonly bytes: number;
  /** The body so far, when it is no stream. */
  readonly text: string;
  /** Resolves once there are so many events. Fails when the connection ends before. */
  waitFor(count: number): Promise<void>;
  /** Reads nothing more until `resume`. */
  pause(): void;
  resume(): void;
  /** Cuts the connection. */
  cut(): void;
  /** Resolves when the connection has ended, by whichever side: `whole` unless the response broke off. */
  readonly ended: Promise<'whole' | 'broken off'>;
}

export interface SseOptions {
  key: string;
  method?: 'GET' | 'POST';
  body?: unknown;
  lastEventId?: string | undefined;
  headers?: Record<string, string>;
  /** Called with each event as it comes. */
  onEvent?: (event: ServerSentEvent) => void;
}

export async function openSse(url: string, options: SseOptions): Promise<SseClient> {
  const { key, method = 'GET', body, lastEventId, headers = {}, onEvent = () => undefined } = options;
  const sent = request(url, {
    method,
    agent: false,
    headers: {
      accept: 'text/event-stream',
      authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
      ...headers,
    },
  });
  sent.end(body === undefined ? undefined : JSON.stringify(body));
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const events: ServerSentEvent[] = [];
  const comments: string[] = [];
  let bytes = 0;
  let text = '';
  let isOver = false;
  sent.on('error', () => undefined);
  response.on('error', () => undefined);
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    text += chunk.toString('latin1');
    if (!response.headers['content-type']?.startsWith('text/event-stream')) return;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = parseEvent(Buffer.from(block, 'latin1').toString());
      if (event === null) comments.push(block);
      else {
        events.push(event);
        onEvent(event);
      }
    }
  });
  const ended = new Promise<'whole' | 'broken off'>((resolve) => {
    response.once('close', () => {
      isOver = true;
      resolve(response.complete ? 'whole' : 'broken off');
    });
  });
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    events,
    comments,
    get bytes() {
      return bytes;
    },
    get text() {
      return Buffer.from(text, 'latin1').toString();
    },
    async waitFor(count) {
      await eventually(() => {
        if (events.length >= count) return;
        throw new Error(`${events.length} of ${count} events came${isOver ? ' before the end' : ''}`);
      });
    },
    pause: () => response.pause(),
    resume: () => response.resume(),
    cut: () => sent.destroy(),
    ended,
  };
}

/** Null for a block of comments. */
function parseEvent(block: string): ServerSentEvent | null {
  const fields = new Map(
    block.split('\n').map((line) => {
      const [, name = '', value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
      return [name, value];
    }),
  );
  const data = fields.get('data');
  if (data === undefined) return null;
  return { id: fields.get('id') ?? '', name: fields.get('event') ?? 'message', data };
}
