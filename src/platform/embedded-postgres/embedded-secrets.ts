import { randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { hasCode } from '../error-code.ts';
import type { EncryptionKey } from '../secrets/secrets.ts';
import { makeDataDir } from './data-dir.ts';

export interface EmbeddedSecrets {
  adminToken: string;
  encryptionKeys: EncryptionKey[];
}

/** The admin token and the encryption key of embedded mode, created at its first start and kept in `dataDir`. */
export async function loadEmbeddedSecrets(dataDir: string): Promise<EmbeddedSecrets> {
  await makeDataDir(dataDir);
  const adminToken = await keep(
    path.join(dataDir, 'admin-token'),
    () => `gogreen_${randomBytes(32).toString('base64url')}`,
  );
  const key = await keep(path.join(dataDir, 'encryption-key'), () => randomBytes(32).toString('base64'));
  return { adminToken, encryptionKeys: [{ id: 'embedded', key: Buffer.from(key, 'base64') }] };
}

/** Readable by this user only. Created atomically: what is encrypted with half a key could not be decrypted. */
async function keep(file: string, make: () => string): Promise<string> {
  const kept = await readFile(file, 'utf8').catch(ignore('ENOENT'));
  if (kept !== undefined) return kept.trim();
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, `${make()}\n`, { mode: 0o600 });
  await link(draft, file).catch(ignore('EEXIST'));
  await rm(draft);
  return (await readFile(file, 'utf8')).trim();
}

function ignore(code: string): (error: unknown) => undefined {
  return (error) => {
    if (!hasCode(error, code)) throw error;
  };
}
