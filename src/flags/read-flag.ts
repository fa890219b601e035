/** Flags as Prisma reads them, with their JSON columns typed. */

import type { Flag } from '../../generated/prisma/client.ts';
import type { Targeting, Variation } from './flag.ts';
import { defaultTargeting, type TargetingByEnvironment } from './targeting.ts';

/** The columns hold what the commands have checked and written: the database cannot type JSON. */
export function variationsOf(flag: Pick<Flag, 'variations'>): Variation[] {
  return flag.variations as unknown as Variation[];
}

/** How a flag behaves in an environment of its project. */
export function targetingOf(flag: Flag, environmentId: string): Targeting {
  const targeting = flag.targeting as unknown as TargetingByEnvironment;
  return targeting[environmentId] ?? defaultTargeting({ kind: flag.kind, variations: variationsOf(flag) });
}
