import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';

/** Where a sealed text belongs. Opening it anywhere else fails, so a row cannot borrow another row's secret. */
export interface SecretBinding {
  table: string;
  column: string;
  row: string;
}

export interface EncryptionKey {
  /** Travels in clear with every sealed text: letters, digits, `-` and `_`. */
  id: string;
  /** 32 bytes. */
  key: Buffer;
}

export interface SecretBox {
  /** Encrypts with the first key: `v1.<keyId>.<nonce>.<tag>.<ciphertext>`, the last three in base64url. */
  seal(plainText: string, binding: SecretBinding): string;
  /** Decrypts with the key that the text names. Throws when the key is unknown or the text was altered or moved. */
  open(sealed: string, binding: SecretBinding): string;
}

/**
 * AES-256-GCM. The first key writes, all of them read: to replace a key, put the new one in front and keep the old one
 * until nothing is sealed with it any more. Throws when a key cannot be used.
 */
export function createSecretBox(keys: readonly EncryptionKey[]): SecretBox {
  const [writer] = keys;
  if (writer === undefined) throw new Error('At least one encryption key is needed.');
  for (const key of keys) assertUsable(key);
  // Prepared once: making a key ready takes longer than opening a text with it.
  const keysById = new Map(keys.map(({ id, key }) => [id, createSecretKey(key)]));
  if (keysById.size < keys.length) throw new Error('Two encryption keys have the same id.');

  return {
    seal(plainText, binding) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, writer.key, nonce).setAAD(toAad(binding));
      const cipherText = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()]);
      const parts = [nonce, cipher.getAuthTag(), cipherText].map((part) => part.toString('base64url'));
      return [VERSION, writer.id, ...parts].join('.');
    },

    open(sealed, binding) {
      const [version, keyId = '', nonce = '', tag = '', cipherText = '', ...rest] = sealed.split('.');
      if (version !== VERSION || rest.length > 0) throw new Error('This is not a sealed secret.');
      const key = keysById.get(keyId);
      if (key === undefined) {
        throw new Error(`The secret was sealed with key "${keyId}", which is not among the encryption keys.`);
      }
      try {
        const decipher = createDecipheriv(ALGORITHM, key, Buffer.from(nonce, 'base64url'), {
          authTagLength: TAG_BYTES,
        });
        decipher.setAAD(toAad(binding)).setAuthTag(Buffer.from(tag, 'base64url'));
        return Buffer.concat([decipher.update(cipherText, 'base64url'), decipher.final()]).toString('utf8');
      } catch (cause) {
        const { table, column, row } = binding;
        throw new Error(
          `The secret in ${table}.${column} of ${row} cannot be opened: it was altered, moved from another row, or ` +
            `sealed with other bytes under the key id "${keyId}".`,
          { cause },
        );
      }
    },
  };
}

/** The id of the key that a text was sealed with; empty when it is no sealed text. */
export function keyIdOf(sealed: string): string {
  return sealed.split('.')[1] ?? '';
}

/** How a secret is shown once it is stored: `••••` and its last four characters; nothing of it below twelve characters. */
export function maskSecret(text: string): string {
  const characters = [...text];
  return characters.length < 12 ? '••••' : `••••${characters.slice(-4).join('')}`;
}

const VERSION = 'v1';
const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
/** 96 bits, the nonce length that GCM is defined for. */
const NONCE_BYTES = 12;
/** The full tag; without `authTagLength` Node would accept one shortened to 4 bytes. */
const TAG_BYTES = 16;

function assertUsable({ id, key }: EncryptionKey): void {
  if (!/^[A-Za-z0-9_-]+$/.test(id)) {
    throw new Error(`The encryption key id "${id}" may contain only letters, digits, "-" and "_".`);
  }
  if (key.length !== KEY_BYTES) {
    throw new Error(`The encryption key "${id}" has ${key.length} bytes instead of ${KEY_BYTES}.`);
  }
}

function toAad({ table, column, row }: SecretBinding): Buffer {
  return Buffer.from(JSON.stringify({ table, column, row }));
}
