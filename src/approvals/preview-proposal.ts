/** What a proposal would change, without making a change request of it. */

import { notFoundInProject } from '../access/not-found.ts';
import type { Viewer } from '../access/viewer.ts';
import { renderCodeLike } from '../flags/code-like/code-like.ts';
import { approvalRequired } from '../flags/guarded.ts';
import { type FlagChangePreview, previewChange } from '../flags/preview/flag-change-preview.ts';
import { targetingChange } from '../flags/targeting/plan-targeting.ts';
import { toTargetingUpdate } from '../flags/targeting/targeting-update.ts';
import type { App } from '../platform/app.ts';
import { parseInput } from '../platform/input/input.ts';
import { checkSchedule } from './applying/schedule.ts';
import { proposal } from './propose.ts';
import { reviewProposal } from './review.ts';

interface Asked {
  projectKey: string;
  flagKey: string;
  environmentKey: string;
  expectedVersion?: number | null | undefined;
}

/**
 * What updateFlagEnvironment would do, and proposeFlagChange propose. Fails with NotFoundError; whatever else is wrong with
 * the input is in the result, and a flag at another version is compared as it is.
 */
export async function previewFlagChange(app: App, viewer: Viewer, input: Asked): Promise<FlagChangePreview> {
  const now = app.now();
  const previewed = await previewChange(app, viewer, input, (flag) => {
    const asked = parseInput(proposal, input);
    checkSchedule(asked.scheduledAt, now);
    const reviewed = reviewProposal(flag, asked, { update: toTargetingUpdate(asked), ruleIds: [] });
    const author = { actor: viewer.actor, comment: asked.comment ?? null, now };
    return reviewed && targetingChange(flag, reviewed.plan, author);
  });
  const { environments, targeting } = previewed.flag;
  const environment = environments.find(({ key }) => key === input.environmentKey);
  const present = environment && targeting[environment.id];
  if (!environment || !present) throw notFoundInProject('env', input.projectKey, input.environmentKey);
  return {
    ...previewed,
    refusal: environment.requiresApproval ? approvalRequired(environment.key).message : null,
    minimumApprovals: environment.minimumApprovals,
    codeLike: renderCodeLike(present),
  };
}
