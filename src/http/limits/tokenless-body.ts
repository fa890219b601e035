/** Limits the body of a request without a token. */

import { type Readable, Transform } from 'node:stream';
import type { FastifyRequest } from 'fastify';

/** Without a token no useful request is larger, and parsing megabytes blocks the process. */
const MAX_TOKENLESS_BYTES = 64 * 1024;

/** A hook for after the admission. Bodies with invalid tokens are read: rate-limits.ts limits how many there are. */
export async function limitTokenlessBody(
  { admission, headers }: FastifyRequest,
  _reply: unknown,
  body: Readable,
): Promise<Readable> {
  if (admission.kind !== 'anonymous') return body;
  if (Number(headers['content-length'] ?? 0) > MAX_TOKENLESS_BYTES) throw tooLarge();
  // The size of a chunked body is known only at its end.
  return headers['transfer-encoding'] === undefined ? body : body.pipe(endAt(MAX_TOKENLESS_BYTES));
}

function endAt(max: number): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > max) done(tooLarge());
      else done(null, chunk);
    },
  });
}

function tooLarge(): Error {
  const message = `Without an access token the body of a request has at most ${MAX_TOKENLESS_BYTES} bytes.`;
  return Object.assign(new Error(message), { statusCode: 413 });
}
