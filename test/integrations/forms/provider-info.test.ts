/** What `integrationProviders` says about forms, against the inputs that the schema has and what the commands accept. */

import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { describe, expect } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import type { IntegrationProvidersQuery } from '#generated/graphql/graphql.ts';
import { schema } from '#src/http/yoga/schema.ts';
import { type AnyProvider, providers } from '#src/integrations/providers/registry.ts';
import { testWithApp } from '#test/support/app.ts';
import { createProject, succeeded } from '#test/support/builders.ts';
import { tryCreateIntegration } from '#test/support/integrations.ts';

const test = testWithApp({ worker: false });

const Providers = graphql(`
  query IntegrationProviders {
    integrationProviders {
      provider inputField label category description docsUrl defaultEventTypes
      supports { check rotate digest targets receives }
      fields {
        ...Field
        fields { ...Field }
      }
    }
  }
  fragment Field on ProviderField {
    path label help kind required requiredOnCreate changeable choices { value label } min max placeholder advanced
    exclusiveGroup requiredWith
  }
`);

type Info = IntegrationProvidersQuery['integrationProviders'][number];
type Field = Omit<Info['fields'][number], 'fields'> & { fields?: Info['fields'][number]['fields'] };
let infos: Info[];

test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, { key: 'shop' });
  infos = (await gogreen.run(Providers, {})).integrationProviders;
});

const names = Object.keys(providers);
const infoOf = (name: string) => infos.find(({ inputField }) => inputField === name) as Info;
const fieldAt = (name: string, path: string) =>
  infoOf(name)
    .fields.flatMap((field): Field[] => [field, ...field.fields])
    .find((field) => field.path === path);

/** The input type of a provider in `CreateIntegrationInput.provider` or `UpdateIntegrationInput.provider`. */
function inputOf(type: string, provider: string): GraphQLInputObjectType {
  const choice = schema.getType(type) as GraphQLInputObjectType;
  return getNamedType(choice.getFields()[provider]?.type) as GraphQLInputObjectType;
}

/** The fields as the schema has them, each with its path and whether it must be sent. */
function requiredIn(input: GraphQLInputObjectType, prefix = ''): Record<string, boolean> {
  return Object.fromEntries(
    Object.values(input.getFields()).flatMap(({ name, type }): [string, boolean][] => {
      const own: [string, boolean] = [prefix + name, isNonNullType(type)];
      const named = getNamedType(type);
      return isInputObjectType(named)
        ? [own, ...Object.entries(requiredIn(named, `${prefix}${name}.`))]
        : [own];
    }),
  );
}

function kindsFor(type: GraphQLInputType): string[] {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [isInputObjectType(getNamedType(nullable)) ? 'MAP' : 'LIST'];
  if (isEnumType(nullable)) return ['CHOICE'];
  const kinds: Record<string, string[]> = {
    String: ['TEXT', 'URL', 'SECRET', 'CHOICE'],
    Int: ['NUMBER'],
    Float: ['NUMBER'],
    Boolean: ['BOOLEAN'],
  };
  return kinds[String(nullable)] ?? [];
}

test('integrationProviders: has every provider', () => {
  expect(infos.map(({ inputField }) => inputField)).toEqual(names);
});

describe.each(names)('the form of %s', (name) => {
  const created = inputOf('IntegrationProviderInput', name);
  const changed = inputOf('IntegrationProviderChangeInput', name);

  test('has every field of the inputs, and no other', () => {
    const fields = infoOf(name).fields.flatMap((field): Field[] => [field, ...field.fields]);
    expect(fields.map(({ path }) => path).toSorted()).toEqual(Object.keys(requiredIn(created)).toSorted());
    expect(fields.flatMap(({ path, changeable }) => (changeable ? [path] : [])).toSorted()).toEqual(
      Object.keys(requiredIn(changed)).toSorted(),
    );
  });

  test('requires what the inputs require', () => {
    for (const { path, required, requiredOnCreate, exclusiveGroup } of infoOf(name).fields.flatMap(
      (field): Field[] => [field, ...field.fields],
    )) {
      if (exclusiveGroup === null) expect(requiredOnCreate, path).toBe(requiredIn(created)[path]);
      expect(required, path).toBe(requiredIn(changed)[path] ?? false);
    }
  });

  test('has kinds that fit the types, and the choices of enums', () => {
    const check = (fields: Field[], input: GraphQLInputObjectType) => {
      for (const { path, kind, choices, fields: entry = [] } of fields) {
        const type = input.getFields()[path.split('.').at(-1) ?? '']?.type as GraphQLInputType;
        expect(kindsFor(type), path).toContain(kind);
        const named = getNamedType(type);
        if (isEnumType(named)) {
          const values = named.getValues().map(({ name }) => name);
          expect(choices.map(({ value }) => value).toSorted()).toEqual(values.toSorted());
        }
        expect(choices.length > 0, path).toBe(kind === 'CHOICE');
        expect(entry.length > 0, path).toBe(kind === 'MAP');
        if (isInputObjectType(named)) check(entry, named);
      }
    };
    check(infoOf(name).fields, created);
  });

  test('names for people: none is empty or used twice', () => {
    const { fields } = infoOf(name);
    for (const list of [fields, ...fields.map((field) => field.fields)]) {
      const labels = list.map(({ label }) => label);
      expect(labels).not.toContain('');
      expect(new Set(labels).size).toBe(labels.length);
    }
  });

  test('every secret of the provider is a SECRET', () => {
    const { secrets, sentSecrets } = providers[name as keyof typeof providers] as AnyProvider;
    const { fields } = infoOf(name);
    for (const secret of Object.keys(secrets.shape)) {
      const path = sentSecrets?.[secret] ?? secret;
      const field = fields.find((candidate) => candidate.path === path);
      // Earlier secrets, which rotating keeps, are in no form.
      if (field)
        expect(
          [field, ...field.fields].map(({ kind }) => kind),
          path,
        ).toContain('SECRET');
      else expect(path).toMatch(/^(previous|earlier)/);
    }
  });
});

