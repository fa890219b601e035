import type { SealedColumn } from '../../platform/secrets/sealed-column.ts';
import { providerNamed, providers } from '../providers/registry.ts';
import { hintsOf } from './secret-hints.ts';

/** The column with the encrypted secrets of integrations, and the hints beside it. */
export const integrationSecrets = {
  table: 'integrations',
  column: 'secrets',
  beside: {
    column: 'secret_hints',
    from: 'provider',
    // Secrets of a provider that this version does not know are encrypted with the new key too.
    make: (plainText, provider) =>
      Object.hasOwn(providers, provider) ? hintsOf(providerNamed(provider), JSON.parse(plainText)) : {},
  },
} satisfies SealedColumn;
