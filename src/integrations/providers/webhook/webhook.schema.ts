/** Webhooks in the API. */

import { builder } from '../../../builder.ts';
import { IntegrationInterface } from '../../integration.schema.ts';
import { payloadFormats, type WebhookSettings } from './settings.ts';

const formatDescriptions = {
  GOGREEN: "GoGreen's own format: the event, what changed by field, who did it.",
  TGGL: 'The format of Tggl webhooks, with the typed changes.',
  CLOUDEVENTS: 'CloudEvents 1.0 in structured mode, with the GOGREEN body as its data.',
} satisfies Record<(typeof payloadFormats)[number], string>;

const PayloadFormatEnum = builder.enumType('WebhookPayloadFormat', {
  description: 'How the body of a webhook is written.',
  values: Object.fromEntries(
    payloadFormats.map((name) => [name, { value: name, description: formatDescriptions[name] }]),
  ) as { [Name in (typeof payloadFormats)[number]]: { value: Name; description: string } },
});

builder.prismaNode('Integration', {
  variant: 'WebhookIntegration',
  // Asked for by `node`: an unknown id gives null.
  nullable: true,
  id: { field: 'id', description: 'The id, `intg_…`.' },
  description: 'An HTTP endpoint that gets signed requests.',
  interfaces: [IntegrationInterface],
  fields: (t) => ({
    url: t.string({ description: 'Where requests go.', resolve: ({ settings }) => settingsOf(settings).url }),
    payloadFormat: t.field({
      type: PayloadFormatEnum,
      description: 'How the body is written.',
      resolve: ({ settings }) => settingsOf(settings).payloadFormat,
    }),
    headerNames: t.stringList({
      description: 'The names of the headers that are added. Their values are secret.',
      resolve: ({ settings }) => settingsOf(settings).headerNames,
    }),
  }),
});

const HeaderInput = builder.inputType('WebhookHeaderInput', {
  description: 'A header that is added to every request, such as Authorization.',
  fields: (t) => ({
    name: t.string({
      required: true,
      description: 'Its name, at most 200 characters; not one that GoGreen sets.',
    }),
    value: t.string({
      required: true,
      description: 'Its value: printable ASCII, at most 4,096 characters. Never shown again.',
    }),
  }),
});

const HeaderChangeInput = builder.inputType('WebhookHeaderChangeInput', {
  description: 'A header of an existing webhook.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'Its name.' }),
    value: t.string({ description: 'Its new value. Left out: the one that it has.' }),
  }),
});

export const WebhookInput = builder.inputType('WebhookInput', {
  description: 'A new webhook.',
  fields: (t) => ({
    url: t.string({ required: true, description: 'http or https, at most 2,000 characters.' }),
    payloadFormat: t.field({ type: PayloadFormatEnum, description: 'Left out: GOGREEN.' }),
    headers: t.field({ type: [HeaderInput], description: 'At most 20.' }),
    signingSecret: t.string({
      description: '`whsec_` and the base64 of 24 to 64 bytes. Left out: one is made and shown once.',
    }),
  }),
});

export const WebhookChangeInput = builder.inputType('WebhookChangeInput', {
  description: 'What to change of a webhook. What is left out stays.',
  fields: (t) => ({
    url: t.string({ description: 'http or https, at most 2,000 characters.' }),
    payloadFormat: t.field({ type: PayloadFormatEnum, description: 'How the body is written.' }),
    headers: t.field({ type: [HeaderChangeInput], description: 'All headers, at most 20.' }),
  }),
});

/** The column holds what was parsed when it was written. */
function settingsOf(settings: unknown): WebhookSettings {
  return settings as WebhookSettings;
}
