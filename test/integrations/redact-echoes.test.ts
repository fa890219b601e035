import { describe, expect, it } from 'vitest';
import { redactEchoes } from '#src/integrations/redact-echoes.ts';

const secrets = {
  signingSecret: 'whsec_abcdefgh1234',
  headerValues: { 'X-Key': 'key-$&-5678', 'X-On': 'on' },
};

describe('what a receiver sends back', () => {
  it('does not show the secrets in it, however deep they lie', () => {
    const echo = '{"x-key":"key-$&-5678","again":"key-$&-5678","secret":"whsec_abcdefgh1234"}';
    expect(redactEchoes(echo, secrets)).toBe('{"x-key":"••••","again":"••••","secret":"••••1234"}');
  });

  it('keeps short words that are secrets only by chance', () => {
    expect(redactEchoes('on and off', secrets)).toBe('on and off');
  });
});
