/** A stream of OFREP, read as text. */

import { eventually } from '#test/support/eventually.ts';

export interface OfrepStream {
  status: number;
  headers: Headers;
  /** The events so far, without comments. */
  events(): { id: string; data: { type: string; etag: string } }[];
  /** All that came so far. */
  text(): string;
  waitFor(count: number): Promise<void>;
  /** Resolves when the server has ended it. */
  ended: Promise<void>;
  leave(): void;
}

interface Open {
  key?: string;
  /** Without the question mark. */
  query?: string;
  lastEventId?: string;
}

export async function openOfrepStream(
  url: string,
  { key, query = '', lastEventId }: Open,
): Promise<OfrepStream> {
  const leaving = new AbortController();
  const response = await fetch(`${url}/ofrep/v1/stream?${query}`, {
    signal: leaving.signal,
    headers: {
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    },
  });
  let text = '';
  const read = async () => {
    try {
      for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) text += chunk;
    } catch {
      // Broken off by the server, or left.
    }
  };
  const events = () =>
    [...text.matchAll(/^id: (.+)\nevent: message\ndata: (.+)\n\n/gm)].map(([, id = '', data = '']) => ({
      id,
      data: JSON.parse(data),
    }));
  return {
    status: response.status,
    headers: response.headers,
    events,
    text: () => text,
    waitFor: (count) =>
      eventually(() => {
        if (events().length < count) throw new Error(`${events().length} events: ${text}`);
      }),
    ended: read(),
    leave: () => leaving.abort(),
  };
}
