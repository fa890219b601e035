import type { Environment } from '../../../generated/prisma/client.ts';
import type { Issue } from '../../platform/errors.ts';
import type { Serve, Targeting, Variation } from '../flag.ts';
import type { TargetingByEnvironment } from './targeting.ts';

/** What would be left without its variation: a variation that an environment may serve cannot be removed. */
export function checkVariationsInUse(
  variations: Variation[],
  targeting: TargetingByEnvironment,
  environments: Environment[],
): Issue[] {
  const remaining = new Set(variations.map(({ key }) => key));
  return environments.flatMap(({ id, key: environmentKey }) => {
    const missing = [...usedBy(targeting[id])].filter((key) => !remaining.has(key));
    return missing.map((key) => ({
      path: 'variations',
      message: `"${key}" is in use in ${environmentKey}; serve something else there first (updateFlagEnvironment), then remove it`,
    }));
  });
}

function usedBy(targeting: Targeting | undefined): Set<string> {
  if (!targeting) return new Set();
  const serves = [targeting.fallthrough, ...targeting.rules.map(({ serve }) => serve)];
  return new Set([targeting.offVariation, ...serves.flatMap(keysOf)]);
}

function keysOf(serve: Serve): string[] {
  return 'variation' in serve ? [serve.variation] : serve.rollout.weights.map(({ variation }) => variation);
}
