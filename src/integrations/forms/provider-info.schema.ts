/** What there is to integrate with, and the form of each provider: enough to build its form without knowing the provider. */

import { EventTypeEnum } from '../../events/event.schema.ts';
import { builder } from '../../graphql/builder.ts';
import { describedEnum } from '../../graphql/described-enum.ts';
import { IntegrationProviderEnum } from '../integration.schema.ts';
import { type AnyProvider, type ProviderName, providers } from '../providers/registry.ts';
import { type FieldKind, type ProviderField, providerFields } from './provider-fields.ts';

const CategoryEnum = describedEnum<AnyProvider['category']>(
  'ProviderCategory',
  'What kind of product a provider is.',
  {
    webhook: 'An endpoint of your own.',
    chat: 'A chat.',
    issues: 'A tracker of issues.',
    observability: 'A product that watches applications.',
  },
  (category) => category.toUpperCase(),
);

const FieldKindEnum = describedEnum<FieldKind>('ProviderFieldKind', 'How a field of a form is filled in.', {
  TEXT: 'A text.',
  URL: 'A URL, as a text.',
  SECRET: 'A text that is not shown again. In a change, a secret that is left out stays.',
  NUMBER: 'A number.',
  BOOLEAN: 'True or false.',
  CHOICE: 'One of `choices`.',
  LIST: 'A list of texts.',
  MAP: 'A list of objects with the fields in `fields`. The first of them is the key: no two entries have the same.',
});

const ChoiceType = builder.objectRef<ProviderField['choices'][number]>('ProviderFieldChoice').implement({
  description: 'One of the values that a field takes.',
  fields: (t) => ({
    value: t.exposeString('value', { description: 'The value to send.' }),
    label: t.exposeString('label', { description: 'What it means.' }),
  }),
});

const FieldType = builder.objectRef<ProviderField>('ProviderField').implement({
  description:
    "A field of a provider's form. It is sent as the field of that name in the input of the provider. A field that is left out gets its default, or keeps its value in a change.",
  fields: (t) => ({
    path: t.exposeString('path', {
      description:
        'Name of the field in the input of the provider, such as `headers`; of a field in a MAP, with the name of the MAP: `headers.value`.',
    }),
    label: t.exposeString('label', { description: 'Name of the field for people.' }),
    help: t.exposeString('help', { description: 'What to fill in, as sentences.' }),
    kind: t.expose('kind', { type: FieldKindEnum, description: 'How it is filled in.' }),
    required: t.exposeBoolean('required', {
      description:
        'Whether it must be sent whenever the object that it belongs to is sent, also in a change.',
    }),
    requiredOnCreate: t.exposeBoolean('requiredOnCreate', {
      description:
        'Whether it must be sent when an integration is created. Of a field with an `exclusiveGroup`: if that group is chosen.',
    }),
    changeable: t.exposeBoolean('changeable', {
      description: 'Whether `updateIntegration` takes it. Other fields are only for new integrations.',
    }),
    choices: t.expose('choices', {
      type: [ChoiceType],
      description: 'The values that a CHOICE takes. Empty for other kinds.',
    }),
    min: t.exposeFloat('min', {
      nullable: true,
      description:
        'Smallest value of a NUMBER; fewest characters of a text; fewest entries of a LIST or MAP. Null: none.',
    }),
    max: t.exposeFloat('max', {
      nullable: true,
      description:
        'Largest value of a NUMBER; most characters of a text; most entries of a LIST or MAP. Null: none.',
    }),
    placeholder: t.exposeString('placeholder', {
      nullable: true,
      description: 'An example of a value; of a LIST, of one entry. Null: none.',
    }),
    advanced: t.exposeBoolean('advanced', {
      description: 'Whether few need it, so that a form may hide it at first.',
    }),
    exclusiveGroup: t.exposeString('exclusiveGroup', {
      nullable: true,
      description:
        'Name of the group that it belongs to, for people. Fields of only one of the groups of a provider may be sent. Null: it may always be sent.',
    }),
    requiredWith: t.exposeString('requiredWith', {
      nullable: true,
      description:
        'Path of the field that must be sent with this one when an integration is created. Null: none.',
    }),
  }),
});

// Apart, because the type refers to itself.
builder.objectField(FieldType, 'fields', (t) =>
  t.expose('fields', {
    type: [FieldType],
    description: 'The fields of an entry of a MAP. Empty for other kinds.',
  }),
);

const SupportType = builder.objectRef<AnyProvider>('ProviderSupport').implement({
  description: 'What can be done with the integrations of a provider.',
  fields: (t) => ({
    check: t.boolean({
      description: 'Whether `checkIntegration` works for it.',
      resolve: ({ connectionTest }) => connectionTest !== undefined,
    }),
    rotate: t.boolean({
      description: 'Whether it has a signing secret, for `rotateSigningSecret`.',
      resolve: ({ signingSecret }) => signingSecret !== undefined,
    }),
    digest: t.boolean({
      description: 'Whether several events of a burst are sent as one message.',
      resolve: (provider) => provider.kind === 'http' && provider.digest !== undefined,
    }),
    targets: t.boolean({
      description:
        'Whether an event may have several targets, such as channels, each with a delivery of its own.',
      resolve: ({ targets }) => targets !== undefined,
    }),
    receives: t.boolean({
      description: 'Whether the product also sends webhooks to GoGreen.',
      resolve: ({ receives = false }) => receives,
    }),
  }),
});

const InfoType = builder.objectRef<AnyProvider>('ProviderInfo').implement({
  description: 'A product that GoGreen integrates with, and the form of its integrations.',
  fields: (t) => ({
    provider: t.field({
      type: IntegrationProviderEnum,
      description: 'The provider.',
      resolve: ({ name }) => name as ProviderName,
    }),
    inputField: t.exposeString('name', {
      description:
        'Name of the field that takes its form: in `CreateIntegrationInput.provider`, `UpdateIntegrationInput.provider` and the `provider` of drafts. Issues have paths such as `provider.webhook.headers.0.value`.',
    }),
    label: t.exposeString('label', { description: 'Name of the product.' }),
    category: t.expose('category', { type: CategoryEnum, description: 'What kind of product it is.' }),
    description: t.exposeString('description', { description: 'What an integration does, in one sentence.' }),
    docsUrl: t.exposeString('docsUrl', {
      description: 'Page that says how to get the keys and URLs that the form asks for.',
    }),
    supports: t.field({
      type: SupportType,
      description: 'What can be done with its integrations.',
      resolve: (provider) => provider,
    }),
    fields: t.field({
      type: [FieldType],
      description: 'The fields of its form.',
      resolve: providerFields,
    }),
    defaultEventTypes: t.field({
      type: [EventTypeEnum],
      description: 'Event types that a form should choose at first. Empty: all.',
      resolve: ({ defaultEventTypes = [] }) => [...defaultEventTypes],
    }),
  }),
});

builder.queryField('integrationProviders', (t) =>
  t.field({
    type: [InfoType],
    description: 'All products that GoGreen integrates with, with the forms of their integrations.',
    resolve: () => Object.values(providers) as AnyProvider[],
  }),
);
