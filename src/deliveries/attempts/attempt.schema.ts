/** Attempts as they can be read: the request and the answer, secrets masked. */

import type { Attempt } from '../../../generated/prisma/client.ts';
import { builder } from '../../graphql/builder.ts';
import { type OutboundRequest, outboundErrorClasses } from '../../platform/egress/outcome.ts';
import type { KeptExchange, KeptResponse } from './finished-attempt.ts';
import { MAX_SHOWN_BODY_BYTES, shortenBody } from './http-exchange.ts';

const HttpHeaderType = builder.objectRef<[name: string, value: string]>('HttpHeader').implement({
  description: 'A header of a request or response.',
  fields: (t) => ({
    name: t.string({ description: 'Its name, as it was written.', resolve: ([name]) => name }),
    value: t.string({
      description: 'Its value; of a secret only the last four characters.',
      resolve: ([, value]) => value,
    }),
  }),
});

export const HttpRequestType = builder.objectRef<OutboundRequest>('HttpRequest').implement({
  description: 'A request as it was or would be sent. Secrets are masked.',
  fields: (t) => ({
    method: t.exposeString('method', { description: 'The method.' }),
    url: t.exposeString('url', { description: 'The URL.' }),
    headers: t.field({
      type: [HttpHeaderType],
      description: 'The headers.',
      resolve: ({ headers }) => Object.entries(headers),
    }),
    body: t.string({
      description: `The body; of a larger one the first ${MAX_SHOWN_BODY_BYTES / 1024} KiB.`,
      resolve: ({ body }) => shortenBody(body ?? ''),
    }),
  }),
});

export const HttpResponseType = builder.objectRef<KeptResponse>('HttpResponse').implement({
  description: 'What the other side answered.',
  fields: (t) => ({
    status: t.exposeInt('status', { description: 'The status code.' }),
    headers: t.field({
      type: [HttpHeaderType],
      description: 'The headers.',
      resolve: ({ headers }) => headers,
    }),
    body: t.exposeString('body', { description: 'The body, at most 64 KiB of it, read as UTF-8.' }),
    truncated: t.exposeBoolean('truncated', {
      description: 'Whether the body was longer than what is kept.',
    }),
  }),
});

const classDescriptions = {
  dns: 'The name of the host could not be resolved.',
  refused: 'The connection was refused or broke.',
  tls: 'The connection could not be secured, for example because of the certificate.',
  timeout: 'There was no complete answer in time.',
  blocked: 'The address is not one that may be called.',
  proxy: 'The egress proxy of this GoGreen could not be reached or made no connection; nothing was sent.',
  too_large: 'The body is larger than the provider takes; it was not sent.',
  too_old: 'The event is older than the provider takes; it was not sent.',
  http: 'The answer was not the success that the provider asks for.',
  aborted: 'It was given up.',
  skipped: 'There was nothing to do, or nothing that could be done: no failure, and nothing was delivered.',
  internal:
    'GoGreen could not make the request or read the answer, for example because a secret cannot be decrypted.',
} satisfies Record<(typeof outboundErrorClasses)[number], string>;

type ErrorClass = (typeof outboundErrorClasses)[number];
export const AttemptErrorClassEnum = builder.enumType('AttemptErrorClass', {
  description: 'What kind of failure it was.',
  values: Object.fromEntries(
    outboundErrorClasses.map((name) => [
      name.toUpperCase(),
      { value: name, description: classDescriptions[name] },
    ]),
  ) as { [Name in ErrorClass as Uppercase<Name>]: { value: Name; description: string } },
});

const AttemptErrorType = builder.objectRef<{ class: string; message: string }>('AttemptError').implement({
  description: 'Why an attempt failed.',
  fields: (t) => ({
    class: t.field({
      type: AttemptErrorClassEnum,
      description: 'What kind of failure it was.',
      resolve: (error) => error.class as ErrorClass,
    }),
    message: t.exposeString('message', { description: 'What happened, for people.' }),
  }),
});

