/** The GraphQL types of a request and a response, secrets masked. */

import { builder } from '../../graphql/builder.ts';
import { SIGNATURE_RULE, URL_RULE } from '../../integrations/secrets/destination-mask.ts';
import type { OutboundRequest } from '../../platform/egress/outcome.ts';
import type { KeptResponse } from './finished-attempt.ts';
import { type HttpExchange, MAX_SHOWN_BODY_BYTES, shortenBody } from './http-exchange.ts';

const HttpHeaderType = builder.objectRef<[name: string, value: string]>('HttpHeader').implement({
  description: 'A header of a request or response.',
  fields: (t) => ({
    name: t.string({ description: 'Name of the header, in its original case.', resolve: ([name]) => name }),
    value: t.string({
      description: `Value of the header. Of secrets only the last four characters. ${SIGNATURE_RULE}`,
      resolve: ([, value]) => value,
    }),
  }),
});

export type ShownRequest = OutboundRequest & Pick<HttpExchange, 'bodyBytes'>;

export const HttpRequestType = builder.objectRef<ShownRequest>('HttpRequest').implement({
  description: 'A request that was or would be sent. Secrets are masked.',
  fields: (t) => ({
    method: t.exposeString('method', { description: 'HTTP method.' }),
    url: t.exposeString('url', { description: `The URL. ${URL_RULE}` }),
    headers: t.field({
      type: [HttpHeaderType],
      description: 'The headers.',
      resolve: ({ headers }) => Object.entries(headers),
    }),
    body: t.string({
      description: `Body of the request, at most the first ${MAX_SHOWN_BODY_BYTES / 1024} KiB.`,
      resolve: ({ body }) => shortenBody(body ?? ''),
    }),
    bodyBytes: t.int({
      description: 'Size of the whole body in bytes, with secrets masked.',
      resolve: sizeOf,
    }),
    truncated: t.boolean({
      description: 'Whether `body` is only the beginning of the body.',
      resolve: (request) => sizeOf(request) > MAX_SHOWN_BODY_BYTES,
    }),
  }),
});

export const HttpResponseType = builder.objectRef<KeptResponse>('HttpResponse').implement({
  description: 'A response of the receiver. Secrets are masked.',
  fields: (t) => ({
    status: t.exposeInt('status', { description: 'Status code.' }),
    headers: t.field({
      type: [HttpHeaderType],
      description: 'The headers.',
      resolve: ({ headers }) => headers,
    }),
    body: t.exposeString('body', { description: 'Body of the response as UTF-8, at most the first 64 KiB.' }),
    truncated: t.exposeBoolean('truncated', {
      description: 'Whether the body was longer than the part that is kept, or broke off.',
    }),
    bodyBytes: t.int({
      nullable: true,
      description:
        'Size of the body in bytes, with secrets masked. Null when it is truncated: the rest was not read.',
      resolve: ({ body, truncated }) => (truncated ? null : Buffer.byteLength(body)),
    }),
  }),
});

function sizeOf({ body, bodyBytes }: ShownRequest): number {
  return bodyBytes ?? Buffer.byteLength(body ?? '');
}
