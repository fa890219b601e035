/** What lists need of the targeting of a flag without reading it; written with it. */

import type { Serve } from '../flag.ts';
import type { TargetingByEnvironment } from '../targeting/targeting.ts';

/** The ids of the environments in which the flag is on. */
export function enabledIn(targeting: TargetingByEnvironment): string[] {
  return Object.entries(targeting).flatMap(([environmentId, { enabled }]) =>
    enabled ? [environmentId] : [],
  );
}

/** The attributes that its rules and rollouts use. */
export function attributesIn(targeting: TargetingByEnvironment): string[] {
  const used = Object.values(targeting).flatMap(({ rules, fallthrough }) => [
    ...rules.flatMap(({ clauses, serve }) => [
      ...clauses.map(({ attribute }) => attribute),
      ...bucketedBy(serve),
    ]),
    ...bucketedBy(fallthrough),
  ]);
  return [...new Set(used)];
}

function bucketedBy(serve: Serve): string[] {
  return 'rollout' in serve ? [serve.rollout.bucketBy] : [];
}
