/**
 * Stored secrets are never sent to another server than the one that they were entered for. Otherwise a user who may change
 * an integration, but has never seen its key, could have the key sent to a server of their own.
 */

import type { Issue } from '../../platform/errors.ts';
import type { Configuration } from '../contract/provider.ts';
import type { AnyProvider } from '../providers/registry.ts';

/**
 * The issues of a change that would send stored secrets to another server: one for each field whose secrets the change
 * does not contain. `given` is the input of the change.
 */
export function movedSecrets(
  provider: AnyProvider,
  before: Configuration<unknown, unknown>,
  after: Configuration<unknown, unknown>,
  given: unknown,
): Issue[] {
  const [from, to] = [audienceOf(provider, before), audienceOf(provider, after)];
  if (from === to) return [];
  const again = new Set(textsIn(given));
  const isKept = (secret: string) => secret !== '' && !again.has(secret);
  const stored = after.secrets as Record<string, unknown>;
  const fields = provider.sentSecrets ?? Object.fromEntries(Object.keys(stored).map((name) => [name, name]));
  return Object.entries(fields).flatMap(([name, field]) => {
    const kept = textsIn(stored[name]).filter(isKept);
    if (kept.length === 0) return [];
    return [
      {
        path: `provider.${provider.name}.${field}`,
        message: `must be sent again${namesOf(stored[name], kept)}: the stored secret was entered for ${from}, and requests would now go to ${to}`,
      },
    ];
  });
}

function audienceOf({ destinations }: AnyProvider, configuration: Configuration<unknown, unknown>): string {
  return destinations.audience?.(configuration) ?? new URL(destinations.main(configuration)).origin;
}

/** Names the secrets when the field has several: `, with the values of X-Key, X-Other`. */
function namesOf(stored: unknown, kept: string[]): string {
  if (typeof stored !== 'object' || stored === null) return '';
  const names = Object.entries(stored).flatMap(([name, value]) => (kept.includes(value) ? [name] : []));
  return `, with the values of ${names.join(', ')}`;
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
