import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { reservedNames } from '#src/integrations/providers/new-relic/attributes.ts';
import { newRelicSecrets, newRelicSettings } from '#src/integrations/providers/new-relic/settings.ts';

const guid = 'MXxBUE18QVBQTElDQVRJT058MQ';
const base64 = (text: string) => Buffer.from(text).toString('base64');

function faults(schema: z.ZodType, input: unknown): string[] {
  const { error } = schema.safeParse(input);
  return error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
}

describe('the settings of New Relic', () => {
  it('have defaults for all fields but the entities', () => {
    expect(newRelicSettings.parse({ entityGuids: [guid] })).toEqual({
      region: 'US',
      entityGuids: [guid],
      attributes: [],
    });
  });

  it.each([
    { region: 'eu' },
    { entityGuids: [base64('1234567|INFRA|HOST|9876543210123456789')] },
    { attributes: [{ name: 'team.name', value: 'web' }] },
    { apiUrl: 'https://gateway.example.com/newrelic' },
  ])('%j are accepted', (input) => {
    expect(faults(newRelicSettings, { entityGuids: [guid], ...input })).toEqual([]);
  });

  it.each([
    [
      { region: 'AP' },
      'region: "AP" is not a region of New Relic. It is one of US, EU, JP, GOV: US for one.newrelic.com',
    ],
    [{ entityGuids: [] }, 'entityGuids: must name at least one entity'],
    [{ entityGuids: ['payments-api'] }, 'entityGuids.0: is not an entity GUID; open the entity in New Relic'],
    [{ entityGuids: ["' OR name LIKE '%"] }, 'is not an entity GUID'],
    [{ entityGuids: [''] }, 'is not an entity GUID'],
    [{ entityGuids: [base64('1|APM|APPLICATION')] }, 'is not an entity GUID, or not all of it'],
    [{ entityGuids: [base64('x'.repeat(600))] }, 'is not an entity GUID'],
    [{ entityGuids: [guid, guid] }, 'entityGuids.1: occurs more than once'],
    [
      { entityGuids: Array.from({ length: 101 }, (_, id) => base64(`1|APM|APPLICATION|${id}`)) },
      'at most 100 entities',
    ],
    [
      { attributes: [{ name: 'User', value: 'x' }] },
      'attributes.0.name: "User" is reserved by New Relic; use another name',
    ],
    [
      { attributes: [{ name: 'gogreenFlag', value: 'x' }] },
      'begins with gogreen, as the attributes of GoGreen do',
    ],
    [
      { attributes: [{ name: 'two words', value: 'x' }] },
      'attributes.0.name: must be a letter, followed by letters',
    ],
    [
      {
        attributes: [
          { name: 'a', value: 'x' },
          { name: 'a', value: 'y' },
        ],
      },
      'attributes.1.name: "a" occurs more than once',
    ],
    [{ attributes: [{ name: 'a', value: 'x'.repeat(4_001) }] }, 'attributes.0.value: must be at most 4000'],
    [
      { apiUrl: 'https://one.newrelic.com' },
      'is the address of the New Relic web pages; omit it and set region',
    ],
    [{ apiUrl: 'https://api.newrelic.com/graphql' }, 'apiUrl: must end before /graphql'],
    [{ apiUrl: 'https://api.datadoghq.com' }, 'is an address of Datadog, not of New Relic'],
  ])('%j are rejected: %s', (input, message) => {
    expect(faults(newRelicSettings, { entityGuids: [guid], ...input }).join('\n')).toContain(message);
  });

  it('reject every attribute name that New Relic reserves', () => {
    for (const name of reservedNames) {
      expect(
        faults(newRelicSettings, { entityGuids: [guid], attributes: [{ name, value: 'x' }] }),
      ).not.toEqual([]);
    }
  });
});

describe('the key of New Relic', () => {
  it.each([
    ['', 'is not a user key, which begins with NRAK-'],
    ['0123456789abcdef0123456789abcdefFFFFNRAL', 'is not a user key'],
    ['NRAK-', 'is not a user key'],
    ['xoxb-1-2', 'is a key of Slack, not of New Relic'],
    ['NRAK-A B', 'must contain only ASCII characters, without spaces'],
  ])('%j is rejected: %s', (apiKey, message) => {
    expect(faults(newRelicSecrets, { apiKey }).join('\n')).toContain(message);
  });
});
