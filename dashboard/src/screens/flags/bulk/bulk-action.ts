/** What can be done to several flags at once, and the change of the API that it is. */

import type { FlagLifecycle, FlagsChangeInput } from '../../../gql/graphql.ts';

/** The words of the choice, and of the button that does it. */
export const ACTIONS = {
  on: ['Switch on', 'Switch on'],
  off: ['Switch off', 'Switch off'],
  tag: ['Add tags', 'Tag'],
  untag: ['Remove tags', 'Untag'],
  owner: ['Set the owner', 'Change'],
  noOwner: ['Remove the owner', 'Change'],
  ARCHIVED: ['Archive', 'Archive'],
  ACTIVE: ['Make active', 'Change'],
  STALE: ['Mark as stale', 'Change'],
  PERMANENT: ['Mark as permanent', 'Change'],
} as const satisfies Record<string, readonly [choice: string, verb: string]>;

export type BulkAction = keyof typeof ACTIONS;

export interface BulkValues {
  action: BulkAction;
  environmentKey: string;
  tags: string;
  owner: string;
}

/** Null while something is missing. */
export function toChange({ action, environmentKey, tags, owner }: BulkValues): FlagsChangeInput | null {
  switch (action) {
    case 'on':
    case 'off':
      return { enabled: { environmentKey, enabled: action === 'on' } };
    case 'tag':
    case 'untag': {
      const list = [...new Set(tags.split(/[\s,]+/).filter(Boolean))];
      if (list.length === 0) return null;
      return { tags: action === 'tag' ? { add: list } : { remove: list } };
    }
    case 'owner':
      return owner.trim() === '' ? null : { owner: { name: owner.trim() } };
    case 'noOwner':
      return { owner: { name: null } };
    default:
      return { lifecycle: action satisfies FlagLifecycle };
  }
}

/** "3 flags". */
export function countFlags(count: number): string {
  return `${count} ${count === 1 ? 'flag' : 'flags'}`;
}
