import type { SealedColumn } from '../../platform/secrets/sealed-column.ts';
import { providerNamed, providers } from '../providers/registry.ts';
import { hintsOf } from './secret-hints.ts';

/** Where integrations keep their secrets. */
export const integrationSecrets = {
  table: 'integrations',
  column: 'secrets',
  beside: {
    column: 'secret_hints',
    from: 'provider',
    // A provider that this version does not know must not keep its secrets under the old key.
    make: (plainText, provider) =>
      Object.hasOwn(providers, provider) ? hintsOf(providerNamed(provider), JSON.parse(plainText)) : {},
  },
} satisfies SealedColumn;
