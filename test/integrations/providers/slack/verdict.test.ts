import { describe, expect, it } from 'vitest';
import { slack } from '#src/integrations/providers/slack/provider.ts';
import { everyRow } from '#test/support/every-row.ts';
import { response } from '#test/support/responses.ts';

const now = new Date('2026-03-04T12:00:00Z');
const verdict = (...answer: Parameters<typeof response>) => slack.verdict(response(...answer), now);
const failed = (error: string) => ({ ok: false, error });

const disabling = { failed: 'permanent', disable: true };
const permanent = { failed: 'permanent' };
const transient = { failed: 'transient' };

describe('the answer of an incoming webhook of Slack', () => {
  it('an incoming webhook answers 200 and ok: delivered', () => {
    expect(verdict(200, 'ok')).toBe('ok');
    expect(verdict(200, 'ok\n')).toBe('ok');
  });

  it('an incoming webhook answers with an error: its name decides the verdict', async () => {
    await everyRow(
      [
        [404, 'no_service', disabling],
        [404, 'no_service_id', disabling],
        [404, 'no_active_hooks', disabling],
        [404, 'no_team', disabling],
        [403, 'team_disabled', disabling],
        [403, 'invalid_token', disabling],
        [403, 'action_prohibited', disabling],
        [403, 'posting_to_general_channel_denied', disabling],
        [404, 'channel_not_found', disabling],
        [410, 'channel_is_archived', disabling],
        [400, 'invalid_payload', permanent],
        [400, 'invalid_blocks', permanent],
        [400, 'no_text', permanent],
        [400, 'too_many_attachments', permanent],
        [400, 'user_not_found', permanent],
        [200, 'no_service', disabling],
        [200, 'invalid_payload', permanent],
        [500, 'rollup_error', transient],
        [503, 'no_service', transient],
        [400, 'something_new', permanent],
      ],
      ([status, body, expected]) => {
        const found = verdict(status, body);
        expect(found).toMatchObject(expected);
        expect(found).toHaveProperty('reason', expect.stringContaining(body));
        expect(Object.hasOwn(Object(found), 'disable')).toBe('disable' in expected);
      },
    );
  });
});

describe('the answer of the Web API of Slack', () => {
  it('the Web API answers 200 with ok true: delivered', () => {
    expect(verdict(200, { ok: true, channel: 'C123ABC456', ts: '1503435956.000247', message: {} })).toBe(
      'ok',
    );
  });

  it('the Web API answers ok true with a body that is cut off: delivered; the same body not cut off is retried', () => {
    expect(verdict(200, '{"ok":true,"message":{"text":"x', {}, true)).toBe('ok');
    expect(verdict(200, '{"ok":true,"message":{"text":"x')).toMatchObject(transient);
  });

  it('Web API errors about one message fail the delivery and leave the integration enabled', async () => {
    await everyRow(
      [
        'not_authed',
        'invalid_auth',
        'missing_scope',
        'not_allowed_token_type',
        'no_permission',
        'team_access_not_granted',
        'org_login_required',
        'ekm_access_denied',
        'access_denied',
        'accesslimited',
        'two_factor_setup_required',
        'enterprise_is_restricted',
        'channel_not_found',
        'not_in_channel',
        'is_archived',
        'restricted_action',
        'restricted_action_read_only_channel',
        'messages_tab_disabled',
        'no_text',
        'msg_too_long',
        'msg_blocks_too_long',
        'invalid_blocks',
        'invalid_blocks_format',
        'metadata_too_large',
        'invalid_metadata_format',
        'invalid_arguments',
        'method_deprecated',
        'something_new',
      ],
      (error) => {
        const found = verdict(200, failed(error));
        expect(found).toMatchObject({ failed: 'permanent', reason: expect.stringContaining(error) });
        expect(found).not.toHaveProperty('disable');
      },
    );
  });

  it('Web API errors about the token disable the integration', async () => {
    await everyRow(['account_inactive', 'token_revoked', 'token_expired'], (error) => {
      expect(verdict(200, failed(error))).toMatchObject(disabling);
    });
  });

  it('transient Web API errors are retried', async () => {
    await everyRow(
      [
        'ratelimited',
        'rate_limited',
        'message_limit_exceeded',
        'internal_error',
        'fatal_error',
        'service_unavailable',
        'request_timeout',
        'team_added_to_org',
      ],
      (error) => {
        expect(verdict(200, failed(error))).toMatchObject(transient);
      },
    );
  });

  it('the Web API answers missing_scope: the reason names the scope and the fix', () => {
    const body = { ok: false, error: 'missing_scope', needed: 'chat:write', provided: 'channels:read' };
    expect(verdict(200, body)).toMatchObject({
      reason:
        'Slack answered missing_scope (needed is chat:write): add the scope to the app under OAuth & Permissions, install it again and set the new token.',
    });
  });

  it('the Web API answers invalid_blocks: the reason quotes the messages of Slack', () => {
    const body = {
      ...failed('invalid_blocks'),
      response_metadata: { messages: ['[ERROR] must be shorter'] },
    };
    expect(verdict(200, body)).toMatchObject({
      reason: 'Slack answered invalid_blocks ([ERROR] must be shorter).',
    });
  });

  it('the Web API answers an error named like a property of every object: the reason has no explanation', () => {
    expect(verdict(200, failed('constructor'))).toMatchObject({ reason: 'Slack answered constructor.' });
  });
});

