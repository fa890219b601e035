/** Changes several flags by one command. Each is changed or refused by itself, with an event of its own. */

import type { Actor } from '../../access/viewer.ts';
import type { LoggedEvent } from '../../events/logged-event.ts';
import type { App } from '../../platform/app.ts';
import { CommandError } from '../../platform/errors.ts';
import type { ChangedFlag } from '../read-flag.ts';
import { runTogether } from '../writing/together.ts';
import { allowedChange, parseBulkUpdate } from './bulk-change.ts';
import { findEnvironment } from './find-environment.ts';

/** What came of it for one flag. */
export interface UpdatedFlag {
  flagKey: string;
  /** After the change; null when it was refused. */
  flag: ChangedFlag | null;
  /** Null when nothing changed. */
  event: LoggedEvent | null;
  /** Why it was refused. */
  error: CommandError | null;
}

/**
 * Fails with InvalidInputError and with NotFoundError before anything is changed. A failure of the database in between
 * fails as a whole although some flags may have been changed: sending the same again changes only the others.
 */
export async function updateFlags(
  app: App,
  actor: Actor,
  input: unknown,
): Promise<{ results: UpdatedFlag[] }> {
  const update = parseBulkUpdate(input);
  const { projectKey, flagKeys, change } = update;
  await findEnvironment(app.database.pool, projectKey, change.enabled?.environmentKey);
  const author = { actor, comment: update.comment ?? null, now: app.now() };
  const outcomes = await Promise.allSettled(
    flagKeys.map((flagKey) =>
      runTogether(app, { projectKey, flagKey, plan: (flag) => allowedChange(flag, update, author) }),
    ),
  );
  const results = outcomes.map((outcome, index): UpdatedFlag => {
    const flagKey = flagKeys[index] as string;
    if (outcome.status === 'fulfilled') return { flagKey, ...outcome.value, error: null };
    const error: unknown = outcome.reason;
    if (error instanceof CommandError) return { flagKey, flag: null, event: null, error };
    throw error;
  });
  return { results };
}
