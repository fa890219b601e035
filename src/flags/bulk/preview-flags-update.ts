/** What an update of several flags would do to each of them. Writes nothing. */

import { allowInProject } from '../../access/allow.ts';
import { mayReadProject } from '../../access/permissions.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { App } from '../../platform/app.ts';
import { InvalidInputError } from '../../platform/errors.ts';
import { renderCodeLike } from '../code-like/code-like.ts';
import { type FlagChangePreview, refusalOf } from '../preview/flag-change-preview.ts';
import type { Author } from '../targeting/plan-targeting.ts';
import { readStoredFlags, type StoredFlag } from '../writing/stored-flag.ts';
import { type BulkUpdate, parseBulkUpdate, planBulkChange, refuseUnapproved } from './bulk-change.ts';
import { findEnvironment } from './find-environment.ts';

/** How large the flags of one preview may be together. */
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * One for each flag that exists, in the order in which they are named. Fails with NotFoundError, and with InvalidInputError
 * for what is wrong with the update of any flag.
 */
export async function previewFlagsUpdate(
  app: App,
  viewer: Viewer,
  input: unknown,
): Promise<FlagChangePreview[]> {
  const update = parseBulkUpdate(input);
  const { projectKey, flagKeys, change } = update;
  if (!viewer.isOwner) await allowInProject(app, viewer, mayReadProject, { projectKey });
  await findEnvironment(app.database.pool, projectKey, change.enabled?.environmentKey);
  const { flags, later } = await readStoredFlags(app.database.pool, projectKey, flagKeys, MAX_BYTES);
  if (later.size > 0) throw tooLarge(later.size);
  const author = { actor: viewer.actor, comment: update.comment ?? null, now: app.now() };
  return flagKeys.flatMap((key) => {
    const flag = flags.get(key);
    return flag ? [previewOf(flag, update, author)] : [];
  });
}

function tooLarge(count: number): InvalidInputError {
  const message = `are too large to be previewed together; leave ${count} of them out, and preview these by themselves`;
  return new InvalidInputError([{ path: 'flagKeys', message }]);
}

function previewOf(flag: StoredFlag, update: BulkUpdate, author: Author): FlagChangePreview {
  const environmentKey = update.change.enabled?.environmentKey;
  const environment = flag.environments.find(({ key }) => key === environmentKey);
  const present = environment && flag.targeting[environment.id];
  const shown = {
    projectId: flag.projectId,
    flag,
    isConflict: false,
    minimumApprovals: environment?.minimumApprovals ?? null,
    codeLike: present ? renderCodeLike(present) : null,
  };
  try {
    const planned = planBulkChange(flag, update, author);
    const refusal = planned && refusalOf(() => refuseUnapproved(planned));
    return { ...shown, change: planned, issues: [], refusal };
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return { ...shown, change: null, issues: error.issues, refusal: null };
  }
}
