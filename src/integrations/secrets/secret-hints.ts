/** What is shown of an integration's secrets: their names and last characters. */

import { z } from 'zod';
import { maskSecret } from '../../platform/secrets/secrets.ts';
import type { AnyProvider } from '../providers/registry.ts';

/** By field of the form. Stored beside the encrypted secrets, so that lists need no decryption. */
export type SecretHints = Record<string, string>;

export interface SecretHint {
  name: string;
  /** Null: the secrets were stored before hints existed. */
  hint: string | null;
}

/** The hints to store with these secrets. An empty text is no secret: some forms remove a secret that way. */
export function hintsOf(provider: AnyProvider, secrets: unknown): SecretHints {
  const fields = provider.secretFields?.(secrets) ?? (secrets as Record<string, unknown>);
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      typeof value === 'string' && value !== '' ? [[name, maskSecret(value)] as const] : [],
    ),
  );
}

/** The stored hints. When none are stored, the secrets that every integration of the provider has, without hints. */
export function readHints(provider: AnyProvider, stored: unknown): SecretHint[] {
  if (stored !== null) {
    return Object.entries(stored as SecretHints).map(([name, hint]) => ({ name, hint }));
  }
  return Object.entries(provider.secrets.shape)
    .filter(([, field]) => !(field instanceof z.ZodOptional))
    .map(([name]) => ({ name: provider.sentSecrets?.[name] ?? name, hint: null }));
}
