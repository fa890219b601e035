/** Proposing a change: the command is checked and its diff computed, but it is applied only later. */

import { z } from 'zod';
import type { Actor } from '../access/viewer.ts';
import { announce } from '../events/announce.ts';
import { checkVersion } from '../flags/change-flag.ts';
import { targetingCommand } from '../flags/flag-environments.ts';
import { toTargetingUpdate } from '../flags/targeting/targeting-update.ts';
import { lockFlag } from '../flags/writing/stored-flag.ts';
import type { App } from '../platform/app.ts';
import { InvalidInputError } from '../platform/errors.ts';
import { newId } from '../platform/input/ids.ts';
import { parseInput, requiredText } from '../platform/input/input.ts';
import { countCharacters } from '../platform/input/json.ts';
import { transaction } from '../platform/postgres/db.ts';
import { addApplication, checkSchedule, schedule } from './applying/schedule.ts';
import type { ChangeRequest } from './change-request.ts';
import { appendApprovalEvent } from './events/approval-event.ts';
import type { ChangeRequestResult } from './open-change-request.ts';
import { reviewProposal } from './review.ts';
import { insertChangeRequest } from './stored-change-request.ts';

const MAX_TITLE_LENGTH = 200;
export const title = requiredText(MAX_TITLE_LENGTH);

export const proposal = z.object({ ...targetingCommand, title: title.nullish(), scheduledAt: schedule });

/** Makes a change request of what updateFlagEnvironment would do. Fails as that would, and when it would do nothing. */
export async function proposeFlagChange(
  app: App,
  actor: Actor,
  input: unknown,
): Promise<ChangeRequestResult> {
  const asked = parseInput(proposal, input);
  const now = app.now();
  checkSchedule(asked.scheduledAt, now);
  const result = await transaction(app.database.pool, async (tx) => {
    const flag = await lockFlag(tx, asked.projectKey, asked.flagKey);
    checkVersion(flag, asked.expectedVersion);
    const reviewed = reviewProposal(flag, asked, { update: toTargetingUpdate(asked), ruleIds: [] });
    if (!reviewed) throw changesNothing(asked.flagKey, asked.environmentKey);
    const { review, plan, proposal: kept } = reviewed;
    const request: ChangeRequest = {
      id: newId('cr'),
      projectId: flag.projectId,
      projectKey: asked.projectKey,
      environment: plan.environment,
      flagId: flag.id,
      flagKey: flag.snapshot.key,
      author: actor,
      title: asked.title ?? titleOf(review.changes),
      comment: asked.comment ?? null,
      state: 'PENDING',
      revision: 1,
      proposal: kept,
      review,
      flagVersion: flag.version,
      approvals: [],
      scheduledAt: asked.scheduledAt ?? null,
      bypassed: false,
      reason: null,
    };
    await insertChangeRequest(tx, request, now);
    await addApplication(tx, request);
    const { comment } = request;
    const event = await appendApprovalEvent(tx, request, { type: 'APPROVAL_REQUESTED', actor, comment, now });
    return { changeRequestId: request.id, event };
  });
  announce(app, result.event);
  return result;
}

/** The refusal of a proposal that there is nothing to review about. */
export function changesNothing(flagKey: string, environmentKey: string): InvalidInputError {
  const message = `would change nothing: "${flagKey}" behaves so in "${environmentKey}" already. Send what is to be different`;
  return new InvalidInputError([{ path: '', message }]);
}

function titleOf([first, ...others]: { summary: string }[]): string {
  const all = `${first?.summary.replace(/\.$/, '') ?? ''}${others.length > 0 ? `, and ${others.length} more` : ''}`;
  if (countCharacters(all) <= MAX_TITLE_LENGTH) return all;
  return `${[...all].slice(0, MAX_TITLE_LENGTH - 1).join('')}…`;
}