describe('any other answer of Slack', () => {
  it('Slack answers 429 or 503 with Retry-After: retried after that time', () => {
    const wait = { ...transient, retryAfter: 30 };
    expect(verdict(429, '', { 'Retry-After': '30' })).toMatchObject(wait);
    expect(verdict(429, failed('ratelimited'), { 'retry-after': '30' })).toMatchObject(wait);
    expect(verdict(503, '', { 'Retry-After': 'Wed, 04 Mar 2026 12:00:30 GMT' })).toMatchObject(wait);
    expect(verdict(429, '')).not.toHaveProperty('retryAfter');
  });

  it('with a transient status: retried', async () => {
    await everyRow([408, 425, 500, 502, 503, 504], (status) => {
      expect(verdict(status, '<html>busy</html>')).toMatchObject(transient);
    });
  });

  it('with a permanent status: the delivery fails', async () => {
    await everyRow([301, 302, 400, 401, 403, 404, 410, 413], (status) => {
      expect(verdict(status, '<html>no</html>')).toMatchObject(permanent);
    });
  });

  it("status 200 with a body that is not Slack's is retried, and the reason names a proxy", async () => {
    await everyRow(['', '<html>Sign in</html>', '{}', '[]', 'null', '{"ok":"true"}'], (body) => {
      expect(verdict(200, body)).toMatchObject({
        failed: 'transient',
        reason: expect.stringContaining('proxy'),
      });
    });
  });
});

describe('the answer to the connection check of Slack', () => {
  const check = (...answer: Parameters<typeof response>) =>
    slack.connectionTest?.verdict(response(...answer), { settings: { channels: [] }, secrets: {} }, now);

  it('the check of a webhook succeeds when only the text is missing', async () => {
    await everyRow(['no_text', 'missing_text'], (body) => {
      expect(check(400, body)).toBe('ok');
    });
  });

  it('the check of a bot succeeds with a valid token', () => {
    expect(check(200, { ok: true, team_id: 'T1', user_id: 'U1', bot_id: 'B1' })).toBe('ok');
  });

  it('the check of Slack fails for a removed webhook, an invalid token and unexpected errors', () => {
    expect(check(404, 'no_service')).toMatchObject(disabling);
    expect(check(200, failed('invalid_auth'))).toMatchObject(permanent);
    expect(check(200, failed('no_text'))).toMatchObject(permanent);
  });
});
