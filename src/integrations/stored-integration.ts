/** Reading, locking and writing integrations in commands. */

import { notFound } from '../access/not-found.ts';
import type { Sql, Transaction } from '../platform/postgres/db.ts';
import type { SecretBox } from '../platform/secrets/secrets.ts';
import type { Configuration } from './contract/provider.ts';
import { type AnyProvider, providerNamed } from './providers/registry.ts';
import { readForCommand, sealSecrets } from './secrets/configuration.ts';
import { hintsOf } from './secrets/secret-hints.ts';

export interface CommandIntegration {
  projectId: string;
  projectKey: string;
  provider: AnyProvider;
  /** Decrypted only when called: an integration whose secrets cannot be read can still be renamed, disabled and deleted. */
  configuration(): Configuration<unknown, unknown>;
}

/** Reads an integration and locks its row until the end of the transaction. Fails with NotFoundError. */
export function lockIntegration(tx: Transaction, box: SecretBox, id: string): Promise<CommandIntegration> {
  return read(tx, box, id, 'FOR UPDATE OF i');
}

/** Reads an integration without a lock: it may change before the transaction begins. Fails with NotFoundError. */
export function readIntegration(sql: Sql, box: SecretBox, id: string): Promise<CommandIntegration> {
  return read(sql, box, id, '');
}

async function read(
  sql: Sql,
  box: SecretBox,
  id: string,
  lock: 'FOR UPDATE OF i' | '',
): Promise<CommandIntegration> {
  const { rows } = await sql.query<{
    provider: string;
    settings: unknown;
    secrets: string;
    projectId: string;
    projectKey: string;
  }>(
    `SELECT i.provider, i.settings, i.secrets, i.project_id AS "projectId", p.key AS "projectKey"
     FROM integrations i JOIN projects p ON p.id = i.project_id
     WHERE i.id = $1 AND i.deleted_at IS NULL ${lock}`,
    [id],
  );
  const [row] = rows;
  if (!row) throw notFound('intg', id);
  const { projectId, projectKey } = row;
  const provider = providerNamed(row.provider);
  return { projectId, projectKey, provider, configuration: () => readForCommand(box, { id, ...row }) };
}

/** Writes settings, encrypted secrets and their hints. */
export async function saveConfiguration(
  sql: Sql,
  box: SecretBox,
  { id, provider }: { id: string; provider: AnyProvider },
  { settings, secrets }: Configuration<unknown, unknown>,
): Promise<void> {
  await sql.query('UPDATE integrations SET settings = $2, secrets = $3, secret_hints = $4 WHERE id = $1', [
    id,
    settings,
    sealSecrets(box, id, secrets),
    hintsOf(provider, secrets),
  ]);
}