const ExchangeType = builder.objectRef<KeptExchange>('Exchange').implement({
  description: 'A request of an attempt and its answer.',
  fields: (t) => ({
    request: t.field({
      type: HttpRequestType,
      description: 'What was sent.',
      resolve: ({ request }) => ({ ...request, body: request.body ?? '' }),
    }),
    response: t.field({
      type: HttpResponseType,
      nullable: true,
      description: 'What came back; null when there was no answer.',
      resolve: ({ response }) => response,
    }),
    durationMs: t.exposeInt('durationMs', { description: 'How long it took, in milliseconds.' }),
  }),
});

const AttemptTriggerEnum = builder.enumType('AttemptTrigger', {
  description: 'Why an attempt was made.',
  values: {
    FIRST: { value: 'FIRST', description: 'The first attempt.' },
    RETRY: { value: 'RETRY', description: 'The schedule: the attempt before it failed.' },
    MANUAL: {
      value: 'MANUAL',
      description: 'Somebody asked for it with retryDelivery or retryFailedDeliveries.',
    },
    REPLAY: { value: 'REPLAY', description: 'Somebody asked for the event again with replayEvents.' },
    TEST: { value: 'TEST', description: 'Somebody tried the integration out with testIntegration.' },
  } as const,
});

export const AttemptType = builder.prismaObject('Attempt', {
  description: 'One attempt at a delivery, mostly a single request, and what came of it.',
  fields: (t) => ({
    number: t.exposeInt('number', { description: 'Its number in the delivery, from 1.' }),
    trigger: t.expose('trigger', { type: AttemptTriggerEnum, description: 'Why it was made.' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When it began.' }),
    durationMs: t.exposeInt('durationMs', { description: 'How long it took, in milliseconds.' }),
    request: t.field({
      type: HttpRequestType,
      description:
        'What was sent; of several requests the last one. Its URL is empty when no request could be made. Where several deliveries were sent as one message, that message, the same in the attempt of each.',
      select: { request: true, delivery: { select: { requestBody: true } } },
      resolve: ({ request, delivery }) => {
        return { ...request, body: request.body ?? delivery.requestBody };
      },
    }),
    response: t.field({
      type: HttpResponseType,
      nullable: true,
      description: 'What came back, to the last request of several; null when there was no answer.',
      resolve: ({ response }) => response,
    }),
    exchanges: t.field({
      type: [ExchangeType],
      description:
        'All its requests with their answers, in their order: one for most providers, several where a request depends on the answer to the one before. Empty when no request could be made.',
      select: {
        ...{ request: true, response: true, durationMs: true, earlierExchanges: true },
        delivery: { select: { requestBody: true } },
      },
      resolve: toExchanges,
    }),
    error: t.field({
      type: AttemptErrorType,
      nullable: true,
      description: 'Why it failed; null when it succeeded.',
      resolve: ({ errorClass, errorMessage }) =>
        errorClass === null ? null : { class: errorClass, message: errorMessage ?? '' },
    }),
    address: t.exposeString('address', {
      nullable: true,
      description: 'The address that the name of the host stood for; null when it was not resolved.',
    }),
    nextAttemptAt: t.expose('nextAttemptAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the schedule then planned the next attempt; null when there was to be none.',
    }),
  }),
});

interface KeptAttempt extends Pick<Attempt, 'request' | 'response' | 'durationMs' | 'earlierExchanges'> {
  delivery: { requestBody: string };
}

function toExchanges({ request, response, delivery, ...attempt }: KeptAttempt): KeptExchange[] {
  if (request.url === '') return [];
  const earlier = attempt.earlierExchanges ?? [];
  const last = {
    request: { ...request, body: request.body ?? delivery.requestBody },
    response,
    durationMs: earlier.reduce((left, { durationMs }) => left - durationMs, attempt.durationMs),
  };
  return [...earlier, last];
}
