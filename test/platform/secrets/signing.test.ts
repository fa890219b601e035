import { createHmac, randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import {
  isSigningSecret,
  newSigningSecret,
  signHex,
  signStandardWebhooks,
} from '#src/platform/secrets/signing.ts';

const body = JSON.stringify({ event: 'flag.updated', flag_name: 'Neu 🚩' });

describe('a new signing secret', () => {
  it('is whsec_ and the base64 of 32 bytes', () => {
    expect(newSigningSecret((size) => Buffer.alloc(size, 1))).toBe(`whsec_${'AQEB'.repeat(10)}AQE=`);
    expect(isSigningSecret(newSigningSecret(randomBytes))).toBe(true);
  });
});

describe("a user's own signing secret", () => {
  it.each([24, 32, 33, 64])('may hold %i bytes', (size) => {
    expect(isSigningSecret(`whsec_${randomBytes(size).toString('base64')}`)).toBe(true);
  });

  it.each([
    '',
    'whsec_',
    Buffer.alloc(32).toString('base64'),
    `whsec_${Buffer.alloc(23).toString('base64')}`,
    `whsec_${Buffer.alloc(65).toString('base64')}`,
    `whsec_${Buffer.alloc(32).toString('base64').replace('=', '')}`,
    `whsec_${Buffer.alloc(32, 0xff).toString('base64url')}`,
    `whsec_ ${Buffer.alloc(32).toString('base64')}`,
    `WHSEC_${Buffer.alloc(32).toString('base64')}`,
    `whsec_${'ä'.repeat(40)}`,
  ])('%j is rejected', (text) => {
    expect(isSigningSecret(text)).toBe(false);
  });
});

describe('the hex signature', () => {
  it('is the HMAC-SHA256 test vector of RFC 4231, case 2', () => {
    expect(signHex('Jefe', 'what do ya want for nothing?')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  it('uses the text of the whole secret as key', () => {
    const secret = newSigningSecret(randomBytes);
    const byHand = createHmac('sha256', Buffer.from(secret, 'utf8')).update(Buffer.from(body)).digest('hex');
    expect(signHex(secret, body)).toBe(byHand);
  });
});

describe('the Standard Webhooks signature', () => {
  const [secret, other] = [newSigningSecret(randomBytes), newSigningSecret(randomBytes)];

  it('is verified by the standardwebhooks library with each secret that signed, and with no other', () => {
    const timestampSeconds = Math.floor(Date.now() / 1000);
    const headers = {
      'webhook-id': 'dlv_1',
      'webhook-timestamp': String(timestampSeconds),
      'webhook-signature': signStandardWebhooks({
        id: 'dlv_1',
        timestampSeconds,
        body,
        secrets: [secret, other],
      }),
    };
    expect(headers['webhook-signature']).toMatch(/^v1,[\w+/]{43}= v1,[\w+/]{43}=$/);
    expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
    expect(new Webhook(other).verify(body, headers)).toEqual(JSON.parse(body));
    expect(() => new Webhook(newSigningSecret(randomBytes)).verify(body, headers)).toThrow();
    expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow();
  });
});
