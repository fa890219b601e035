import { createParser, type EventSourceMessage } from 'eventsource-parser';

/** A message of the stream, or `ping`: a comment, which says that the server is there. */
export type StreamItem = EventSourceMessage | 'ping';

/**
 * The messages of a `text/event-stream` as they arrive. Ends when the server ends the stream, and fails when the connection
 * breaks. `onBytes` is called for each piece that arrives. Whoever stops reading also ends the request.
 */
export async function* readStream(
  body: ReadableStream<Uint8Array>,
  onBytes: () => void,
): AsyncGenerator<StreamItem, void> {
  const arrived: StreamItem[] = [];
  const parser = createParser({
    onEvent: (message) => arrived.push(message),
    onComment: () => arrived.push('ping'),
  });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onBytes();
      parser.feed(decoder.decode(value, { stream: true }));
      yield* arrived.splice(0);
    }
  } finally {
    // The connection may have broken already, which is no news here.
    reader.cancel().catch(() => {});
  }
}
