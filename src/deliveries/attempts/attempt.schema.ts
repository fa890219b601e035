/** The GraphQL types of attempts. */

import type { Attempt } from '../../../generated/prisma/client.ts';
import type { AttemptTrigger } from '../../../generated/prisma/enums.ts';
import { isAllowedIn, mayConfigureIntegrations } from '../../access/permissions.ts';
import type { Viewer } from '../../access/viewer.ts';
import { builder } from '../../graphql/builder.ts';
import { describedEnum } from '../../graphql/described-enum.ts';
import { largeRead } from '../../graphql/large-reads.ts';
import { maskDestination } from '../../integrations/secrets/destination-mask.ts';
import type { OutboundRequest, outboundErrorClasses } from '../../platform/egress/outcome.ts';
import type { KeptExchange } from './finished-attempt.ts';
import { HttpRequestType, HttpResponseType, type ShownRequest } from './http-exchange.schema.ts';
import { type HttpExchange, MAX_SHOWN_BODY_BYTES } from './http-exchange.ts';

type ErrorClass = (typeof outboundErrorClasses)[number];

export const AttemptErrorClassEnum = describedEnum<ErrorClass>(
  'AttemptErrorClass',
  'Class of the failure.',
  {
    dns: 'The host name could not be resolved.',
    refused: 'The connection was refused or lost.',
    tls: 'TLS failed, for example because of the certificate.',
    timeout: 'No complete response within the timeout.',
    blocked: 'The address is not allowed.',
    proxy: 'The egress proxy of this instance could not be reached or made no connection. Nothing was sent.',
    too_large: 'The body is larger than the provider accepts. Nothing was sent.',
    too_old: 'The event is older than the provider accepts. Nothing was sent.',
    http: 'The response was not one that the provider counts as success.',
    aborted: 'The request was aborted.',
    skipped:
      'There was nothing to do, or nothing that could be done. It counts neither as success nor as failure.',
    internal:
      'GoGreen could not make the request or read the response, for example because a secret cannot be decrypted.',
  },
  (value) => value.toUpperCase(),
);

export const AttemptErrorType = builder
  .objectRef<{ class: string; message: string }>('AttemptError')
  .implement({
    description: 'Why an attempt failed.',
    fields: (t) => ({
      class: t.field({
        type: AttemptErrorClassEnum,
        description: 'Class of the failure.',
        resolve: (error) => error.class as ErrorClass,
      }),
      message: t.exposeString('message', { description: 'What happened, as a sentence.' }),
    }),
  });

type ShownExchange = Omit<KeptExchange, 'request'> & { request: ShownRequest };

export const ExchangeType = builder.objectRef<ShownExchange>('Exchange').implement({
  description: 'A request of an attempt and its response.',
  fields: (t) => ({
    request: t.field({
      type: HttpRequestType,
      description: 'The request.',
      resolve: ({ request }) => request,
    }),
    response: t.field({
      type: HttpResponseType,
      nullable: true,
      description: 'The response. Null when there was none.',
      resolve: ({ response }) => response,
    }),
    durationMs: t.exposeInt('durationMs', { description: 'Duration in milliseconds.' }),
  }),
});

const AttemptTriggerEnum = describedEnum<AttemptTrigger>('AttemptTrigger', 'Why an attempt was made.', {
  FIRST: 'The first attempt.',
  RETRY: 'A retry of the schedule, after a failed attempt.',
  MANUAL: '`retryDelivery` or `retryFailedDeliveries`.',
  REPLAY: '`replayEvents`.',
  TEST: '`testIntegration`.',
});

const keyed =
  "attempts a ON a.delivery_id = split_part(w.key, '/', 1) AND a.number = split_part(w.key, '/', 2)::int JOIN deliveries d ON d.id = a.delivery_id";
// Of a body only the beginning is shown: no more characters than it may have bytes.
const requestBody = `left(d.request_body, ${MAX_SHOWN_BODY_BYTES})`;
const requestBytes = 'octet_length(d.request_body)';
const projectId = 'd.project_id';
const readRequest = largeRead<Pick<KeptAttempt, 'projectId' | 'request' | 'requestBody' | 'requestBytes'>>({
  name: 'read-attempt-requests',
  from: keyed,
  columns: { projectId, request: 'a.request', requestBody, requestBytes },
});
const readResponse = largeRead<Pick<KeptAttempt, 'response'>>({
  name: 'read-attempt-responses',
  from: keyed,
  columns: { response: 'a.response' },
});
const readExchanges = largeRead<KeptAttempt>({
  name: 'read-attempt-exchanges',
  from: keyed,
  columns: {
    projectId,
    request: 'a.request',
    requestBody,
    requestBytes,
    response: 'a.response',
    durationMs: 'a.duration_ms',
    earlierExchanges: 'a.earlier_exchanges',
  },
});

