/** Editing a change request. It is no longer what was approved, so its approvals are discarded. */

import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { mayEditChangeRequest } from '../access/permissions.ts';
import type { Actor } from '../access/viewer.ts';
import { targetingInput } from '../flags/targeting/targeting-input.ts';
import { type TargetingUpdate, toTargetingUpdate } from '../flags/targeting/targeting-update.ts';
import type { App } from '../platform/app.ts';
import { ForbiddenError } from '../platform/errors.ts';
import { comment, parseInput, reference } from '../platform/input/input.ts';
import { addApplication, checkSchedule, schedule } from './applying/schedule.ts';
import { type ChangeRequest, type Proposal, renew } from './change-request.ts';
import { appendApprovalEvent } from './events/approval-event.ts';
import { type ChangeRequestResult, lockProposedFlag, onOpenChangeRequest } from './open-change-request.ts';
import { changesNothing, title } from './propose.ts';
import { doesTheSame, reviewProposal } from './review.ts';
import { saveChangeRequest } from './stored-change-request.ts';

export const EDITED_BY =
  'Only its author can edit a change request. Reject it with a comment that says what should be different.';

const edit = z.object({
  changeRequestId: reference,
  ...targetingInput,
  title: title.nullish(),
  comment,
  scheduledAt: schedule,
  expectedRevision: z.int().nullish(),
});

/**
 * Changes what is given and computes the diff anew, on the flag as it is now. Null takes the comment or the schedule
 * away. Nothing different to review: nothing happens.
 */
export async function updateChangeRequest(
  app: App,
  actor: Actor,
  input: unknown,
): Promise<ChangeRequestResult> {
  const asked = parseInput(edit, input);
  const now = app.now();
  checkSchedule(asked.scheduledAt, now);
  return onOpenChangeRequest(app, asked, async (tx, request) => {
    if (!mayEditChangeRequest(actor, request.author)) {
      throw new ForbiddenError(EDITED_BY);
    }
    const flag = await lockProposedFlag(tx, request);
    const environmentKey = request.environment.key;
    const edited = editProposal(request.proposal, toTargetingUpdate(asked));
    const reviewed = reviewProposal(flag, { ...request, environmentKey }, edited);
    if (!reviewed) throw changesNothing(request.flagKey, environmentKey);
    const words = {
      title: asked.title ?? request.title,
      comment: asked.comment === undefined ? request.comment : asked.comment,
      scheduledAt: asked.scheduledAt === undefined ? request.scheduledAt : asked.scheduledAt,
    };
    const isSame = doesTheSame(request.review, reviewed.review) && isDeepStrictEqual(words, wordsOf(request));
    if (isSame) return { event: null };
    const { review, proposal } = reviewed;
    const next = renew(request, { ...words, review, proposal, flagVersion: flag.version, reason: null });
    await saveChangeRequest(tx, next, now);
    await addApplication(tx, next);
    const about = { actor, comment: next.comment, now };
    return { event: await appendApprovalEvent(tx, next, { type: 'APPROVAL_REQUESTED', ...about }) };
  });
}

function wordsOf({ title: present, comment: why, scheduledAt }: ChangeRequest) {
  return { title: present, comment: why, scheduledAt };
}

function editProposal({ update, ruleIds }: Proposal, change: TargetingUpdate): Proposal {
  const edited = {
    enabled: change.enabled ?? update.enabled,
    rules: change.rules ?? update.rules,
    fallthrough: change.fallthrough ?? update.fallthrough,
    offVariation: change.offVariation ?? update.offVariation,
  };
  // Ids go by the order of the new rules: other rules get others.
  return { update: edited, ruleIds: isDeepStrictEqual(edited.rules, update.rules) ? ruleIds : [] };
}
