/** Change requests in the database, as commands lock and write them. GraphQL reads them through Prisma. */

import { notFound } from '../access/not-found.ts';
import type { Transaction } from '../platform/postgres/db.ts';
import { jsonBuildObject, query } from '../platform/postgres/query.ts';
import { type ChangeRequest, isOpen } from './change-request.ts';

/**
 * Reads a change request and locks its row until the end of the transaction; undefined when there is none. Whoever needs
 * the flag as well locks that one after it.
 */
export function findChangeRequest(tx: Transaction, id: string): Promise<ChangeRequest | undefined> {
  return query(tx)
    .selectFrom('changeRequests as request')
    .innerJoin('projects as project', 'project.id', 'request.projectId')
    .innerJoin('environments as environment', 'environment.id', 'request.environmentId')
    .select([
      'request.id',
      'request.projectId',
      'project.key as projectKey',
      'request.flagId',
      'request.flagKey',
      'request.title',
      'request.comment',
      'request.author',
      'request.state',
      'request.revision',
      'request.proposal',
      'request.review',
      'request.flagVersion',
      'request.approvals',
      'request.scheduledAt',
      'request.bypassed',
      'request.reason',
    ])
    .select(({ ref }) =>
      jsonBuildObject({
        id: ref('environment.id'),
        key: ref('environment.key'),
        minimumApprovals: ref('environment.minimumApprovals'),
        confirmChanges: ref('environment.confirmChanges'),
      }).as('environment'),
    )
    .where('request.id', '=', id)
    .forUpdate('request')
    .executeTakeFirst();
}

/** The same; fails with NotFoundError. */
export async function lockChangeRequest(tx: Transaction, id: string): Promise<ChangeRequest> {
  const request = await findChangeRequest(tx, id);
  if (request) return request;
  throw notFound('cr', id);
}

export async function insertChangeRequest(tx: Transaction, request: ChangeRequest, now: Date): Promise<void> {
  const { id, projectId, environment, flagId, flagKey, title, comment, author } = request;
  const { proposal, review, flagVersion, scheduledAt } = request;
  await query(tx)
    .insertInto('changeRequests')
    .values({
      id,
      projectId,
      environmentId: environment.id,
      flagId,
      flagKey,
      title,
      comment,
      author,
      proposal,
      review,
      flagVersion,
      scheduledAt,
      createdAt: now,
      updatedAt: now,
    })
    .execute();
}

/** Writes all that can change about it. */
export async function saveChangeRequest(tx: Transaction, request: ChangeRequest, now: Date): Promise<void> {
  const { title, comment, state, revision, proposal, review, flagVersion, approvals } = request;
  const { scheduledAt, bypassed, reason } = request;
  await query(tx)
    .updateTable('changeRequests')
    .set({
      title,
      comment,
      state,
      revision,
      proposal,
      review,
      flagVersion,
      approvals: JSON.stringify(approvals),
      scheduledAt,
      bypassed,
      reason,
      updatedAt: now,
      closedAt: isOpen(request) ? null : now,
    })
    .where('id', '=', request.id)
    .execute();
}