export const AttemptType = builder.prismaObject('Attempt', {
  // Without it Prisma would read all columns: requests and responses are large.
  select: { deliveryId: true, number: true },
  description: 'One attempt of a delivery: one request for most providers, several for some.',
  fields: (t) => ({
    id: t.id({
      description: 'Id of the attempt: that of the delivery, a slash and the number.',
      resolve: keyOf,
    }),
    number: t.exposeInt('number', { description: 'Number of the attempt within the delivery, from 1.' }),
    trigger: t.expose('trigger', { type: AttemptTriggerEnum, description: 'Why it was made.' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'Time at which it began.' }),
    durationMs: t.exposeInt('durationMs', { description: 'Duration in milliseconds.' }),
    request: t.field({
      type: HttpRequestType,
      description:
        'The request; of several the last one. Its URL is empty when no request could be made. Deliveries that were sent as one digest have the same request.',
      resolve: async (attempt, _args, context) => {
        const kept = await readRequest(context, keyOf(attempt));
        return withBody(kept, shownTo(context.viewer, kept.projectId, kept.request));
      },
    }),
    response: t.field({
      type: HttpResponseType,
      nullable: true,
      description: 'The response; of several the last one. Null when there was none.',
      resolve: async (attempt, _args, context) => (await readResponse(context, keyOf(attempt))).response,
    }),
    exchanges: t.field({
      type: [ExchangeType],
      description:
        'All requests with their responses, in order: one for most providers, several where a request depends on the response to the one before. Empty when no request could be made.',
      resolve: async (attempt, _args, context) => {
        const kept = await readExchanges(context, keyOf(attempt));
        return toExchanges(kept).map((exchange) => ({
          ...exchange,
          request: shownTo(context.viewer, kept.projectId, exchange.request),
        }));
      },
    }),
    error: t.field({
      type: AttemptErrorType,
      nullable: true,
      description: 'Why it failed. Null when it succeeded.',
      select: { errorClass: true, errorMessage: true },
      resolve: ({ errorClass, errorMessage }) =>
        errorClass === null ? null : { class: errorClass, message: errorMessage ?? '' },
    }),
    address: t.exposeString('address', {
      nullable: true,
      description: 'IP address of the host. Null when it was not resolved.',
    }),
    nextAttemptAt: t.expose('nextAttemptAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Time for which the next attempt was planned after this one. Null when none was.',
    }),
  }),
});

interface Exchanged extends Pick<Attempt, 'request' | 'response' | 'durationMs'> {
  earlierExchanges?: Attempt['earlierExchanges'];
  /** That of the delivery, for a request that is kept without its own. */
  requestBody?: string | null;
  requestBytes?: number | null;
}

interface KeptAttempt extends Exchanged {
  projectId: string;
  /** Of the delivery: the beginning of its body, and the size of the whole. */
  requestBody: string | null;
  requestBytes: number | null;
}

/** A request without a body of its own has that of the delivery. */
function withBody({ requestBody, requestBytes }: Body, request: HttpExchange): ShownRequest {
  const { body, ...rest } = request;
  if (body !== undefined) return { ...rest, body };
  return { ...rest, body: requestBody ?? '', bodyBytes: requestBytes ?? 0 };
}

type Body = Pick<Exchanged, 'requestBody' | 'requestBytes'>;

/** Whole only for those who could read the same in the settings of the integration, or ask for a new signature. */
function shownTo<Request extends Pick<OutboundRequest, 'url' | 'headers'>>(
  viewer: Viewer | null,
  projectId: string,
  request: Request,
): Request {
  const isWhole = viewer !== null && isAllowedIn(viewer, mayConfigureIntegrations, projectId);
  return isWhole ? request : maskDestination(request);
}

/** An earlier request of a conversation keeps its own. */
const NO_BODY: Body = { requestBody: null, requestBytes: null };

function keyOf({ deliveryId, number }: Pick<Attempt, 'deliveryId' | 'number'>): string {
  return `${deliveryId}/${number}`;
}

/** All requests of an attempt with their responses, in order. */
export function toExchanges({ request, response, ...attempt }: Exchanged): ShownExchange[] {
  if (request.url === '') return [];
  const earlier = attempt.earlierExchanges ?? [];
  const last = {
    request: withBody(attempt, request),
    response,
    durationMs: earlier.reduce((left, { durationMs }) => left - durationMs, attempt.durationMs),
  };
  return [
    ...earlier.map((exchange) => ({ ...exchange, request: withBody(NO_BODY, exchange.request) })),
    last,
  ];
}
