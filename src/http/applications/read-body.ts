import type { IncomingMessage } from 'node:http';
import { Refusal } from './refusal.ts';

/** The client left before it had sent everything: nobody is there to be answered. */
export class ClientLeftError extends Error {
  override readonly name = 'ClientLeftError';
}

const NO_BODY = Buffer.alloc(0);

/** Reads at most `max` bytes. Fails with a Refusal when there are more, or when they are compressed. */
export function readBody(request: IncomingMessage, max: number): Promise<Buffer> {
  const { 'content-length': length, 'content-encoding': encoding = 'identity' } = request.headers;
  if (encoding !== 'identity') return Promise.reject(new Refusal(415, 'INVALID_INPUT', COMPRESSED));
  if (Number(length ?? 0) > max) return Promise.reject(tooLarge(max));
  if (length === '0') return Promise.resolve(NO_BODY);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= max) chunks.push(chunk);
      else reject(tooLarge(max));
    });
    request.on('end', () => {
      const [only] = chunks;
      resolve(chunks.length === 1 && only ? only : Buffer.concat(chunks));
    });
    // The reason is in 'close', which follows.
    request.on('error', () => undefined);
    request.on('close', () => {
      // It also follows a body that was read. An error takes longer to make than everything else here.
      if (!request.complete) reject(new ClientLeftError());
    });
  });
}

/** The rest of the body is not read: the connection ends after the answer. */
function tooLarge(max: number): Refusal {
  const message = `The body of this request may have at most ${max} bytes.`;
  return new Refusal(413, 'INVALID_INPUT', message, { Connection: 'close' });
}

const COMPRESSED = 'The body is compressed. Send it without Content-Encoding.';
