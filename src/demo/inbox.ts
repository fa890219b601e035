/** A webhook receiver on our own server, so that the first run shows a delivered webhook. Embedded mode only. */

import type { FastifyInstance } from 'fastify';

export const INBOX_PATH = '/inbox';
const MAX_KEPT = 50;
/** Limits memory, with MAX_KEPT: anyone who reaches the server can send to the inbox. */
const MAX_BODY_BYTES = 1024 * 1024;

interface ReceivedWebhook {
  receivedAt: Date;
  headers: Record<string, string | string[] | undefined>;
  body: unknown;
}

/** Adds `POST /inbox`, which receives webhooks, and `GET /inbox`, which shows the last ones, newest first. */
export function addInbox(http: FastifyInstance): void {
  const received: ReceivedWebhook[] = [];
  http.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    scope.post(INBOX_PATH, { bodyLimit: MAX_BODY_BYTES }, (request, reply) => {
      received.unshift({
        receivedAt: new Date(),
        headers: request.headers,
        body: parse(String(request.body ?? '')),
      });
      received.length = Math.min(received.length, MAX_KEPT);
      return reply.code(204).send();
    });
    scope.get(INBOX_PATH, (_request, reply) =>
      reply.type('application/json; charset=utf-8').send(JSON.stringify({ received }, null, 2)),
    );
  });
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
