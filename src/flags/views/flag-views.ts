/** Views of the flag list that users have saved: each has its own, in each project. */

import { z } from 'zod';
import type { Actor } from '../../access/viewer.ts';
import type { App } from '../../platform/app.ts';
import { InvalidInputError } from '../../platform/errors.ts';
import { newId } from '../../platform/input/ids.ts';
import { parseInput, reference, requiredText, text } from '../../platform/input/input.ts';
import { MAX_NAME_LENGTH } from '../../platform/input/limits.ts';
import { transaction } from '../../platform/postgres/db.ts';
import { query } from '../../platform/postgres/query.ts';
import { findProjectId } from '../../projects/projects.ts';
import { MAX_VIEW_LENGTH, MAX_VIEWS } from '../limits.ts';

export interface FlagView {
  id: string;
  projectId: string;
  name: string;
  search: string;
  createdAt: Date;
}

const columns = ['id', 'projectId', 'name', 'search', 'createdAt'] as const;

/** Those of the user in the project, by name. */
export function viewsOf({ database }: App, userId: string, projectId: string): Promise<FlagView[]> {
  return query(database.pool)
    .selectFrom('flagViews')
    .select(columns)
    .where('userId', '=', userId)
    .where('projectId', '=', projectId)
    .orderBy('name')
    .execute();
}

const savedView = z.object({
  projectKey: reference,
  name: requiredText(MAX_NAME_LENGTH).transform((value) => value.trim()),
  search: text(MAX_VIEW_LENGTH).refine((value) => !/^[?#]/.test(value), 'must be without the ? in front'),
});

/** Saves a view by its name; one of the same name is replaced. Fails with InvalidInputError when there are too many. */
export async function saveFlagView(app: App, actor: Actor, input: unknown): Promise<{ view: FlagView }> {
  const { projectKey, name, search } = parseInput(savedView, input);
  const projectId = await findProjectId(app.database.pool, projectKey);
  const owner = { userId: actor.id, projectId };
  const view = await transaction(app.database.pool, async (tx) => {
    // One after the other, so that together they do not save more than there may be.
    await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('flag views of ' || $1, 0))", [actor.id]);
    const saved = await query(tx)
      .insertInto('flagViews')
      .values({ id: newId('view'), ...owner, name, search, createdAt: app.now() })
      .onConflict((conflict) => conflict.columns(['userId', 'projectId', 'name']).doUpdateSet({ search }))
      .returning(columns)
      .executeTakeFirstOrThrow();
    const { count } = await query(tx)
      .selectFrom('flagViews')
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .where('userId', '=', owner.userId)
      .where('projectId', '=', projectId)
      .executeTakeFirstOrThrow();
    if (Number(count) > MAX_VIEWS) throw tooMany();
    return saved;
  });
  return { view };
}

function tooMany(): InvalidInputError {
  const message = `you have ${MAX_VIEWS} saved views in this project, which is the most; delete one with deleteFlagView first`;
  return new InvalidInputError([{ path: 'name', message }]);
}

const viewDeletion = z.object({ projectKey: reference, name: text(MAX_NAME_LENGTH) });

/** Deletes a view of the user; one that is not there is no fault. */
export async function deleteFlagView(app: App, actor: Actor, input: unknown): Promise<{ name: string }> {
  const { projectKey, name } = parseInput(viewDeletion, input);
  const projectId = await findProjectId(app.database.pool, projectKey);
  await query(app.database.pool)
    .deleteFrom('flagViews')
    .where('projectId', '=', projectId)
    .where('userId', '=', actor.id)
    .where('name', '=', name.trim())
    .execute();
  return { name };
}
