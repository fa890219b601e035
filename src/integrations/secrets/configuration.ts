/** An integration's settings and secrets, as they are stored and as its provider gets them. */

import type { Integration } from '../../../generated/prisma/client.ts';
import { ConflictError } from '../../platform/errors.ts';
import type { SecretBox } from '../../platform/secrets/secrets.ts';
import type { Configuration } from '../contract/provider.ts';
import { providerNamed } from '../providers/registry.ts';
import { integrationSecrets } from './sealed-secrets.ts';

type Stored = Pick<Integration, 'id' | 'provider' | 'secrets'> & { settings: unknown };

/** Encrypts the secrets of an integration for its row. */
export function sealSecrets(box: SecretBox, integrationId: string, secrets: unknown): string {
  return box.seal(JSON.stringify(secrets), bindingOf(integrationId));
}

/** The stored configuration cannot be used: its encryption key is missing, or it was altered, or another version wrote it. */
export class UnreadableConfigurationError extends Error {}

/** Decrypts and parses a stored configuration. Fails with UnreadableConfigurationError, whose message contains no secret. */
export function readConfiguration(box: SecretBox, stored: Stored): Configuration<unknown, unknown> {
  try {
    const provider = providerNamed(stored.provider);
    return {
      settings: provider.settings.parse(stored.settings),
      secrets: provider.secrets.parse(JSON.parse(box.open(stored.secrets, bindingOf(stored.id)))),
    };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UnreadableConfigurationError(
      `The settings and secrets of this integration cannot be read. ${reason}`,
      {
        cause,
      },
    );
  }
}

/** The same for a command. Fails with ConflictError, whose message says what to do. */
export function readForCommand(box: SecretBox, stored: Stored): Configuration<unknown, unknown> {
  try {
    return readConfiguration(box, stored);
  } catch (error) {
    if (!(error instanceof UnreadableConfigurationError)) throw error;
    throw new ConflictError(
      `${error.message} Put the key back into GOGREEN_ENCRYPTION_KEYS, or delete the integration and create it again.`,
    );
  }
}

function bindingOf(row: string) {
  const { table, column } = integrationSecrets;
  return { table, column, row };
}
