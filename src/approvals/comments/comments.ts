/**
 * Comments on change requests. They decide nothing and change no flag: they are not in the event log, and integrations are not
 * told of them.
 */

import { z } from 'zod';
import type { Actor } from '../../access/viewer.ts';
import { batched } from '../../graphql/batched.ts';
import type { Context } from '../../graphql/context.ts';
import type { App } from '../../platform/app.ts';
import { newId } from '../../platform/input/ids.ts';
import { parseInput, reference, requiredText } from '../../platform/input/input.ts';
import { MAX_COMMENT_LENGTH } from '../../platform/input/limits.ts';
import { transaction } from '../../platform/postgres/db.ts';
import { any, query } from '../../platform/postgres/query.ts';
import { conflict } from '../open-change-request.ts';
import { lockChangeRequest } from '../stored-change-request.ts';

export const MAX_COMMENTS = 100;

export interface ChangeRequestComment {
  id: string;
  author: Actor;
  text: string;
  createdAt: Date;
}

const newComment = z.object({ changeRequestId: reference, text: requiredText(MAX_COMMENT_LENGTH) });

/** Adds a comment, to closed change requests as well. Fails with NotFoundError, or with ConflictError at the limit. */
export async function commentOnChangeRequest(
  app: App,
  actor: Actor,
  input: unknown,
): Promise<{ changeRequestId: string; comment: ChangeRequestComment }> {
  const { changeRequestId, text } = parseInput(newComment, input);
  const comment = { id: newId('crc'), author: actor, text, createdAt: app.now() };
  const { projectId } = await transaction(app.database.pool, async (tx) => {
    const request = await lockChangeRequest(tx, changeRequestId);
    const known = await query(tx)
      .selectFrom('changeRequestComments')
      .select('id')
      .where('changeRequestId', '=', changeRequestId)
      .limit(MAX_COMMENTS)
      .execute();
    if (known.length >= MAX_COMMENTS)
      throw conflict(
        request,
        `Limit of ${MAX_COMMENTS} comments reached on this change request. Go on where there is more room, and put the result into the comment of the approval or the rejection.`,
      );
    await query(tx)
      .insertInto('changeRequestComments')
      .values({ ...comment, changeRequestId })
      .execute();
    return request;
  });
  app.doorbell.publish('comments', projectId);
  return { changeRequestId, comment };
}

/** The comments on a change request, oldest first. */
export const readComments = batched(
  async ({ app }: Context, changeRequestIds: string[]): Promise<ChangeRequestComment[][]> => {
    const rows = await query(app.database.pool)
      .selectFrom('changeRequestComments')
      .select(['id', 'changeRequestId', 'author', 'text', 'createdAt'])
      .where('changeRequestId', '=', any([...new Set(changeRequestIds)]))
      .orderBy('id')
      .execute();
    const byRequest = Map.groupBy(rows, ({ changeRequestId }) => changeRequestId);
    return changeRequestIds.map((id) => byRequest.get(id) ?? []);
  },
);
