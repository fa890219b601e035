/** An integration's settings and secrets, as they are stored and as its provider gets them. */

import type { Integration } from '../../generated/prisma/client.ts';
import type { SecretBox } from '../platform/secrets.ts';
import type { Configuration } from './provider.ts';
import { providerNamed } from './providers/registry.ts';

type Stored = Pick<Integration, 'id' | 'provider' | 'secrets'> & { settings: unknown };

/** Seals the secrets of an integration for its row. */
export function sealSecrets(box: SecretBox, integrationId: string, secrets: unknown): string {
  return box.seal(JSON.stringify(secrets), bindingOf(integrationId));
}

/** Opens and parses what is stored. Throws when it was sealed with a key that is no longer there. */
export function readConfiguration(box: SecretBox, stored: Stored): Configuration<unknown, unknown> {
  const provider = providerNamed(stored.provider);
  return {
    settings: provider.settings.parse(stored.settings),
    secrets: provider.secrets.parse(JSON.parse(box.open(stored.secrets, bindingOf(stored.id)))),
  };
}

function bindingOf(row: string) {
  return { table: 'integrations', column: 'secrets', row };
}
