/** Flags as GraphQL shows them: rows as Prisma reads them. */

import type { Environment, Flag } from '../../generated/prisma/client.ts';
import type { Context } from '../graphql/context.ts';
import { largeRead } from '../graphql/large-reads.ts';
import { readEnvironments } from '../projects/read-environments.ts';
import type { Targeting } from './flag.ts';
import { defaultTargeting } from './targeting/targeting.ts';

/** How a flag behaves in an environment of its project. */
export function targetingOf(flag: Flag, environmentId: string): Targeting {
  return flag.targeting[environmentId] ?? defaultTargeting(flag);
}

type LargeColumns = Pick<Flag, 'variations' | 'targeting'>;

/** A flag as lists read it, without its values and rules, which may be large. */
export type ShownFlag = Omit<Flag, keyof LargeColumns> & Partial<LargeColumns>;

const readLargeColumns = largeRead<LargeColumns>({
  name: 'read-flag-values',
  from: 'flags f ON f.id = w.key',
  columns: { variations: 'f.variations', targeting: 'f.targeting' },
});

/** The flag with its values and rules. */
export async function completeFlag(flag: ShownFlag, context: Context): Promise<Flag> {
  const { variations, targeting } = flag;
  if (variations && targeting) return { ...flag, variations, targeting };
  return { ...flag, ...(await readLargeColumns(context, flag.id)) };
}

/** A flag as a command leaves it, which knows the environments of its project already, so that they need not be read. */
export type ChangedFlag = Flag & { environments?: Environment[] };

/** The environments of the flag's project, oldest first. */
export async function environmentsOf(
  { projectId, environments }: Pick<ChangedFlag, 'projectId' | 'environments'>,
  { app }: Context,
): Promise<Environment[]> {
  return environments ?? readEnvironments(app.database.pool, projectId);
}
