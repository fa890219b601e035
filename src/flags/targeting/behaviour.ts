/** What a flag does in one environment, with the values that it serves: to tell whether something else changes it. */

import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { FlagSnapshot, Serve, Targeting } from '../flag.ts';

/** Whether contexts would be served other values by the one than by the other. */
export function servesTheSame(before: FlagSnapshot, after: FlagSnapshot, targeting: Targeting): boolean {
  return isDeepStrictEqual(servedBy(before, targeting), servedBy(after, targeting));
}

/** Whether a flag decides anything by rules and fallthrough: it is on, and not archived. */
export function isLive(
  { lifecycle }: Pick<FlagSnapshot, 'lifecycle'>,
  { enabled }: Pick<Targeting, 'enabled'>,
): boolean {
  return enabled && lifecycle !== 'ARCHIVED';
}

/**
 * A text that is equal for equal behaviour: rules but not their ids, what is served but not how it is called. Whether
 * the flag is archived counts, since that overrules the rest.
 */
export function fingerprintBehaviour(flag: FlagSnapshot, targeting: Targeting): string {
  const { enabled, offVariation } = targeting;
  const off = { key: offVariation, value: findValue(flag, offVariation) };
  const behaviour = { archived: flag.lifecycle === 'ARCHIVED', enabled, off, ...decisions(flag, targeting) };
  return createHash('sha256').update(JSON.stringify(behaviour)).digest('base64url');
}

function servedBy(flag: FlagSnapshot, targeting: Targeting): unknown {
  if (!isLive(flag, targeting)) return findValue(flag, targeting.offVariation);
  const { rules, fallthrough } = decisions(flag, targeting);
  return { rules: rules.map(({ clauses, serve }) => ({ clauses, serve })), fallthrough };
}

function decisions(flag: FlagSnapshot, { rules, fallthrough }: Targeting) {
  return {
    rules: rules.map(({ description, clauses, serve }) => ({
      description,
      clauses,
      serve: resolve(flag, serve),
    })),
    fallthrough: resolve(flag, fallthrough),
  };
}

function resolve(flag: FlagSnapshot, serve: Serve) {
  if ('variation' in serve) return { key: serve.variation, value: findValue(flag, serve.variation) };
  const { bucketBy, weights } = serve.rollout;
  const shares = weights.map(({ variation, weight }) => ({
    key: variation,
    weight,
    value: findValue(flag, variation),
  }));
  return { bucketBy, shares };
}

function findValue({ variations }: FlagSnapshot, key: string) {
  return variations.find((variation) => variation.key === key)?.value ?? null;
}
