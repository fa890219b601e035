import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { headerNames, headerValue } from '#src/integrations/providers/webhook/headers.ts';
import { webhookSecrets, webhookSettings } from '#src/integrations/providers/webhook/settings.ts';

const good = { url: 'https://example.com/hooks', payloadFormat: 'GOGREEN', headerNames: ['X-Api-Key'] };

function faults(schema: z.ZodType, input: unknown): string[] {
  const { error } = schema.safeParse(input);
  return error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
}

describe('the limits of a webhook', () => {
  it('settings that were stored before there were limits: ten requests at a time, at any rate', () => {
    expect(webhookSettings.parse(good)).toMatchObject({ maxInFlight: 10, maxPerSecond: 0 });
  });

  it.each([0, 101, 1.5, '5'])('maxInFlight %j is rejected', (maxInFlight) => {
    expect(faults(webhookSettings, { ...good, maxInFlight })).toEqual([
      'maxInFlight: must be a whole number from 1 to 100',
    ]);
  });

  it.each([-1, 0.001, 1_001, '5'])('maxPerSecond %j is rejected', (maxPerSecond) => {
    expect(faults(webhookSettings, { ...good, maxPerSecond })).toEqual([
      'maxPerSecond: must be from 0.01 to 1000, or 0 for no limit',
    ]);
  });
});

describe('the URL of a webhook', () => {
  it.each([
    'http://localhost:3000',
    'https://user.example/ä?q=1',
    `https://example.com/${'x'.repeat(1_980)}`,
  ])('%s is accepted', (url) => {
    expect(faults(webhookSettings, { ...good, url })).toEqual([]);
  });

  it.each([
    ['', 'must be a URL such as'],
    ['example.com/hooks', 'must be a URL such as'],
    ['ftp://example.com', 'http:// or https://'],
    ['javascript:alert(1)', 'http:// or https://'],
    ['https://user:password@example.com', 'send them in a header'],
    ['https://example.com/#part', 'fragment'],
    ['https://example.com/#', 'fragment'],
    ['https://example.com/a\nb', 'line breaks'],
    [' https://example.com', 'spaces'],
    ['https://example.com/\u0000', 'control characters'],
    [`https://example.com/${'x'.repeat(2_000)}`, 'at most 2000 characters'],
  ])('%j is rejected: %s', (url, message) => {
    expect(faults(webhookSettings, { ...good, url })).toEqual([expect.stringMatching(`^url: .*${message}`)]);
  });

  it('can be combined with each of the three formats', () => {
    expect(faults(webhookSettings, { ...good, payloadFormat: 'XML' })).toEqual([
      'payloadFormat: must be one of GOGREEN, TGGL, CLOUDEVENTS',
    ]);
  });
});

describe('the headers of a webhook', () => {
  it.each(['X-Api-Key', 'Authorization', 'x_y', "!#$%&'*+-.^_`|~", 'X'.repeat(200)])(
    '%s may be added',
    (name) => {
      expect(faults(headerNames, [name])).toEqual([]);
    },
  );

  it.each([
    'X-GoGreen-Signature',
    'x-gogreen-anything',
    'Webhook-Id',
    'webhook-signature',
    'CONTENT-TYPE',
    'Content-Length',
    'Host',
    'Connection',
    'Transfer-Encoding',
    'User-Agent',
    'Accept-Encoding',
    'Proxy-Authorization',
    'Expect',
    '__proto__',
  ])('%s is rejected: GoGreen sets it', (name) => {
    expect(faults(headerNames, [name])).toEqual([
      `0: "${name}" is set by GoGreen and cannot be replaced; use another name`,
    ]);
  });

  it.each(['', 'X Key', 'X:Key', 'X-Key\r\nInjected', 'X-Ä', 'X\u0000'])(
    'the name %j is rejected',
    (name) => {
      expect(faults(headerNames, [name])[0]).toContain('without spaces or a colon');
    },
  );

  it('are at most twenty, with different names of at most 200 bytes', () => {
    const names = Array.from({ length: 20 }, (_, index) => `X-${index}`);
    expect(faults(headerNames, names)).toEqual([]);
    expect(faults(headerNames, [...names, 'X-20'])).toEqual([': must be at most 20 headers']);
    expect(faults(headerNames, ['X-A', 'x-a'])).toEqual([
      '1: "x-a" occurs more than once; case is ignored in header names',
    ]);
    expect(faults(headerNames, ['X'.repeat(201)])).toEqual(['0: must be at most 200 bytes long']);
  });

  it.each(['', 'Bearer abc', 'a\tb', '~'.repeat(4_096)])('the value %j is accepted', (value) => {
    expect(faults(headerValue, value)).toEqual([]);
  });

  it.each(['a\r\nX: 1', 'a\nb', 'a\rb', 'a\u0000b', 'ä', '🚩', '\u007f'])(
    'the value %j is rejected',
    (value) => {
      expect(faults(headerValue, value)).toEqual([expect.stringContaining('printable ASCII')]);
    },
  );

  it('have values of at most 4,096 bytes', () => {
    expect(faults(headerValue, 'x'.repeat(4_097))).toEqual([': must be at most 4096 bytes long']);
  });
});

describe('the secrets of a webhook', () => {
  it('the signing secret must have the format of Standard Webhooks', () => {
    const signingSecret = `whsec_${Buffer.alloc(24).toString('base64')}`;
    expect(faults(webhookSecrets, { signingSecret, headerValues: {} })).toEqual([]);
    expect(faults(webhookSecrets, { signingSecret: 'password', headerValues: {} })).toEqual([
      'signingSecret: must be whsec_ followed by the base64 of 24 to 64 bytes; omit it to have one generated',
    ]);
  });
});
