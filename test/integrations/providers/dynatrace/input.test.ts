import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { dynatraceSecrets, dynatraceSettings } from '#src/integrations/providers/dynatrace/settings.ts';

const environmentUrl = 'https://abc12345.live.dynatrace.com';

function faults(schema: z.ZodType, input: unknown): string[] {
  const { error } = schema.safeParse(input);
  return error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
}

describe('the settings of Dynatrace', () => {
  it('have defaults for all fields but the environment URL', () => {
    expect(dynatraceSettings.parse({ environmentUrl })).toEqual({
      environmentUrl,
      eventType: 'CUSTOM_CONFIGURATION',
      properties: [],
    });
  });

  it.each([
    { environmentUrl: 'https://managed.example.com/e/1234-abcd/' },
    { environmentUrl: 'http://10.0.0.1:9999/e/abc' },
    { entitySelector: 'type(SERVICE),tag("app:checkout")' },
    { entitySelector: 'entityId("SERVICE-1","SERVICE-2")' },
    { entitySelector: '' },
    { properties: [{ name: 'team-name', value: 'web' }] },
  ])('%j are accepted', (input) => {
    expect(faults(dynatraceSettings, { environmentUrl, ...input })).toEqual([]);
  });

  it.each([
    [
      { environmentUrl: '' },
      'environmentUrl: must be the URL of the environment, such as https://abc12345.live.dynatrace.com',
    ],
    [{ environmentUrl: 'abc12345' }, 'must be a URL'],
    [{ environmentUrl: 'https://abc12345.apps.dynatrace.com/ui' }, 'use https://abc12345.live.dynatrace.com'],
    [{ environmentUrl: `${environmentUrl}/api/v2` }, 'must end before /api'],
    [{ environmentUrl: `${environmentUrl}/api/v2/events/ingest` }, 'must end before /api'],
    [{ environmentUrl: `${environmentUrl}/ui/settings` }, 'is the address of a web page'],
    [{ environmentUrl: `${environmentUrl}/?token=1` }, 'must not contain a query'],
    [{ environmentUrl: 'https://user:secret@example.com' }, 'must not contain a user name'],
    [{ environmentUrl: 'https://api.newrelic.com' }, 'is an address of New Relic, not of Dynatrace'],
    [{ entitySelector: 'SERVICE-123' }, 'entitySelector: must choose entities with type(…) or entityId(…)'],
    [{ entitySelector: `type(${'X'.repeat(2_000)})` }, 'at most 2000 characters'],
    [{ eventType: 'ERROR_EVENT' }, 'eventType: must be one of CUSTOM_CONFIGURATION, CUSTOM_DEPLOYMENT'],
    [
      { properties: [{ name: 'dt.entity.service', value: 'x' }] },
      'properties.0.name: "dt.entity.service" is reserved by Dynatrace',
    ],
    [
      { properties: [{ name: 'gogreen.flag', value: 'x' }] },
      'begins with gogreen., as the properties of GoGreen do',
    ],
    [
      { properties: [{ name: 'two words', value: 'x' }] },
      'properties.0.name: must be a letter, followed by letters',
    ],
    [{ properties: [{ name: 'a', value: '' }] }, 'properties.0.value: must not be empty'],
    [
      {
        properties: [
          { name: 'a', value: 'x' },
          { name: 'a', value: 'y' },
        ],
      },
      'properties.1.name: "a" occurs more than once',
    ],
    [
      { properties: Array.from({ length: 51 }, (_, i) => ({ name: `p${i}`, value: 'x' })) },
      'at most 50 properties',
    ],
  ])('%j are rejected: %s', (input, message) => {
    expect(faults(dynatraceSettings, { environmentUrl, ...input }).join('\n')).toContain(message);
  });
});

describe('the token of Dynatrace', () => {
  it.each(['dt0c01.PUBLIC.SECRET', 'abcdefghijklmnopqrstu'])('%s is accepted', (apiToken) => {
    expect(faults(dynatraceSecrets, { apiToken })).toEqual([]);
  });

  it.each([
    ['', 'must not be empty; create an access token with the scope events.ingest'],
    ['dt0s16.PUBLIC.SECRET', 'is a token of another kind, not an access token'],
    ['NRAK-ABC', 'is a key of New Relic, not of Dynatrace'],
    ['Api-Token dt0c01.A.B', 'must contain only ASCII characters, without spaces'],
  ])('%j is rejected: %s', (apiToken, message) => {
    expect(faults(dynatraceSecrets, { apiToken }).join('\n')).toContain(message);
  });
});
