import { type ClientRequest, request as startRequest } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { OutboundFault, type OutboundRequest, type OutboundResponse } from './outcome.ts';
import type { Destination, VettedAgent, VettedRequestArgs } from './vetted-agent.ts';

export interface ExchangeOptions {
  maxResponseBytes: number;
  signal: AbortSignal;
  /** Called with the address of the connection that the request gets. */
  onConnected(address: string | null): void;
}

/**
 * Sends one request and reads the answer up to a cap. Interim responses (1xx) are passed over. An answer whose status has
 * arrived is an answer, whatever becomes of its body: what has come of that is kept, as truncated. Rejects with the
 * signal's reason or with the error of Node.
 */
export async function exchange(
  agent: VettedAgent,
  destination: Destination,
  { method, headers, body }: OutboundRequest,
  { maxResponseBytes, signal, onConnected }: ExchangeOptions,
): Promise<Pick<OutboundResponse, 'kind' | 'status' | 'headers' | 'body' | 'truncated'>> {
  // Some servers close a connection after an answer that promised to keep it. Two turns of the event loop later that has
  // been noticed, and the connection is not used again.
  for (let turns = agent.hasIdle(destination) ? 2 : 0; turns > 0; turns -= 1) await nextTurn();
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const { url } = destination;
    const options: VettedRequestArgs = {
      agent,
      destination,
      method,
      path: url.pathname + url.search,
      headers: {
        Host: url.host,
        ...headers,
        // Compressed bodies stay as they are, so ask for none: a few bytes of gzip can hold gigabytes.
        'accept-encoding': 'identity',
        ...(body === null ? {} : { 'content-length': Buffer.byteLength(body) }),
      },
    };
    const outgoing = start(options);
    let isAnswered = false;
    // While it is still connecting, this keeps the first byte from being sent.
    const cancel = () => {
      reject(signal.reason);
      outgoing.destroy();
    };
    signal.addEventListener('abort', cancel);
    outgoing.on('socket', (socket) => onConnected(agent.addressOf(socket)));
    outgoing.on('error', (error) => {
      // What of the answer has come by then is still being read.
      if (!isAnswered) reject(error);
    });
    outgoing.on('close', () => {
      // Node closes without an error when a server switches to another protocol.
      if (isAnswered) return;
      signal.removeEventListener('abort', cancel);
      reject(new OutboundFault('refused', 'The connection was closed without a response.'));
    });
    outgoing.on('response', (response) => {
      isAnswered = true;
      const chunks: Buffer[] = [];
      let size = 0;
      let isFinished = false;
      const finish = (truncated: boolean) => {
        if (isFinished) return;
        isFinished = true;
        signal.removeEventListener('abort', cancel);
        const bytes = Buffer.concat(chunks).subarray(0, maxResponseBytes);
        const status = response.statusCode ?? 0;
        const text = toText(bytes, truncated);
        resolve({ kind: 'response', status, headers: toPairs(response.rawHeaders), body: text, truncated });
      };
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size <= maxResponseBytes) return;
        finish(true);
        outgoing.destroy();
      });
      response.on('end', () => finish(false));
      // Closed before its end, it was broken off or not framed as it should be.
      response.on('error', () => undefined).on('close', () => finish(true));
    });
    outgoing.end(body ?? undefined);
  });
}

/** Node's own message about a header or a path that cannot be sent quotes it, and it may be a secret. */
function start(options: VettedRequestArgs): ClientRequest {
  try {
    return startRequest(options);
  } catch {
    throw new OutboundFault(
      'http',
      'The request was not sent: a header or the path has characters that HTTP does not allow.',
    );
  }
}

/** `truncated`: a character that the cap cut in two is dropped instead of becoming U+FFFD. */
function toText(bytes: Buffer, truncated: boolean): string {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes, { stream: truncated });
  return text.replaceAll('\u0000', '\ufffd');
}

/** Node reads headers as Latin-1; those who write more than ASCII write UTF-8. */
function toPairs(raw: string[]): [string, string][] {
  const texts = raw.map((text) => Buffer.from(text, 'latin1').toString('utf8'));
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < texts.length; i += 2) pairs.push([texts[i] ?? '', texts[i + 1] ?? '']);
  return pairs;
}
