import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { formOf } from '#src/integrations/forms/form.ts';
import { datadogSecrets, datadogSettings } from '#src/integrations/providers/datadog/settings.ts';
import { providers } from '#src/integrations/providers/registry.ts';

function faults(schema: z.ZodType, input: unknown): string[] {
  const { error } = schema.safeParse(input);
  return error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
}

describe('the settings of Datadog', () => {
  it('have defaults for all fields', () => {
    expect(datadogSettings.parse({})).toEqual({ site: 'datadoghq.com', services: [], tags: [] });
  });

  it.each([
    { site: 'US5.datadoghq.com' },
    { site: 'ddog-gov.com', api: 'V2' },
    { services: ['payments-api', 'Ünï "x"'] },
    { tags: ['team:web', 'critical'] },
    { apiUrl: 'http://127.0.0.1:4000' },
    { apiUrl: '' },
    { apiUrl: 'https://api.datadoghq.eu' },
    { api: null, apiUrl: null },
  ])('%j are accepted', (input) => {
    expect(faults(datadogSettings, input)).toEqual([]);
  });

  it.each([
    [
      { site: 'datadog.com' },
      'site: "datadog.com" is not a site of Datadog. The site is the address of your Datadog without "app."',
    ],
    [{ site: 'https://app.datadoghq.eu' }, 'one of datadoghq.com, us3.datadoghq.com'],
    [{ site: 'EU' }, 'is not a site of Datadog'],
    [{ api: 'V3' }, 'api: must be one of V2, V1'],
    [{ services: [''] }, 'services.0: must not be empty'],
    [{ services: ['x'.repeat(129)] }, 'services.0: must be at most 128 characters'],
    [{ services: Array.from({ length: 101 }, String) }, 'services: at most 100 services'],
    [{ tags: ['flag:mine'] }, 'tags.0: "flag:mine" is reserved: GoGreen sets flag itself'],
    [{ tags: ['Environment:prod'] }, 'is reserved'],
    [{ tags: ['two words'] }, 'tags.0: must be a tag such as team:web'],
    [{ tags: ['x'.repeat(201)] }, 'at most 200 characters'],
    [{ tags: Array.from({ length: 91 }, (_, index) => `t${index}`) }, 'tags: at most 90 tags'],
    [
      { apiUrl: 'https://app.datadoghq.com' },
      'apiUrl: is the address of the Datadog web pages; omit it and set site',
    ],
    [{ apiUrl: 'https://api.newrelic.com' }, 'is an address of New Relic, not of Datadog'],
    [{ apiUrl: 'https://hooks.slack.com/services/T/B/x' }, 'is an address of Slack'],
    [{ apiUrl: 'datadoghq.com' }, 'must be a URL'],
    [{ apiUrl: 'https://proxy.example.com/?key=1' }, 'must not contain a query'],
  ])('%j are rejected: %s', (input, message) => {
    expect(faults(datadogSettings, input).join('\n')).toContain(message);
  });
});

describe('a change of the settings of Datadog', () => {
  const form = formOf(providers.datadog);
  const current = {
    settings: {
      site: 'datadoghq.eu',
      services: ['a'],
      tags: ['team:web'],
      apiUrl: 'https://proxy.example.com',
    },
    secrets: { apiKey: 'a'.repeat(32), applicationKey: 'b'.repeat(40) },
  };
  const changed = (given: unknown) => form.reconfigure(current, form.change.parse(given) as never);

  it('keeps fields that are left out or null', () => {
    expect(changed({})).toEqual(current);
    expect(changed({ site: null, services: null, applicationKey: null })).toEqual(current);
  });

  it('removes a field with an empty text', () => {
    const { settings, secrets } = changed({ apiUrl: '', applicationKey: '', tags: [] });
    expect(settings).toEqual({ ...current.settings, apiUrl: '', tags: [] });
    const configuration = {
      settings: datadogSettings.parse(settings),
      secrets: datadogSecrets.parse(secrets),
    };
    expect(providers.datadog.destinations.main(configuration)).toBe(
      'https://event-management-intake.datadoghq.eu',
    );
  });

  it('keeps fields unchanged, while a new integration gets defaults for fields that are left out or null', () => {
    const given = { apiKey: 'a'.repeat(32), site: null, tags: null };
    expect(form.configure(form.input.parse(given) as never, { signingSecret: () => '' }).settings).toEqual({
      site: 'datadoghq.com',
      services: [],
      tags: [],
    });
  });
});

describe('the keys of Datadog', () => {
  const apiKey = '0123456789abcdef0123456789abcdef';

  it('an API key alone, or with an application key, is accepted', () => {
    expect(faults(datadogSecrets, { apiKey })).toEqual([]);
    expect(faults(datadogSecrets, { apiKey, applicationKey: 'c'.repeat(40) })).toEqual([]);
    expect(faults(datadogSecrets, { apiKey, applicationKey: '' })).toEqual([]);
  });

  it.each([
    ['', 'must not be empty; take an API key from Organization Settings > API Keys'],
    ['c'.repeat(40), 'is an application key; take an API key from Organization Settings > API Keys'],
    ['NRAK-ABC', 'is a key of New Relic, not of Datadog'],
    ['dt0c01.A.B', 'is a key of Dynatrace'],
    ['xoxb-1-2', 'is a key of Slack'],
    ['https://hooks.slack.com/x', 'is a URL, not a key'],
    [`${apiKey}\n`, 'must contain only ASCII characters, without spaces'],
    ['schlüssel', 'must contain only ASCII'],
  ])('%j is rejected as the API key: %s', (given, message) => {
    expect(faults(datadogSecrets, { apiKey: given }).join('\n')).toContain(message);
  });
});
