/** Creating and deleting flags. */

import { z } from 'zod';
import type { Actor } from '../access/viewer.ts';
import { announce } from '../events/announce.ts';
import { appendEvent } from '../events/append.ts';
import type { LoggedEvent } from '../events/logged-event.ts';
import type { App } from '../platform/app.ts';
import { ConflictError } from '../platform/errors.ts';
import { newId } from '../platform/input/ids.ts';
import { comment, key, parseInput, reference, rejectIfAny } from '../platform/input/input.ts';
import { isUniqueViolation, transaction } from '../platform/postgres/db.ts';
import { query } from '../platform/postgres/query.ts';
import { findProjectId } from '../projects/projects.ts';
import { payloadOf } from './change-flag.ts';
import { confirmAll, deletionConfirmedBy, requireConfirmation } from './confirmation.ts';
import { type FlagSnapshot, flagKinds } from './flag.ts';
import { refuseReusedKey, refuseUnapprovedDeletion } from './guarded.ts';
import { linkMentioned } from './jira-links/linked-issues.ts';
import { checkFlagSize } from './targeting/flag-size.ts';
import { flagInput } from './update-flag.ts';
import { booleanVariations, checkVariations, toVariations } from './variation-input.ts';
import { insertFlag, lockFlag } from './writing/stored-flag.ts';
import type { FlagCommandResult } from './writing/together.ts';

const newFlag = z.object({
  projectKey: reference,
  key,
  kind: z.enum(flagKinds),
  ...flagInput,
});

/** Makes a flag, off in every environment. Fails when the key is taken. */
export async function createFlag(app: App, actor: Actor, input: unknown): Promise<FlagCommandResult> {
  const flag = parseInput(newFlag, input);
  const given = flag.variations ? toVariations(flag.variations) : null;
  const snapshot: FlagSnapshot = {
    key: flag.key,
    name: flag.name ?? flag.key,
    description: flag.description ?? null,
    kind: flag.kind,
    variations: given ?? (flag.kind === 'BOOLEAN' ? booleanVariations : []),
    tags: flag.tags ?? [],
    owner: flag.owner ?? null,
    lifecycle: 'ACTIVE',
    jiraIssues: [],
  };
  rejectIfAny(checkVariations(flag.kind, snapshot.variations));
  const payload = payloadOf(null, { flag: snapshot, targeting: null }, snapshot.name);
  checkFlagSize(null, { snapshot, targeting: {} }, payload, 'variations');

  const now = app.now();
  const projectId = await findProjectId(app.database.pool, flag.projectKey);
  const id = newId('flag');
  const made = { id, projectId, ...snapshot, targeting: {}, version: 1, createdAt: now, updatedAt: now };
  const event = await transaction(app.database.pool, async (tx) => {
    await refuseReusedKey(tx, projectId, flag.key);
    await insertFlag(tx, made).catch((error: unknown) => {
      if (!isUniqueViolation(error)) throw error;
      throw new ConflictError(`There is a flag with the key "${flag.key}" already; choose another key.`);
    });
    return appendEvent(tx, {
      projectId,
      type: 'FLAG_CREATED',
      occurredAt: now,
      environmentId: null,
      flagId: id,
      flagKey: snapshot.key,
      actor,
      comment: null,
      payload,
    });
  });
  announce(app, event);
  return { flag: made, event };
}

const flagDeletion = z.object({
  projectKey: reference,
  key: reference,
  comment,
  confirm: confirmAll,
});

/** Deletes a flag. Its events stay in the log. */
export async function deleteFlag(
  app: App,
  actor: Actor,
  input: unknown,
): Promise<{ flagKey: string; event: LoggedEvent }> {
  const deletion = parseInput(flagDeletion, input);
  const now = app.now();
  const event = await transaction(app.database.pool, async (tx) => {
    const flag = await lockFlag(tx, deletion.projectKey, deletion.key);
    refuseUnapprovedDeletion(flag);
    requireConfirmation(deletionConfirmedBy(flag), deletion.confirm);
    await query(tx).deleteFrom('flags').where('id', '=', flag.id).execute();
    return appendEvent(tx, {
      projectId: flag.projectId,
      type: 'FLAG_DELETED',
      occurredAt: now,
      environmentId: null,
      flagId: flag.id,
      flagKey: flag.snapshot.key,
      actor,
      comment: deletion.comment ?? null,
      payload: {
        ...payloadOf({ flag: flag.snapshot, targeting: null }, null, flag.snapshot.name),
        // With those that the comment names: they are to be told of it, too.
        jiraIssues: linkMentioned(flag, flag.snapshot, [deletion.comment]).jiraIssues,
      },
    });
  });
  announce(app, event);
  return { flagKey: deletion.key, event };
}
