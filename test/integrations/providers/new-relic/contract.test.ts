import { existsSync, readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLSchema,
  getVariableValues,
  isObjectType,
  Kind,
  parse,
  validate,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { OutgoingEvent } from '#src/integrations/event/outgoing-event.ts';
import { reservedNames } from '#src/integrations/providers/new-relic/attributes.ts';
import { newRelic } from '#src/integrations/providers/new-relic/provider.ts';
import { newRelicSecrets, newRelicSettings } from '#src/integrations/providers/new-relic/settings.ts';
import { contractUrl } from '#test/support/contracts.ts';
import { everyEvent } from '#test/support/flag-events.ts';
import { requestOf } from '#test/support/provider-request.ts';

const folder = contractUrl('newrelic/');
const guid = 'MXxBUE18QVBQTElDQVRJT058MQ';
const secrets = newRelicSecrets.parse({ apiKey: 'NRAK-ABCDEFGHIJKLMNOPQRSTUVWXYZ0' });

function request(event: OutgoingEvent, given: Partial<z.input<typeof newRelicSettings>> = {}) {
  const settings = newRelicSettings.parse({ entityGuids: [guid], ...given });
  const made = requestOf(newRelic, event, { settings, secrets, target: guid });
  return {
    ...made,
    text: made.body,
    json: JSON.parse(made.body),
    event: JSON.parse(made.body).variables.event,
  };
}

const attribute = z.union([z.string().min(1).max(4_096), z.number(), z.boolean()]);
const mirror = z.strictObject({
  categoryAndTypeData: z.union([
    z.strictObject({
      kind: z.strictObject({ category: z.literal('FEATURE_FLAG'), type: z.literal('BASIC') }),
      categoryFields: z.strictObject({
        featureFlag: z.strictObject({ featureFlagId: z.string().min(1).max(255) }),
      }),
    }),
    z.strictObject({
      kind: z.strictObject({ category: z.literal('OPERATIONAL'), type: z.literal('OTHER') }),
    }),
  ]),
  entitySearch: z.strictObject({ query: z.string().regex(/^id = '[A-Za-z0-9+/=]+'$/) }),
  shortDescription: z.string().min(1).max(255),
  description: z.string().min(1).max(4_096),
  user: z.string().min(1).max(255),
  groupId: z.string().min(1).max(255),
  timestamp: z.int(),
  customAttributes: z
    .record(z.string().max(255), attribute)
    .refine((given) => Object.keys(given).every((name) => !reservedNames.includes(name)))
    .refine((given) => Object.keys(given).length <= 64),
});

describe('the contract of New Relic', () => {
  it.each(everyEvent)('%s is valid and within the limits', (_name, event) => {
    const attributes = Array.from({ length: 30 }, (_, index) => ({
      name: `a${index}`,
      value: 'v'.repeat(4_000),
    }));
    for (const given of [{}, { attributes }]) {
      const made = request(event, given);
      mirror.parse(made.event);
      expect(Buffer.byteLength(made.text)).toBeLessThanOrEqual(newRelic.limits.bodyBytes / 2);
      expect(made.text.isWellFormed()).toBe(true);
    }
  });

  it.skipIf(!existsSync(folder))(
    'is the excerpt of its schema (needs the contracts beside the project)',
    () => {
      const schema = buildSchema(readFileSync(new URL('change-tracking.graphql', folder), 'utf8'));
      for (const [, event] of everyEvent) expect(faults(schema, request(event).json)).toEqual([]);
      const { json } = request(everyEvent[0]?.[1] as OutgoingEvent);
      expect(faults(schema, { ...json, variables: { event: { user: 1 } } })).not.toEqual([]);
      expect(faults(schema, { ...json, query: 'mutation { unknown }' })).not.toEqual([]);
    },
  );

  it.skipIf(!existsSync(folder))(
    'reserves the names that we refuse (needs the contracts beside the project)',
    () => {
      const { reserved } = JSON.parse(
        readFileSync(new URL('reserved-custom-attributes.json', folder), 'utf8'),
      );
      expect(reservedNames.toSorted()).toEqual(reserved.toSorted());
    },
  );

  it.skipIf(!existsSync(folder))(
    'knows the pairs of category and type (needs the contracts beside the project)',
    () => {
      const sdl = readFileSync(new URL('change-tracking.graphql', folder), 'utf8');
      for (const [, event] of everyEvent) {
        const { category, type } = request(event).event.categoryAndTypeData.kind;
        expect(sdl).toContain(`${category}__${type}`);
      }
    },
  );
});

/** What graphql-js has against the document and its variables. */
function faults(
  schema: GraphQLSchema,
  { query, variables }: { query: string; variables: Record<string, unknown> },
) {
  const document = parse(query);
  const invalid = validate(schema, document);
  const [operation] = document.definitions;
  if (invalid.length > 0 || operation?.kind !== Kind.OPERATION_DEFINITION) return invalid;
  expect(isObjectType(schema.getMutationType())).toBe(true);
  return getVariableValues(schema, operation.variableDefinitions ?? [], variables).errors ?? [];
}
