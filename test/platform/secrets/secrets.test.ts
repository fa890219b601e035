import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSecretBox, maskSecret } from '#src/platform/secrets/secrets.ts';

const first = { id: 'k1', key: randomBytes(32) };
const second = { id: 'k2', key: randomBytes(32) };
const binding = { table: 'integrations', column: 'secrets.signingSecret', row: 'intg_1' };

describe('sealed secrets', () => {
  const box = createSecretBox([first]);

  it.each(['whsec_abc', '', 'naïve 🚩 مرحبا'])('%j is opened as it was sealed', (text) => {
    expect(box.open(box.seal(text, binding), binding)).toBe(text);
  });

  it('contain the version and the key id, and nothing of the text', () => {
    const sealed = box.seal('a secret in plain text', binding);
    expect(sealed).toMatch(/^v1\.k1\.[\w-]{16}\.[\w-]{22}\.[\w-]+$/);
    expect(Buffer.from(sealed.split('.')[4] ?? '', 'base64url').toString()).not.toContain('secret');
  });

  it('of the same text differ', () => {
    expect(box.seal('same', binding)).not.toBe(box.seal('same', binding));
  });

  it.each([{ row: 'intg_2' }, { column: 'secrets.headerValues' }, { table: 'tokens' }])(
    'cannot be opened as if they belonged to %j',
    (elsewhere) => {
      const sealed = box.seal('secret', binding);
      expect(() => box.open(sealed, { ...binding, ...elsewhere })).toThrow(/cannot be opened.*moved/);
    },
  );

  it.each([2, 3, 4])('cannot be opened when part %i was altered', (index) => {
    const parts = box.seal('a longer secret', binding).split('.');
    const part = parts[index] ?? '';
    parts[index] = (part.startsWith('A') ? 'B' : 'A') + part.slice(1);
    expect(() => box.open(parts.join('.'), binding)).toThrow(/was altered/);
  });

  it('cannot be opened with a shortened tag', () => {
    const parts = box.seal('secret', binding).split('.');
    parts[3] = Buffer.from(parts[3] ?? '', 'base64url')
      .subarray(0, 4)
      .toString('base64url');
    expect(() => box.open(parts.join('.'), binding)).toThrow(/was altered/);
  });

  it('are sealed with the first key and opened with any key', () => {
    const sealedBefore = box.seal('secret', binding);
    const rotated = createSecretBox([second, first]);
    expect(rotated.open(sealedBefore, binding)).toBe('secret');
    expect(rotated.seal('secret', binding)).toMatch(/^v1\.k2\./);
  });

  it('that need a missing key: the error names it', () => {
    const sealed = box.seal('secret', binding);
    expect(() => createSecretBox([second]).open(sealed, binding)).toThrow('key "k1", which is not among');
  });

  it.each(['', 'plain text', 'v2.k1.a.b.c', 'v1.k1.a.b.c.d'])(
    '%j is rejected: not a sealed secret',
    (text) => {
      expect(() => box.open(text, binding)).toThrow();
    },
  );

  it.each([
    [[], 'At least one'],
    [[{ id: 'k1', key: randomBytes(16) }], '16 bytes instead of 32'],
    [[{ id: 'k.1', key: randomBytes(32) }], 'only letters, digits'],
    [[first, { ...second, id: 'k1' }], 'the same id'],
  ])('invalid keys (%#) are rejected: %s', (keys, message) => {
    expect(() => createSecretBox(keys)).toThrow(message);
  });
});

describe('a masked secret', () => {
  it('shows its last four characters', () => {
    expect(maskSecret('whsec_MfKQ9r8GKYqrTwjU')).toBe('••••TwjU');
    expect(maskSecret('a'.repeat(12))).toBe('••••aaaa');
  });

  it('with fewer than twelve characters shows none of them', () => {
    expect(maskSecret('a'.repeat(11))).toBe('••••');
    expect(maskSecret('')).toBe('••••');
  });

  it('keeps characters outside the BMP whole', () => {
    expect(maskSecret(`${'a'.repeat(12)}🚩bcd`)).toBe('••••🚩bcd');
  });
});
