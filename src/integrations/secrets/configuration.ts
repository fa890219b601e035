/** An integration's settings and secrets, as they are stored and as its provider gets them. */

import type { Integration } from '../../../generated/prisma/client.ts';
import { ConflictError } from '../../platform/errors.ts';
import type { SecretBox } from '../../platform/secrets/secrets.ts';
import type { Configuration } from '../contract/provider.ts';
import { providerNamed } from '../providers/registry.ts';
import { integrationSecrets } from './sealed-secrets.ts';

type Stored = Pick<Integration, 'id' | 'provider' | 'secrets'> & { settings: unknown };

/** Seals the secrets of an integration for its row. */
export function sealSecrets(box: SecretBox, integrationId: string, secrets: unknown): string {
  return box.seal(JSON.stringify(secrets), bindingOf(integrationId));
}

/** What is stored cannot be used: it was sealed with a key that is not there, or altered, or is of another version. */
export class UnreadableConfigurationError extends Error {}

/** Opens and parses what is stored. Fails with UnreadableConfigurationError, whose message has nothing secret in it. */
export function readConfiguration(box: SecretBox, stored: Stored): Configuration<unknown, unknown> {
  try {
    const provider = providerNamed(stored.provider);
    return {
      settings: provider.settings.parse(stored.settings),
      secrets: provider.secrets.parse(JSON.parse(box.open(stored.secrets, bindingOf(stored.id)))),
    };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UnreadableConfigurationError(`What this integration is set to cannot be read. ${reason}`, {
      cause,
    });
  }
}

/** The same for a command, whose caller is told what to do. */
export function readForCommand(box: SecretBox, stored: Stored): Configuration<unknown, unknown> {
  try {
    return readConfiguration(box, stored);
  } catch (error) {
    if (!(error instanceof UnreadableConfigurationError)) throw error;
    throw new ConflictError(
      `${error.message} Put the key back into GOGREEN_ENCRYPTION_KEYS, or delete the integration and make it anew.`,
    );
  }
}

function bindingOf(row: string) {
  const { table, column } = integrationSecrets;
  return { table, column, row };
}
