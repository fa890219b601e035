import { allowInProject } from '../../access/allow.ts';
import { notFoundInProject } from '../../access/not-found.ts';
import { mayReadProject } from '../../access/permissions.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { App } from '../../platform/app.ts';
import { InvalidInputError } from '../../platform/errors.ts';
import { newId } from '../../platform/input/ids.ts';
import { parseInput } from '../../platform/input/input.ts';
import { renderCodeLike } from '../code-like/code-like.ts';
import { approvalRequired } from '../guarded.ts';
import type { FlagChangePreview } from '../preview/flag-change-preview.ts';
import { planTargeting, targetingChange } from '../targeting/plan-targeting.ts';
import { toTargetingUpdate, updateTargeting } from '../targeting/targeting-update.ts';
import { readStoredFlag } from '../writing/stored-flag.ts';
import { stateToAskFor } from './plan-restore.ts';
import { restore } from './restore-flag.ts';

/**
 * What restoreFlag would do. Fails with NotFoundError; that the flag cannot behave so is in the result, and a flag at another
 * version is compared as it is.
 */
export async function previewFlagRestore(
  app: App,
  viewer: Viewer,
  input: unknown,
): Promise<FlagChangePreview> {
  const command = parseInput(restore, input);
  const { projectKey, flagKey, environmentKey, expectedVersion } = command;
  if (!viewer.isOwner) await allowInProject(app, viewer, mayReadProject, { projectKey });
  const flag = await readStoredFlag(app.database.pool, projectKey, flagKey);
  const environment = flag.environments.find(({ key }) => key === environmentKey);
  const present = environment && flag.targeting[environment.id];
  if (!environment || !present) throw notFoundInProject('env', projectKey, environmentKey);
  const shown = {
    projectId: flag.projectId,
    flag,
    isConflict: expectedVersion != null && expectedVersion !== flag.version,
    refusal: environment.requiresApproval ? approvalRequired(environment.key).message : null,
    minimumApprovals: environment.minimumApprovals,
    codeLike: renderCodeLike(present),
  };
  try {
    const asked = await stateToAskFor(app.database.pool, flag, command);
    const update = toTargetingUpdate(asked);
    const plan = planTargeting(flag, command, (targeting, snapshot) =>
      updateTargeting(update, targeting, snapshot, () => newId('rule')),
    );
    const author = { actor: viewer.actor, comment: command.comment ?? null, now: app.now() };
    return { ...shown, change: plan && targetingChange(flag, plan, author), issues: [] };
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return { ...shown, change: null, issues: error.issues };
  }
}
