/** GraphQL over HTTP. Every refusal, also of what is no GraphQL request, has the form of GraphQL: `errors`, with a status. */

import { isAscii, isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { viewerOf } from './limits/rate-limits.ts';
import { limitTokenlessBody } from './limits/tokenless-body.ts';
import { redirectToGraphiql, sendNoPage } from './pages/pages.ts';
import type { Serving } from './serving.ts';
import type { GraphqlServer } from './yoga/yoga.ts';

/** To a scope of its own: what it sets for bodies and errors holds for this route only. */
export function addGraphql(http: FastifyInstance, graphql: GraphqlServer, { app, settings }: Serving): void {
  http.removeAllContentTypeParsers();
  http.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => parseJson(request.headers['content-type'] ?? '', body),
  );
  http.setErrorHandler<FastifyError>((error, request, reply) => {
    const { statusCode = 500 } = error;
    if (statusCode < 500)
      return reply.code(statusCode).type(errorType(request.headers.accept)).send(refusal(error, statusCode));
    const id = randomUUID();
    app.log.error({ err: error, errorId: id }, 'a request failed unexpectedly');
    const message = `Something went wrong on our side. The log has it as ${id}.`;
    return reply
      .code(500)
      .send({ errors: [{ message, extensions: { code: 'INTERNAL_SERVER_ERROR', errorId: id } }] });
  });
  http.route({
    url: '/graphql',
    // Those that GraphQL does not know are answered with the ones it knows.
    method: ['GET', 'POST', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'],
    preParsing: limitTokenlessBody,
    handler: async (request, reply) => {
      const isBrowser = request.method === 'GET' && request.headers.accept?.includes('text/html');
      if (isBrowser) return settings.graphiql ? redirectToGraphiql(request, reply) : sendNoPage(reply);
      // Yoga writes the response itself: it may be a stream.
      reply.hijack();
      const raw = request.raw as IncomingMessage & { body?: unknown };
      raw.body = request.body;
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) reply.raw.setHeader(name, value);
      // What a viewer may read is in no cache when they have signed out.
      reply.raw.setHeader('Cache-Control', 'no-store');
      // A proxy that buffers responses would hold back live events.
      reply.raw.setHeader('X-Accel-Buffering', 'no');
      try {
        const { admission } = request;
        await graphql(raw, reply.raw as ServerResponse, {
          isAuthenticated: admission.kind === 'viewer',
          findViewer: async () => viewerOf(admission),
        });
      } catch (error) {
        app.log.error({ err: error }, 'a response failed');
        reply.raw.destroy();
      }
      return reply;
    },
  });
}

/**
 * JSON is UTF-8. Another encoding is refused, because its letters would be stored as other ones; what is ASCII reads the
 * same in all that a client would name.
 */
function parseJson(contentType: string, body: Buffer): unknown {
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType)?.[1];
  if (charset && !/^utf-?8$/i.test(charset) && !isAscii(body))
    throw refuse(415, `The body is JSON with the charset ${charset.slice(0, 40)}. Send it as UTF-8.`);
  if (!isUtf8(body)) throw refuse(400, 'The body is not UTF-8. Send the JSON as UTF-8.');
  const text = new TextDecoder().decode(body);
  if (text === '') throw refuse(400, 'The body is empty. Send a JSON object with the field query.');
  try {
    return JSON.parse(text);
  } catch {
    // The message of JSON.parse quotes the body, in which there may be a secret.
    throw refuse(400, 'The body is not valid JSON.');
  }
}

function refuse(statusCode: number, message: string): Error {
  return Object.assign(new Error(message), { statusCode });
}

function refusal({ code, message }: FastifyError, status: number) {
  return {
    errors: [
      {
        message: messages[code] ?? message,
        extensions: { code: status === 413 ? 'LIMIT_EXCEEDED' : 'BAD_REQUEST' },
      },
    ],
  };
}

/** Better ones for some of Fastify's errors. */
const messages: Record<string, string> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'The body of a request has at most 4 MiB.',
  FST_ERR_CTP_INVALID_MEDIA_TYPE:
    'Send the operation as JSON, with the header Content-Type: application/json.',
};

/** Clients of the newer media type take no other one for an answer of GraphQL. */
function errorType(accept = ''): string {
  const type = accept.includes('application/graphql-response+json')
    ? 'application/graphql-response+json'
    : 'application/json';
  return `${type}; charset=utf-8`;
}
