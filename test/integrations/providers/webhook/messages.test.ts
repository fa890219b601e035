import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { providers } from '#src/integrations/providers/registry.ts';
import type { WebhookSecrets, WebhookSettings } from '#src/integrations/providers/webhook/settings.ts';
import type { OutboundResponse } from '#src/platform/egress/outbound.ts';
import { outgoingEvent } from '#test/support/outgoing-event.ts';
import { requestOf } from '#test/support/provider-request.ts';

const { webhook } = providers;
const now = new Date('2026-03-04T12:00:01Z');
const settings: WebhookSettings = {
  url: 'https://example.com/hooks?a=1',
  payloadFormat: 'GOGREEN',
  headerNames: [],
  maxInFlight: 10,
  maxPerSecond: 0,
};
const secrets: WebhookSecrets = {
  signingSecret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=',
  headerValues: {},
};
const oldSecret = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';

/** The documented example, byte for byte. */
const documentedBody =
  '{"event":"flag.updated","timestamp":"2026-03-04T12:00:00Z","project_id":"proj_01h455vb4pex5vsknk084sn02q",' +
  '"environment_id":"env_01h455vb4pex5vsknk084sn02q","flag_key":"new-checkout",' +
  '"changes":{"enabled":{"old":false,"new":true}},' +
  '"actor":{"id":"user_01h455vb4pex5vsknk084sn02q","email":"dev@example.com"},' +
  '"id":"evt_01h455vb4pex5vsknk084sn02q","sequence":42,"project_key":"shop","environment_key":"production",' +
  '"flag_name":"New checkout","url":"https://flags.example.com/projects/shop/flags/new-checkout","comment":null,' +
  '"code_like_before":"OFF: \\"control\\"","code_like_after":"\\"treatment\\""}';

const request = (given = settings, kept = secrets) => {
  return requestOf(webhook, outgoingEvent(), { settings: given, secrets: kept });
};
const sign = (kept: WebhookSecrets, at = now) =>
  webhook.sign?.(documentedBody, {
    settings,
    secrets: kept,
    deliveryId: 'dlv_01h455vb4pex5vsknk084sn02q',
    wireName: 'flag.updated',
    now: at,
  }) ?? {};

describe('the request of a webhook', () => {
  it('is the documented example', () => {
    expect(request()).toEqual({
      method: 'POST',
      url: 'https://example.com/hooks?a=1',
      headers: { 'Content-Type': 'application/json', 'User-Agent': 'GoGreen' },
      body: documentedBody,
    });
  });

  it('has the headers that the user added, and shows them masked', () => {
    const given = { ...settings, headerNames: ['X-Api-Key', 'X-Short'] };
    const kept = { ...secrets, headerValues: { 'X-Api-Key': 'key-1234567890', 'X-Short': 'on' } };
    const made = request(given, kept);
    expect(made.headers).toEqual({
      'X-Api-Key': 'key-1234567890',
      'X-Short': 'on',
      'Content-Type': 'application/json',
      'User-Agent': 'GoGreen',
    });
    expect(webhook.redact(made, { settings: given, secrets: kept })).toEqual({
      ...made,
      headers: { ...made.headers, 'X-Api-Key': '••••7890', 'X-Short': '••••' },
    });
  });
});

describe('the signature of a webhook', () => {
  it('is the HMAC-SHA256 of the documented body, recomputed by hand', () => {
    // printf %s "$body" | openssl dgst -sha256 -hmac "$secret"
    expect(sign(secrets)['X-GoGreen-Signature']).toBe(
      '56289c0bf1bfad4b78a1a86e338cfbc4bff3a541b6606d67bb46bedaa6e55a7f',
    );
    expect(sign(secrets)).toEqual({
      'X-GoGreen-Event': 'flag.updated',
      'X-GoGreen-Delivery': 'dlv_01h455vb4pex5vsknk084sn02q',
      'X-GoGreen-Signature': createHmac('sha256', secrets.signingSecret).update(documentedBody).digest('hex'),
      'webhook-id': 'dlv_01h455vb4pex5vsknk084sn02q',
      'webhook-timestamp': '1772625601',
      'webhook-signature': expect.stringMatching(/^v1,[\w+/]{43}=$/),
    });
  });

  describe('while the secret rotates', () => {
    const rotating = {
      ...secrets,
      previousSigningSecret: oldSecret,
      previousValidUntil: new Date(Date.now() + 60_000).toISOString(),
    };

    it('is verified by the standardwebhooks library with the new and with the old secret', () => {
      const headers = sign(rotating, new Date());
      expect(new Webhook(secrets.signingSecret).verify(documentedBody, headers)).toEqual(
        JSON.parse(documentedBody),
      );
      expect(new Webhook(oldSecret).verify(documentedBody, headers)).toEqual(JSON.parse(documentedBody));
    });

    it('has the hex signatures of the old and of the new secret', () => {
      const hexWith = (key: string) => createHmac('sha256', key).update(documentedBody).digest('hex');
      expect(sign(rotating, new Date())).toMatchObject({
        'X-GoGreen-Signature': hexWith(secrets.signingSecret),
        'X-GoGreen-Signature-Previous': hexWith(oldSecret),
      });
    });
  });

  it('is no longer made with the old secret when its grace period is over', () => {
    const expired = { ...secrets, previousSigningSecret: oldSecret, previousValidUntil: now.toISOString() };
    expect(sign(expired)).toEqual(sign(secrets));
  });
});

describe('the verdict on a response', () => {
  const verdict = (status: number, headers: [string, string][] = []) => {
    const response: OutboundResponse = {
      kind: 'response',
      status,
      headers,
      body: '',
      truncated: false,
      address: '127.0.0.1',
      durationMs: 1,
    };
    return webhook.verdict(response, now);
  };

  it.each([200, 201, 202, 204, 299])('a webhook that answers %i: delivered', (status) => {
    expect(verdict(status)).toBe('ok');
  });

  it.each([300, 301, 302, 304, 307, 308])(
    'a webhook that answers %i: retried, and the reason says to set the final URL',
    (status) => {
      expect(verdict(status)).toEqual({
        failed: 'transient',
        reason: expect.stringContaining('set the final URL'),
      });
    },
  );

  it.each([400, 401, 403, 404, 408, 409, 415, 418, 425, 500, 502, 504, 599])(
    'a webhook that answers %i: retried',
    (status) => {
      expect(verdict(status, [['Retry-After', '60']])).toEqual({
        failed: 'transient',
        reason: expect.stringContaining(`answered ${status}`),
      });
    },
  );

  it.each([429, 503])('a webhook that answers %i with Retry-After: retried after that time', (status) => {
    expect(verdict(status, [['retry-after', '90']])).toMatchObject({ failed: 'transient', retryAfter: 90 });
    expect(verdict(status, [['Retry-After', 'Wed, 04 Mar 2026 12:05:00 GMT']])).toMatchObject({
      retryAfter: 299,
    });
    expect(verdict(status, [['Retry-After', '999999']])).toMatchObject({ retryAfter: 86_400 });
    expect(verdict(status)).not.toHaveProperty('retryAfter');
  });

  it('a webhook that answers 410: failed for good, and the integration is disabled', () => {
    expect(verdict(410)).toEqual({
      failed: 'permanent',
      disable: true,
      reason: 'The receiver answered 410 Gone: it wants no more deliveries.',
    });
  });
});
