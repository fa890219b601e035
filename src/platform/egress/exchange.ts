import type { Dispatcher } from 'undici';
import type { OutboundRequest, OutboundResponse } from './outcome.ts';

/**
 * Sends one request on a pool and reads the answer up to a cap. Written against undici's dispatch interface, below its
 * `request`: no stream is built for bodies that are a few bytes long, and a request can be cancelled while its connection is
 * being made. Rejects with the signal's reason or with undici's error.
 */
export function exchange(
  dispatcher: Dispatcher,
  url: URL,
  request: OutboundRequest,
  { maxResponseBytes, signal }: { maxResponseBytes: number; signal: AbortSignal },
): Promise<Pick<OutboundResponse, 'kind' | 'status' | 'headers' | 'body' | 'truncated'>> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | null = null;
    let status = 0;
    let headers: [string, string][] = [];
    const chunks: Buffer[] = [];
    let size = 0;

    const cancel = () => {
      reject(signal.reason);
      controller?.abort(signal.reason);
    };
    const finish = (truncated: boolean) => {
      signal.removeEventListener('abort', cancel);
      const bytes = Buffer.concat(chunks).subarray(0, maxResponseBytes);
      resolve({ kind: 'response', status, headers, body: toText(bytes, truncated), truncated });
    };
    if (signal.aborted) return cancel();
    signal.addEventListener('abort', cancel);

    dispatcher.dispatch(
      {
        method: request.method,
        path: url.pathname + url.search,
        // Compressed bodies stay as they are, so ask for none: a few bytes of gzip can hold gigabytes.
        headers: { ...request.headers, 'accept-encoding': 'identity' },
        body: request.body,
      },
      {
        onRequestStart(started) {
          controller = started;
          // Cancelled while connecting: this stops the request before its first byte.
          if (signal.aborted) started.abort(signal.reason);
        },
        onResponseStart(started, statusCode) {
          if (statusCode < 200) return;
          status = statusCode;
          headers = toPairs(started.rawHeaders);
        },
        onResponseData(started, chunk) {
          if (size > maxResponseBytes) return;
          chunks.push(chunk);
          size += chunk.length;
          if (size <= maxResponseBytes) return;
          finish(true);
          started.abort(new Error('The response is larger than what is kept of it.'));
        },
        onResponseEnd: () => finish(false),
        // After `finish` or `cancel` the promise is settled, and this says nothing new.
        onResponseError(_controller, error) {
          signal.removeEventListener('abort', cancel);
          reject(error);
        },
      },
    );
  });
}

/** `truncated`: a character that the cap cut in two is dropped instead of becoming U+FFFD. */
function toText(bytes: Buffer, truncated: boolean): string {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes, { stream: truncated });
  return text.replaceAll('\u0000', '\ufffd');
}

function toPairs(raw: Dispatcher.DispatchController['rawHeaders']): [string, string][] {
  if (!Array.isArray(raw)) return [];
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) pairs.push([String(raw[i]), String(raw[i + 1])]);
  return pairs;
}
