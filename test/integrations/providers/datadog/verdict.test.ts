import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { datadog } from '#src/integrations/providers/datadog/provider.ts';
import { datadogSettings } from '#src/integrations/providers/datadog/settings.ts';
import { contractUrl } from '#test/support/contracts.ts';
import { response } from '#test/support/responses.ts';

const recorded = contractUrl('datadog/recorded/');
const now = new Date('2026-03-04T12:00:00Z');
const configuration = {
  settings: datadogSettings.parse({}),
  secrets: { apiKey: '0123456789abcdef0123456789abcdef', applicationKey: 'application-key-4321' },
};

describe('the verdict on an answer of Datadog', () => {
  it.each([
    [202, { data: { type: 'event', id: '_', attributes: { attributes: { evt: { uid: 'A' } } } } }],
    [202, { status: 'ok', event: { id_str: '6327818702635911562' } }],
    [202, ''],
  ])('on %i %j is ok', (status, body) => {
    expect(datadog.verdict(response(status, body), now)).toBe('ok');
  });

  it.each([
    [
      400,
      { errors: [{ status: '400', title: 'Bad Request', detail: 'no category' }] },
      'permanent',
      ': Bad Request: no category',
    ],
    [400, { errors: ['Event too far in the past'] }, 'permanent', ': Event too far in the past'],
    [
      401,
      { errors: ['Unauthorized'] },
      'permanent',
      'check that the API key is valid and belongs to the chosen site',
    ],
    [403, { errors: ['Forbidden'] }, 'permanent', 'rejected the key (403 Forbidden)'],
    [404, '<html>', 'permanent', 'answered 404 Not Found.'],
    [413, '', 'permanent', '413'],
    [302, '', 'permanent', 'Redirects are not followed: set the final base URL'],
    [408, '', 'transient', '408'],
    [429, { errors: ['Too many requests'] }, 'transient', ': Too many requests'],
    [500, 'oops', 'transient', '500'],
    [502, '', 'transient', '502'],
    [503, '', 'transient', '503'],
    [202, { errors: ['nothing was taken'] }, 'permanent', 'but with errors: nothing was taken'],
    [200, '<html>Please log in</html>', 'permanent', 'does not come from Datadog; check the base URL'],
  ])('on %i %j is a %s failure: %s', (status, body, failed, words) => {
    expect(datadog.verdict(response(status, body), now)).toEqual({
      failed,
      reason: expect.stringContaining(words),
    });
  });

  it('on 429 with X-RateLimit-Reset: the next attempt is after that time, at most a day', () => {
    const retryAfter = (headers: Record<string, string>, status = 429) =>
      datadog.verdict(response(status, '', headers), now);
    expect(retryAfter({ 'X-RateLimit-Reset': '37' })).toMatchObject({ retryAfter: 37 });
    expect(retryAfter({ 'x-ratelimit-reset': '999999' })).toMatchObject({ retryAfter: 86_400 });
    expect(retryAfter({ 'Retry-After': '5' }, 503)).toMatchObject({ retryAfter: 5 });
    expect(retryAfter({ 'X-RateLimit-Reset': 'soon' })).not.toHaveProperty('retryAfter');
  });

  it.skipIf(!existsSync(recorded))(
    'knows the recorded answers (needs the contracts beside the project)',
    () => {
      const files = readdirSync(recorded);
      expect(files.length).toBeGreaterThan(0);
      for (const file of files) {
        const [entry] = JSON.parse(readFileSync(new URL(file, recorded), 'utf8')).log.entries;
        const { status, content } = entry.response;
        const verdict = datadog.verdict(response(status, content.text), now);
        if (status === 202) expect(verdict).toBe('ok');
        else
          expect(verdict).toMatchObject({ failed: 'permanent', reason: expect.stringMatching(/: .{10,}/) });
      }
    },
  );
});

describe('the connection check of Datadog', () => {
  it('sends the API key to the validation endpoint of the site', () => {
    expect(datadog.connectionTest?.request(configuration)).toMatchObject({
      method: 'GET',
      url: 'https://api.datadoghq.com/api/v1/validate',
      headers: { 'DD-API-KEY': configuration.secrets.apiKey },
      body: null,
    });
  });

  it.each([
    [200, { valid: true }, 'ok'],
    [200, { valid: false }, { failed: 'permanent', reason: expect.stringContaining('API key') }],
    [403, { errors: ['Forbidden'] }, { failed: 'permanent', reason: expect.stringContaining('API key') }],
    [503, '', { failed: 'transient', reason: expect.stringContaining('503') }],
  ])('has its verdict on the response %i %j', (status, body, verdict) => {
    expect(datadog.connectionTest?.verdict(response(status, body), configuration, now)).toEqual(verdict);
  });
});

describe('a request to Datadog as it is shown', () => {
  it('both keys are masked', () => {
    const made = datadog.connectionTest?.request(configuration);
    if (!made) throw new Error('no check');
    expect(datadog.redact(made, configuration).headers).toMatchObject({
      'DD-API-KEY': '••••cdef',
      'DD-APPLICATION-KEY': '••••4321',
    });
  });
});
