import { describe, expect, it } from 'vitest';
import { newRelic } from '#src/integrations/providers/new-relic/provider.ts';
import { newRelicSecrets, newRelicSettings } from '#src/integrations/providers/new-relic/settings.ts';
import { response } from '#test/support/responses.ts';

const now = new Date('2026-03-04T12:00:00Z');
const configuration = {
  settings: newRelicSettings.parse({
    entityGuids: ['MXxBUE18QVBQTElDQVRJT058MQ', 'MXxBUE18QVBQTElDQVRJT058Mg'],
  }),
  secrets: newRelicSecrets.parse({ apiKey: 'NRAK-ABCDEFGHIJKLMNOPQRSTUVWXYZ0' }),
};

const created = { changeTrackingEvent: { changeTrackingId: '1f3c' }, messages: [] };
const ok = { data: { changeTrackingCreateEvent: created } };
const failed = (message: string, extensions: Record<string, unknown> = {}) => ({
  data: { changeTrackingCreateEvent: null },
  errors: [{ message, extensions }],
});

describe('the verdict on an answer of New Relic', () => {
  it.each([
    ok,
    { data: { changeTrackingCreateEvent: { ...created, messages: ['The description was shortened.'] } } },
    { ...ok, errors: [{ message: 'This field is deprecated! It will be removed.' }] },
  ])('on 200 %j is ok', (body) => {
    expect(newRelic.verdict(response(200, body), now)).toBe('ok');
  });

  it.each([
    [
      200,
      failed('Entity search must return one entity', { errorClass: 'BAD_USER_INPUT' }),
      'permanent',
      'but with errors: Entity search must',
    ],
    [200, failed('timestamp must not be more than 24 hours away'), 'permanent', 'more than 24 hours'],
    [200, failed('slow', { errorClass: 'TIMEOUT' }), 'transient', ': slow'],
    [200, failed('oops', { errorClass: 'INTERNAL_SERVER_ERROR' }), 'transient', ': oops'],
    [200, failed('oops', { errorClass: 'SERVER_ERROR' }), 'transient', ': oops'],
    [200, { ...ok, ...failed('late', { errorClass: 'SERVER_ERROR' }), data: null }, 'transient', ': late'],
    [
      200,
      { errors: [...failed('a', { errorClass: 'TIMEOUT' }).errors, ...failed('b').errors] },
      'permanent',
      ': a; b',
    ],
    [
      200,
      failed('Invalid key', { error_code: 'BAD_API_KEY' }),
      'permanent',
      'check that it is a user key of the chosen region: Invalid key',
    ],
    [200, failed(''), 'permanent', 'without a message'],
    [200, { data: { changeTrackingCreateEvent: null } }, 'permanent', 'but created no event.'],
    [
      200,
      { data: { changeTrackingCreateEvent: { changeTrackingEvent: null, messages: ['no entity'] } } },
      'permanent',
      'created no event: no entity',
    ],
    [200, '<html>', 'permanent', 'does not come from NerdGraph; check the base URL'],
    [200, '', 'permanent', 'does not come from NerdGraph'],
    [401, '', 'permanent', 'rejected the key (401 Unauthorized)'],
    [402, '', 'permanent', 'requires payment'],
    [403, '', 'permanent', 'rejected the key'],
    [404, '', 'permanent', '404'],
    [400, { errors: [{ message: 'bad request' }] }, 'permanent', ': bad request'],
    [307, '', 'permanent', 'Redirects are not followed'],
    [429, '', 'transient', '429'],
    [500, '', 'transient', '500'],
    [503, '', 'transient', '503'],
    [504, '', 'transient', '504'],
  ])('on %i %j is a %s failure: %s', (status, body, kind, words) => {
    expect(newRelic.verdict(response(status, body), now)).toEqual({
      failed: kind,
      reason: expect.stringContaining(words),
    });
  });

  it('on 429 or 503 with Retry-After: the next attempt is after that time', () => {
    expect(newRelic.verdict(response(429, '', { 'Retry-After': '9' }), now)).toMatchObject({ retryAfter: 9 });
  });
});

describe('the connection check of New Relic', () => {
  it('queries the user of the key and all entities in one request', () => {
    const made = newRelic.connectionTest?.request(configuration);
    expect(made?.url).toBe('https://api.newrelic.com/graphql');
    expect(JSON.parse(made?.body ?? '').variables.entities).toBe(
      "id IN ('MXxBUE18QVBQTElDQVRJT058MQ', 'MXxBUE18QVBQTElDQVRJT058Mg')",
    );
  });

  it.each([
    [200, { data: { actor: { user: { id: 1 }, entitySearch: { count: 2 } } } }, 'ok'],
    [200, { data: { actor: { entitySearch: { count: 1 } } } }, 'finds 1 of the 2 entities'],
    [200, { data: { actor: null } }, 'finds none of the 2 entities'],
    [200, failed('Invalid key', { error_code: 'BAD_API_KEY' }), 'rejected the key'],
    [401, '', 'rejected the key'],
  ])('has its verdict on the response %i %j: %s', (status, body, words) => {
    const verdict = newRelic.connectionTest?.verdict(response(status, body), configuration, now);
    if (words === 'ok') expect(verdict).toBe('ok');
    else expect(verdict).toEqual({ failed: 'permanent', reason: expect.stringContaining(words) });
  });
});
