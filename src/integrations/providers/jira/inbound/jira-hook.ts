/**
 * The endpoint for Jira's webhooks. An unknown integration and a wrong signature get the same response after the same work,
 * so that the endpoint does not reveal which integrations exist.
 */

import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { App } from '../../../../platform/app.ts';
import { isSignedWith } from './hub-signature.ts';
import { createKeyring, type Keyring } from './keyring.ts';
import { receiveStatusChange } from './receive-status-change.ts';
import { readStatusChange } from './status-change.ts';

/** Much more than the few kilobytes of Jira's bodies. */
const MAX_BODY_BYTES = 1024 * 1024;
const MAX_IDENTIFIER_LENGTH = 200;

/** Adds `POST /hooks/jira/:integrationId`. A webhook is only stored; a job processes it. */
export function addJiraHook(http: FastifyInstance, app: App): void {
  const keyring = createKeyring(app);
  http.register(async (scope) => {
    // The signature is over the bytes of the body, so it must not be parsed before.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    scope.setErrorHandler<Error & { statusCode?: number }>((error, _request, reply) => {
      const { statusCode = 500 } = error;
      if (statusCode < 500) return reply.code(statusCode).send({ status: 'refused', reason: error.message });
      app.log.error({ err: error }, 'receiving a Jira webhook failed');
      // Jira then sends it again.
      return reply.code(503).send({ status: 'unavailable' });
    });
    scope.post<{ Params: { integrationId: string } }>(
      '/hooks/jira/:integrationId',
      { bodyLimit: MAX_BODY_BYTES },
      async (request, reply) => {
        const { code, ...answer } = await receive(app, keyring, request);
        return reply.code(code).send(answer);
      },
    );
  });
}

type Answer = { code: number; status: 'accepted' | 'ignored' | 'refused'; reason?: string };

const unverified: Answer = {
  code: 401,
  status: 'refused',
  reason: 'The integration does not exist, or the signature is wrong.',
};

async function receive(
  app: App,
  keyring: Keyring,
  { params, headers, body: sent }: FastifyRequest<{ Params: { integrationId: string } }>,
): Promise<Answer> {
  const body = Buffer.isBuffer(sent) ? sent : Buffer.alloc(0);
  const { integrationId, secrets } = await keyring.find(params.integrationId);
  const isSigned = isSignedWith(secrets, body, headers['x-hub-signature']);
  if (!isSigned || integrationId === null) return unverified;
  const json = parse(body);
  if (json === undefined) return { code: 400, status: 'refused', reason: 'The body is not JSON.' };
  const change = readStatusChange(json);
  // Not stored: Jira issues are edited all the time, and the log would be full of webhooks without effect.
  if (!change)
    return { code: 202, status: 'ignored', reason: 'The webhook is not about a change of status.' };
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
