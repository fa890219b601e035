/** What is shown of an integration's secrets: which there are, and how they end. */

import { z } from 'zod';
import { maskSecret } from '../../platform/secrets/secrets.ts';
import type { AnyProvider } from '../providers/registry.ts';

/** By the field of the form that the secret is given in. Stored beside the sealed secrets, so that lists decrypt nothing. */
export type SecretHints = Record<string, string>;

export interface SecretHint {
  name: string;
  /** Null: the secrets were sealed before hints were kept. */
  hint: string | null;
}

/** The hints to store with these secrets. What is empty is none: some forms take a secret away that way. */
export function hintsOf(provider: AnyProvider, secrets: unknown): SecretHints {
  const fields = provider.secretFields?.(secrets) ?? (secrets as Record<string, unknown>);
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      typeof value === 'string' && value !== '' ? [[name, maskSecret(value)] as const] : [],
    ),
  );
}

/** The hints as they are stored. Where none are, what every integration of the kind has is named without a hint. */
export function readHints(provider: AnyProvider, stored: unknown): SecretHint[] {
  if (stored !== null) {
    return Object.entries(stored as SecretHints).map(([name, hint]) => ({ name, hint }));
  }
  return Object.entries(provider.secrets.shape)
    .filter(([, field]) => !(field instanceof z.ZodOptional))
    .map(([name]) => ({ name: provider.sentSecrets?.[name] ?? name, hint: null }));
}
