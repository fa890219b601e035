/**
 * Where Jira sends its webhooks. Whatever is wrong with one that is not signed by a Jira of ours, be it the integration
 * or the signature, is answered alike and after the same work: nobody learns from it which integrations there are.
 */

import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { App } from '../../../../platform/app.ts';
import { isSignedWith } from './hub-signature.ts';
import { createKeyring, type Keyring } from './keyring.ts';
import { receiveStatusChange } from './receive-status-change.ts';
import { readStatusChange } from './status-change.ts';

/** Jira's bodies have some kilobytes. */
const MAX_BODY_BYTES = 1024 * 1024;
const MAX_IDENTIFIER_LENGTH = 200;

/** Adds `POST /hooks/jira/:integrationId`. What comes in is only taken note of; a job does what is to be done. */
export function addJiraHook(http: FastifyInstance, app: App): void {
  const keyring = createKeyring(app);
  http.register(async (scope) => {
    // The signature is over the bytes as they came.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    scope.setErrorHandler<Error & { statusCode?: number }>((error, _request, reply) => {
      const { statusCode = 500 } = error;
      if (statusCode < 500) return reply.code(statusCode).send({ status: 'refused', reason: error.message });
      app.log.error({ err: error }, 'a webhook of Jira could not be taken');
      // Jira sends it again.
      return reply.code(503).send({ status: 'unavailable' });
    });
    scope.post<{ Params: { integrationId: string } }>(
      '/hooks/jira/:integrationId',
      { bodyLimit: MAX_BODY_BYTES },
      async (request, reply) => {
        const { code, ...answer } = await take(app, keyring, request);
        return reply.code(code).send(answer);
      },
    );
  });
}

type Answer = { code: number; status: 'accepted' | 'ignored' | 'refused'; reason?: string };

const forged: Answer = {
  code: 401,
  status: 'refused',
  reason: 'There is no such integration, or the signature is not right.',
};

async function take(
  app: App,
  keyring: Keyring,
  { params, headers, body: sent }: FastifyRequest<{ Params: { integrationId: string } }>,
): Promise<Answer> {
  const body = Buffer.isBuffer(sent) ? sent : Buffer.alloc(0);
  const { integrationId, secrets } = await keyring.find(params.integrationId);
  const isSigned = isSignedWith(secrets, body, headers['x-hub-signature']);
  if (!isSigned || integrationId === null) return forged;
  const json = parse(body);
  if (json === undefined) return { code: 400, status: 'refused', reason: 'The body is not JSON.' };
  const change = readStatusChange(json);
  // Not kept: issues are edited all the time, and those that count would drown in it.
  if (!change) return { code: 202, status: 'ignored', reason: 'No issue has reached another status.' };
  const bodyHash = createHash('sha256').update(body).digest('hex');
  const identifier = identifierOf(headers['x-atlassian-webhook-identifier']) ?? `sha256:${bodyHash}`;
  await receiveStatusChange(app, { integrationId, identifier, bodyHash, change });
  return { code: 202, status: 'accepted' };
}

function identifierOf(header: string | string[] | undefined): string | null {
  return typeof header === 'string' && header !== '' && header.length <= MAX_IDENTIFIER_LENGTH
    ? header
    : null;
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
