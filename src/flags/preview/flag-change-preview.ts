/** What a change would do to a flag as it is now, by the same computation that makes the change. Writes nothing. */

import { allowInProject } from '../../access/allow.ts';
import { mayReadProject } from '../../access/permissions.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { App } from '../../platform/app.ts';
import { ApprovalRequiredError, InvalidInputError, type Issue } from '../../platform/errors.ts';
import { parseInput, reference } from '../../platform/input/input.ts';
import { flagChange } from '../change-flag.ts';
import { refuseUnapprovedChange } from '../guarded.ts';
import { flagUpdate, updatedFlag } from '../update-flag.ts';
import { readStoredFlag, type StoredFlag } from '../writing/stored-flag.ts';
import type { PlannedChange } from '../writing/write-changes.ts';

export interface FlagChangePreview {
  projectId: string;
  /** As it is now. */
  flag: StoredFlag;
  /** Null when nothing would change, and when there are issues. */
  change: PlannedChange | null;
  issues: Issue[];
  /** Whether the change was made for another version of the flag. */
  isConflict: boolean;
  /** The message of the ApprovalRequiredError of the direct change; null when it needs no approval. */
  refusal: string | null;
  /** What a change request for it needs; null when it cannot be proposed. */
  minimumApprovals: number | null;
  /** How the flag behaves now in the environment that the change is for; null when it is for all. */
  codeLike: string | null;
}

interface Asked {
  projectKey: string;
  flagKey: string;
  expectedVersion?: number | null | undefined;
}

/**
 * What updateFlag would do. Fails with NotFoundError; whatever else is wrong with the input is in the result, and a flag at
 * another version is compared as it is.
 */
export async function previewFlagUpdate(
  app: App,
  viewer: Viewer,
  input: Omit<Asked, 'flagKey'> & { key: string },
): Promise<FlagChangePreview> {
  const asked = { ...input, flagKey: input.key };
  const previewed = await previewChange(app, viewer, asked, (flag) => {
    const update = parseInput(flagUpdate, input);
    const author = { actor: viewer.actor, comment: update.comment ?? null, now: app.now() };
    return flagChange(flag, updatedFlag(flag, update), author);
  });
  const { flag, change } = previewed;
  const refusal = change && refusalOf(() => refuseUnapprovedChange(flag, change.after.snapshot));
  return { ...previewed, refusal, minimumApprovals: null, codeLike: null };
}

/** The parts of a preview that are the same for every change. The viewer must be able to read the project. */
export async function previewChange(
  app: App,
  viewer: Viewer,
  { projectKey, flagKey, expectedVersion }: Asked,
  plan: (flag: StoredFlag) => PlannedChange | null,
): Promise<Pick<FlagChangePreview, 'projectId' | 'flag' | 'change' | 'issues' | 'isConflict'>> {
  parseInput(reference, projectKey);
  parseInput(reference, flagKey);
  if (!viewer.isOwner) await allowInProject(app, viewer, mayReadProject, { projectKey });
  const flag = await readStoredFlag(app.database.pool, projectKey, flagKey);
  const isConflict = expectedVersion != null && expectedVersion !== flag.version;
  const found = { projectId: flag.projectId, flag, isConflict };
  try {
    return { ...found, change: plan(flag), issues: [] };
  } catch (error) {
    if (error instanceof InvalidInputError) return { ...found, change: null, issues: error.issues };
    throw error;
  }
}

/** The message of the ApprovalRequiredError that the check throws; null when it throws none. */
export function refusalOf(check: () => void): string | null {
  try {
    check();
    return null;
  } catch (error) {
    if (error instanceof ApprovalRequiredError) return error.message;
    throw error;
  }
}
