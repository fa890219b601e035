import { describe, expect, it } from 'vitest';
import { dynatrace } from '#src/integrations/providers/dynatrace/provider.ts';
import { dynatraceSettings } from '#src/integrations/providers/dynatrace/settings.ts';
import { response } from '#test/support/responses.ts';

const now = new Date('2026-03-04T12:00:00Z');
const configuration = {
  settings: dynatraceSettings.parse({ environmentUrl: 'https://abc12345.live.dynatrace.com' }),
  secrets: { apiToken: 'dt0c01.PUBLICPART.SECRETPART1234' },
};

const results = (...statuses: string[]) => ({
  reportCount: statuses.length,
  eventIngestResults: statuses.map((status, index) => ({ correlationId: `c${index}`, status })),
});
const error = (message: string, constraintViolations: unknown[] = []) => ({
  error: { code: 400, message, constraintViolations },
});

describe('the verdict on an answer of Dynatrace', () => {
  it('on 201: delivered when every result is OK', () => {
    expect(dynatrace.verdict(response(201, results('OK')), now)).toBe('ok');
    expect(dynatrace.verdict(response(201, results('OK', 'OK')), now)).toBe('ok');
  });

  it('on 201 with a response that was cut off: depends on every result in it', () => {
    const cut = (body: unknown) => response(201, JSON.stringify(body).slice(0, -10), {}, true);
    expect(dynatrace.verdict(cut(results('OK', 'OK', 'OK')), now)).toBe('ok');
    expect(dynatrace.verdict(cut(results('OK', 'INVALID_METADATA', 'OK')), now)).toMatchObject({
      failed: 'permanent',
    });
  });

  it.each([
    [
      201,
      results('INVALID_ENTITY_TYPE'),
      'permanent',
      'INVALID_ENTITY_TYPE (entities of this type cannot have events',
    ],
    [201, results('OK', 'INVALID_METADATA'), 'permanent', 'INVALID_METADATA (a property is not allowed)'],
    [
      201,
      results('INVALID_TIMESTAMPS', 'INVALID_TIMESTAMPS'),
      'permanent',
      ': INVALID_TIMESTAMPS (the event is too far',
    ],
    [201, results('NEW_STATUS'), 'permanent', ': NEW_STATUS.'],
    [201, results(), 'permanent', 'the entity selector matches no entity'],
    [201, '<html>', 'permanent', 'created no event'],
    [200, '<html>', 'permanent', 'check the URL of the environment'],
    [
      400,
      error('Constraints violated.', [{ path: 'title', message: 'must not be blank' }]),
      'permanent',
      ': Constraints violated.; title: must not be blank',
    ],
    [
      401,
      error('Token Authentication failed'),
      'permanent',
      'has the scope events.ingest: Token Authentication failed',
    ],
    [403, error('Forbidden'), 'permanent', 'rejected the token (403 Forbidden)'],
    [404, '', 'permanent', 'check the URL of the environment.'],
    [413, '', 'permanent', '413'],
    [301, '', 'permanent', 'Redirects are not followed'],
    [429, error('Too many requests'), 'transient', ': Too many requests'],
    [500, '', 'transient', '500'],
    [502, '', 'transient', '502'],
    [503, '', 'transient', '503'],
  ])('on %i %j is a %s failure: %s', (status, body, failed, words) => {
    expect(dynatrace.verdict(response(status, body), now)).toEqual({
      failed,
      reason: expect.stringContaining(words),
    });
  });

  it('on 429 or 503 with Retry-After: the next attempt is after that time', () => {
    expect(dynatrace.verdict(response(429, '', { 'Retry-After': '9' }), now)).toMatchObject({
      retryAfter: 9,
    });
  });
});

describe('the connection check of Dynatrace', () => {
  it('looks up the token, authenticated with the token itself', () => {
    expect(dynatrace.connectionTest?.request(configuration)).toMatchObject({
      method: 'POST',
      url: 'https://abc12345.live.dynatrace.com/api/v2/apiTokens/lookup',
      body: '{"token":"dt0c01.PUBLICPART.SECRETPART1234"}',
    });
  });

  const token = { enabled: true, scopes: ['events.ingest', 'metrics.read'] };
  it.each([
    [200, token, 'ok'],
    [200, { ...token, expirationDate: '2026-03-05T00:00:00Z' }, 'ok'],
    [200, { ...token, scopes: ['metrics.read'] }, 'lacks the scope events.ingest'],
    [200, { ...token, enabled: false }, 'is disabled'],
    [200, { ...token, expirationDate: '2026-03-04T00:00:00Z' }, 'has expired'],
    [200, '<html>', 'lacks the scope'],
    [401, error('Token is missing'), 'rejected the token'],
  ])('has its verdict on the response %i %j: %s', (status, body, words) => {
    const verdict = dynatrace.connectionTest?.verdict(response(status, body), configuration, now);
    if (words === 'ok') expect(verdict).toBe('ok');
    else expect(verdict).toEqual({ failed: 'permanent', reason: expect.stringContaining(words) });
  });
});
