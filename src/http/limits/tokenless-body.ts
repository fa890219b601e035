/** How much is read of somebody who sends no token. */

import { type Readable, Transform } from 'node:stream';
import type { FastifyRequest } from 'fastify';

/** Without a token there is nothing to ask that takes more, and what has megabytes keeps the process busy before that is known. */
const MAX_TOKENLESS_BYTES = 64 * 1024;

/** A hook, for after the token was looked at. Wrong tokens are few: see rate-limits.ts. */
export async function limitTokenlessBody(
  { viewer, headers }: FastifyRequest,
  _reply: unknown,
  body: Readable,
): Promise<Readable> {
  if (viewer !== null) return body;
  if (Number(headers['content-length'] ?? 0) > MAX_TOKENLESS_BYTES) throw tooLarge();
  // How much comes in chunks is told by their end only.
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