test('values that the schema has as a String: Datadog lists its sites and New Relic its regions', () => {
  expect(fieldAt('datadog', 'site')).toMatchObject({
    kind: 'CHOICE',
    choices: expect.arrayContaining([{ value: 'datadoghq.eu', label: 'EU1' }]),
  });
  expect(fieldAt('newRelic', 'region')?.choices.map(({ value }) => value)).toEqual(['US', 'EU', 'JP', 'GOV']);
});

test('either-or of Slack: webhook and bot are two groups, each with what it requires', () => {
  const groups = infoOf('slack').fields.map(({ path, exclusiveGroup, requiredOnCreate }) => [
    path,
    exclusiveGroup,
    requiredOnCreate,
  ]);
  expect(groups).toEqual([
    ['webhookUrl', 'Incoming webhook', true],
    ['botToken', 'Bot', true],
    ['channels', 'Bot', true],
    ['apiUrl', 'Bot', false],
  ]);
});

test('what providers support, and the event types that Jira handles', () => {
  expect(Object.fromEntries(infos.map(({ provider, supports }) => [provider, supports]))).toMatchObject({
    WEBHOOK: { check: false, rotate: true, digest: false, targets: false, receives: false },
    SLACK: { check: true, rotate: false, digest: true, targets: true, receives: false },
    TEAMS: { check: false, rotate: false, digest: true, targets: false, receives: false },
    JIRA: { check: true, rotate: true, digest: false, targets: true, receives: true },
  });
  expect(infoOf('jira').defaultEventTypes).toEqual([
    'FLAG_CREATED',
    'FLAG_UPDATED',
    'FLAG_ARCHIVED',
    'FLAG_RESTORED',
    'FLAG_DELETED',
  ]);
  expect(infoOf('slack').defaultEventTypes).toEqual([]);
});

test('limits of fields: one entry or character more than `max` is refused at the path of the field', async ({
  gogreen,
}) => {
  const headers = Array.from({ length: (fieldAt('webhook', 'headers')?.max ?? 0) + 1 }, (_, index) => ({
    name: `X-Header-${index}`,
    value: 'v',
  }));
  const webhook = { url: 'http://127.0.0.1:9/', headers, maxInFlight: 101 };
  expect(
    await tryCreateIntegration(gogreen, { projectKey: 'shop', name: 'Many', provider: { webhook } }),
  ).toMatchObject({
    issues: [{ path: 'provider.webhook.headers' }, { path: 'provider.webhook.maxInFlight' }],
  });
});

test('a form filled in from what it says of itself: creates the integration', async ({ gogreen }) => {
  const { inputField, fields } = infoOf('webhook');
  const values: Record<string, unknown> = {
    URL: 'http://127.0.0.1:9/',
    MAP: [{ name: 'Authorization', value: 'Bearer 1' }],
  };
  const form = Object.fromEntries(
    fields.flatMap(({ path, kind, choices }) => {
      const value = kind === 'CHOICE' ? choices.at(-1)?.value : values[kind];
      return value === undefined ? [] : [[path, value]];
    }),
  );
  const { integration } = succeeded(
    await tryCreateIntegration(gogreen, {
      projectKey: 'shop',
      name: 'Filled in',
      provider: { [inputField]: form } as { webhook: { url: string } },
    }),
  );
  expect(
    await gogreen.app.database.prisma.integration.findUnique({ where: { id: integration.id } }),
  ).toMatchObject({
    settings: { payloadFormat: 'CLOUDEVENTS', headerNames: ['Authorization'] },
  });
});
