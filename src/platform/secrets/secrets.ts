import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';

/** Where a sealed text is stored. Opening it for another place fails, so that secrets cannot be copied between rows. */
export interface SecretBinding {
  table: string;
  column: string;
  row: string;
}

export interface EncryptionKey {
  /** Part of every sealed text, in the clear: letters, digits, `-` and `_`. */
  id: string;
  /** 32 bytes. */
  key: Buffer;
}

export interface SecretBox {
  /** Encrypts with the first key: `v1.<keyId>.<nonce>.<tag>.<ciphertext>`, the last three in base64url. */
  seal(plainText: string, binding: SecretBinding): string;
  /** Decrypts with the key that the text names. Fails when the key is unknown, or the text was altered or moved. */
  open(sealed: string, binding: SecretBinding): string;
}

/** AES-256-GCM. The first key encrypts, all of them decrypt. Throws when a key cannot be used. */
export function createSecretBox(keys: readonly EncryptionKey[]): SecretBox {
  const [writer] = keys;
  if (writer === undefined) throw new Error('At least one encryption key is required.');
  for (const key of keys) assertUsable(key);
  // Created once: creating a key object takes longer than decrypting a text with it.
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

/** The id of the key that a text was sealed with; empty if the text is not sealed. */
export function keyIdOf(sealed: string): string {
  return sealed.split('.')[1] ?? '';
}

/** What is shown of a stored secret: `••••` and its last four characters; only `••••` if it has fewer than twelve. */
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
