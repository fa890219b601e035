/** One change that is made to several flags: each of them gets the same. */

import { z } from 'zod';
import { InvalidInputError } from '../../platform/errors.ts';
import { comment, parseInput, reference, requiredText } from '../../platform/input/input.ts';
import { flagChange } from '../change-flag.ts';
import { confirmAll, confirmedBy, requireConfirmation } from '../confirmation.ts';
import { type FlagSnapshot, flagLifecycles } from '../flag.ts';
import { approvalRequired, refuseUnapprovedChange } from '../guarded.ts';
import { MAX_BULK_FLAGS, MAX_OWNER_LENGTH, MAX_TAG_LENGTH, MAX_TAGS } from '../limits.ts';
import { type Author, planTargeting, targetingChange } from '../targeting/plan-targeting.ts';
import type { StoredFlag } from '../writing/stored-flag.ts';
import type { PlannedChange } from '../writing/write-changes.ts';

const tagList = z.array(requiredText(MAX_TAG_LENGTH)).max(MAX_TAGS, `at most ${MAX_TAGS} tags`).nullish();

const bulkUpdate = z.object({
  projectKey: reference,
  flagKeys: z
    .array(reference)
    .min(1, 'must name at least one flag')
    .max(MAX_BULK_FLAGS, `at most ${MAX_BULK_FLAGS} flags at a time`)
    .transform((keys) => [...new Set(keys)]),
  change: z.object({
    enabled: z.object({ environmentKey: reference, enabled: z.boolean() }).nullish(),
    tags: z
      .object({ add: tagList, remove: tagList })
      .refine(({ add, remove }) => Boolean(add?.length || remove?.length), 'must add or remove a tag')
      .refine(
        ({ add, remove }) => !add?.some((tag) => remove?.includes(tag)),
        'adds and removes the same tag',
      )
      .nullish(),
    owner: z.object({ name: requiredText(MAX_OWNER_LENGTH).nullish() }).nullish(),
    lifecycle: z.enum(flagLifecycles).nullish(),
  }),
  comment,
  confirm: confirmAll,
});

export type BulkUpdate = z.output<typeof bulkUpdate>;

/** Fails with InvalidInputError. */
export function parseBulkUpdate(input: unknown): BulkUpdate {
  return parseInput(bulkUpdate, input);
}

/**
 * What the update makes of a flag; null when the flag is so already. Fails with InvalidInputError when the flag cannot be
 * so, and with NotFoundError when there is no such environment. Whether it needs an approval is not looked at.
 */
export function planBulkChange(flag: StoredFlag, update: BulkUpdate, author: Author): PlannedChange | null {
  const { enabled } = update.change;
  if (!enabled) return flagChange(flag, changed(flag.snapshot, update), author);
  const place = { projectKey: update.projectKey, environmentKey: enabled.environmentKey };
  const plan = planTargeting(flag, place, (targeting) => ({ ...targeting, enabled: enabled.enabled }));
  return plan && targetingChange(flag, plan, author);
}

/** Fails with ApprovalRequiredError when the change needs an approval. */
export function refuseUnapproved({ before, after, event }: PlannedChange): void {
  const environment = before.environments.find(({ id }) => id === event.environmentId);
  if (environment?.requiresApproval) throw approvalRequired(environment.key);
  if (!environment) refuseUnapprovedChange(before, after.snapshot);
}

/** The change, when nothing speaks against making it at once. Fails as the mutation on one flag would. */
export function allowedChange(flag: StoredFlag, update: BulkUpdate, author: Author): PlannedChange | null {
  const planned = planBulkChange(flag, update, author);
  if (!planned) return null;
  refuseUnapproved(planned);
  requireConfirmation(confirmedBy(planned), update.confirm);
  return planned;
}

function changed(flag: FlagSnapshot, { change }: BulkUpdate): FlagSnapshot {
  const { tags, owner, lifecycle } = change;
  return {
    ...flag,
    tags: tags ? changedTags(flag, tags) : flag.tags,
    owner: owner ? (owner.name ?? null) : flag.owner,
    lifecycle: lifecycle ?? flag.lifecycle,
  };
}

function changedTags(
  { key, tags }: FlagSnapshot,
  { add, remove }: NonNullable<BulkUpdate['change']['tags']>,
): string[] {
  const kept = tags.filter((tag) => !remove?.includes(tag));
  const after = [...new Set([...kept, ...(add ?? [])])];
  if (after.length <= MAX_TAGS) return after;
  const message = `"${key}" would have ${after.length} tags, and at most ${MAX_TAGS} are allowed; remove some first`;
  throw new InvalidInputError([{ path: 'change.tags.add', message }]);
}
