/**
 * Where an environment asks for approvals, nothing else may change what is served there either: neither another value
 * for a variation, nor the end of the flag. See docs/decisions/0030-direct-changes-to-what-a-guarded-environment-serves-are-rejected.md.
 */

import { ApprovalRequiredError, ConflictError } from '../platform/errors.ts';
import type { Sql } from '../platform/postgres/db.ts';
import { query } from '../platform/postgres/query.ts';
import type { FlagSnapshot } from './flag.ts';
import { isLive, servesTheSame } from './targeting/behaviour.ts';
import type { StoredFlag } from './writing/stored-flag.ts';

/** The refusal of a direct change of what a flag does in an environment. */
export function approvalRequired(environmentKey: string): ApprovalRequiredError {
  return new ApprovalRequiredError(
    `Changes of flags in "${environmentKey}" need an approval. Send the same input to proposeFlagChange, which makes a change request of it.`,
  );
}

/** Fails with ApprovalRequiredError when the flag would serve something else in an environment that asks for approvals. */
export function refuseUnapprovedChange(flag: StoredFlag, after: FlagSnapshot): void {
  const { snapshot } = flag;
  const place = guardedPlaces(flag).find(({ targeting }) => !servesTheSame(snapshot, after, targeting));
  if (!place) return;
  const wayOut =
    snapshot.lifecycle === after.lifecycle
      ? 'Add a variation with the new value instead, and propose to serve that one with proposeFlagChange.'
      : 'Propose with proposeFlagChange to switch the flag off there; its lifecycle can be changed once that is applied.';
  throw new ApprovalRequiredError(
    `This would change what "${snapshot.key}" serves in "${place.key}", where changes need an approval. ${wayOut}`,
  );
}

/** Fails with ApprovalRequiredError when the flag is in use in an environment that asks for approvals. */
export function refuseUnapprovedDeletion(flag: StoredFlag): void {
  const place = guardedPlaces(flag).find(({ targeting }) => isLive(flag.snapshot, targeting));
  if (!place) return;
  throw new ApprovalRequiredError(
    `"${flag.snapshot.key}" is on in "${place.key}", where changes need an approval. Propose with proposeFlagChange to switch it off there; it can be deleted once that is applied.`,
  );
}

/**
 * Fails with ConflictError when there was a flag by that key: applications may still ask for it, and a new one would serve
 * them something else where that takes an approval.
 */
export async function refuseReusedKey(sql: Sql, projectId: string, flagKey: string): Promise<void> {
  const guarded = await query(sql)
    .selectFrom('environments')
    .select('key')
    .where('projectId', '=', projectId)
    .where('requiresApproval', '=', true)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('events')
          .select('id')
          .where('projectId', '=', projectId)
          .where('flagKey', '=', flagKey)
          .where('type', '=', 'FLAG_DELETED'),
      ),
    )
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (!guarded) return;
  throw new ConflictError(
    `There was a flag with the key "${flagKey}", and applications may still ask for it in "${guarded.key}", where changes need an approval; choose another key.`,
  );
}

function guardedPlaces({ environments, targeting }: StoredFlag) {
  return environments.flatMap(({ id, key, requiresApproval }) => {
    const present = targeting[id];
    return requiresApproval && present ? [{ key, targeting: present }] : [];
  });
}
