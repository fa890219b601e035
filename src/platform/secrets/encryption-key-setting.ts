import { issue, setting } from '../input/setting.ts';
import type { EncryptionKey } from './secrets.ts';

const hint = 'Make a key with: echo "k1:$(openssl rand -base64 32)"';

/** The first key encrypts, all of them decrypt. Empty only in embedded mode, which makes its own. */
export const encryptionKeysSetting = setting({
  env: 'GOGREEN_ENCRYPTION_KEYS',
  default: '',
  unset: 'required; in embedded mode generated and stored in `DATA_DIR`',
  requiredWith: ['DATABASE_URL'],
  hint,
  summary: 'Keys that encrypt the secrets of integrations: `id:key,id:key`',
  details:
    'A key is 32 bytes as base64 or hex. The first one encrypts, all of them decrypt. To replace a key, put the new one in front, run `npm run rotate-keys`, then remove the old one (see docs/security.md).',
  parse: (text) =>
    parseKeys(text) ??
    issue(
      `is not a list of id:key,id:key with different ids (letters, digits, - and _) and keys of 32 bytes as base64 or hex. ${hint}`,
    ),
});

function parseKeys(text: string): EncryptionKey[] | undefined {
  if (text === '') return [];
  const keys = text.split(',').map((entry) => {
    const [, id = '', encoded = ''] = /^\s*([\w-]+):([\w+/=-]+)\s*$/.exec(entry) ?? [];
    const encoding = /^[0-9a-f]{64}$/i.test(encoded) ? 'hex' : 'base64';
    return { id, key: Buffer.from(encoded, encoding) };
  });
  const areUsable = keys.every(({ id, key }) => id !== '' && key.length === 32);
  return areUsable && new Set(keys.map(({ id }) => id)).size === keys.length ? keys : undefined;
}
