import { notFound } from '../../access/not-found.ts';
import type { App } from '../../platform/app.ts';
import { type States, watchStates } from '../../platform/live/watch-states.ts';
import type { Sql } from '../../platform/postgres/db.ts';
import { query } from '../../platform/postgres/query.ts';

/** The id of the change request, each time that it has new comments, from now on. Fails with NotFoundError. */
export async function watchComments(
  { database, doorbell, log }: App,
  changeRequestId: string,
  signal: AbortSignal,
): Promise<AsyncGenerator<string, void, void>> {
  const request = await query(database.pool)
    .selectFrom('changeRequests')
    .select('projectId')
    .where('id', '=', changeRequestId)
    .executeTakeFirst();
  if (!request) throw notFound('cr', changeRequestId);
  const read = () => readState(database.pool, changeRequestId);
  const { projectId } = request;
  return watchStates({ doorbell, topic: 'comments', projectId, log, pauseMs: 0, read }, signal);
}

/** Comments are only ever added. */
async function readState(sql: Sql, changeRequestId: string): Promise<States> {
  const { count } = await query(sql)
    .selectFrom('changeRequestComments')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('changeRequestId', '=', changeRequestId)
    .executeTakeFirstOrThrow();
  return new Map([[changeRequestId, count]]);
}
