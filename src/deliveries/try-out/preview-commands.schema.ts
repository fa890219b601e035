/** The mutations that preview the requests of an integration and check its connection. */

import { mayConfigureIntegrations } from '../../access/permissions.ts';
import { EventInterface } from '../../events/event.schema.ts';
import { builder } from '../../graphql/builder.ts';
import { commandField } from '../../graphql/command-field.ts';
import { HttpRequestType, HttpResponseType } from '../attempts/http-exchange.schema.ts';
import { type ConnectionCheck, checkIntegration } from './check-integration.ts';
import { subjectOf } from './find-tried.ts';
import { type Preview, previewIntegration } from './preview-integration.ts';
import type { PreviewedRequest } from './previewed-requests.ts';
import { DRAFT, INTEGRATION_ID, IntegrationDraftInput } from './tried-input.schema.ts';

commandField('checkIntegration', {
  may: mayConfigureIntegrations,
  about: subjectOf,
  description:
    'Checks with a harmless request to the API of the provider whether deliveries would work: whether the key is valid and the channel or entity exists. Fails with ConflictError for providers without such a request.',
  input: builder.inputType('CheckIntegrationInput', {
    description: 'The integration to check, a draft, or both.',
    fields: (t) => ({
      integrationId: t.id({ description: INTEGRATION_ID }),
      draft: t.field({ type: IntegrationDraftInput, description: DRAFT }),
    }),
  }),
  payload: builder.objectRef<ConnectionCheck>('CheckIntegrationPayload').implement({
    description: 'Result of a connection check.',
    fields: (t) => ({
      ok: t.boolean({
        description: 'Whether the check succeeded.',
        resolve: ({ reason }) => reason === null,
      }),
      reason: t.exposeString('reason', {
        nullable: true,
        description: 'Why deliveries would fail, and what to do about it. Null when the check succeeded.',
      }),
      request: t.field({
        type: HttpRequestType,
        description: 'The request of the check. Secrets are masked.',
        resolve: ({ request }) => request,
      }),
      response: t.field({
        type: HttpResponseType,
        nullable: true,
        description: 'The response. Null when there was none.',
        resolve: ({ response }) => response,
      }),
    }),
  }),
  run: (app, _actor, input) => checkIntegration(app, input),
});

export const PreviewType = builder.objectRef<PreviewedRequest>('IntegrationPreview').implement({
  description: 'The request that an event would cause for one target.',
  fields: (t) => ({
    target: t.exposeString('target', {
      description: 'The target, such as a channel. Empty for providers with one destination.',
    }),
    request: t.expose('request', { type: HttpRequestType, description: 'The request.' }),
    bodyBytes: t.int({
      description: 'Size of the whole body in bytes, of which `request.body` shows the beginning.',
      resolve: ({ request }) => Buffer.byteLength(request.body ?? ''),
    }),
  }),
});

commandField('previewIntegration', {
  may: mayConfigureIntegrations,
  about: subjectOf,
  description: 'Returns the requests that an event would cause, without sending them. Secrets are masked.',
  input: builder.inputType('PreviewIntegrationInput', {
    description: 'The integration, a draft, or both, and the event to preview.',
    fields: (t) => ({
      integrationId: t.id({ description: INTEGRATION_ID }),
      draft: t.field({ type: IntegrationDraftInput, description: DRAFT }),
      eventId: t.id({
        description:
          'Id of an event of its project, `evt_…`. Default: the newest event that matches the integration, or a sample event when there is none.',
      }),
    }),
  }),
  payload: builder.objectRef<Preview>('PreviewIntegrationPayload').implement({
    description: 'The requests that would be sent.',
    fields: (t) => ({
      event: t.field({
        type: EventInterface,
        description:
          'The event that the requests are about. A sample has the sequence 0, and its id belongs to no event.',
        resolve: ({ event }) => event,
      }),
      previews: t.expose('previews', {
        type: [PreviewType],
        description:
          'One request for each target. Empty when the provider skips the event. For providers that take several requests only the first one, because the others depend on its response.',
      }),
      requests: t.field({
        type: [HttpRequestType],
        description: 'The requests of `previews`.',
        resolve: ({ previews }) => previews.map(({ request }) => request),
      }),
      refusal: t.string({
        nullable: true,
        description:
          'Why the requests would be blocked: the destination is not allowed. Null when it is allowed, and when its host name cannot be resolved now, which every attempt does again.',
        resolve: ({ refusal }) => refusal(),
      }),
    }),
  }),
  run: previewIntegration,
});
