/** Change requests in the database, as commands lock and write them. GraphQL reads them through Prisma. */

import { notFound } from '../access/not-found.ts';
import type { Transaction } from '../platform/postgres/db.ts';
import { type ChangeRequest, isOpen } from './change-request.ts';

/**
 * Reads a change request and locks its row until the end of the transaction; null when there is none. Whoever needs the
 * flag as well locks that one after it.
 */
export async function findChangeRequest(tx: Transaction, id: string): Promise<ChangeRequest | null> {
  const { rows } = await tx.query<ChangeRequest>({
    name: 'lock-change-request',
    text: `SELECT c.id, c.project_id AS "projectId", p.key AS "projectKey",
        json_build_object('id', n.id, 'key', n.key, 'minimumApprovals', n.minimum_approvals) AS environment,
        c.flag_id AS "flagId", c.flag_key AS "flagKey", c.title, c.comment, c.author, c.state, c.revision, c.proposal,
        c.review, c.flag_version AS "flagVersion", c.approvals, c.scheduled_at AS "scheduledAt", c.bypassed, c.reason
      FROM change_requests c JOIN projects p ON p.id = c.project_id JOIN environments n ON n.id = c.environment_id
      WHERE c.id = $1 FOR UPDATE OF c`,
    values: [id],
  });
  return rows[0] ?? null;
}

/** The same; fails with NotFoundError. */
export async function lockChangeRequest(tx: Transaction, id: string): Promise<ChangeRequest> {
  const request = await findChangeRequest(tx, id);
  if (request) return request;
  throw notFound('cr', id);
}

export async function insertChangeRequest(tx: Transaction, request: ChangeRequest, now: Date): Promise<void> {
  await tx.query({
    name: 'insert-change-request',
    text: `INSERT INTO change_requests (id, project_id, environment_id, flag_id, flag_key, title, comment, author, proposal,
        review, flag_version, scheduled_at, created_at, updated_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)`,
    values: [
      request.id,
      request.projectId,
      request.environment.id,
      request.flagId,
      request.flagKey,
      request.title,
      request.comment,
      request.author,
      request.proposal,
      request.review,
      request.flagVersion,
      request.scheduledAt,
      now,
    ],
  });
}

/** Writes all that can change about it. */
export async function saveChangeRequest(tx: Transaction, request: ChangeRequest, now: Date): Promise<void> {
  await tx.query({
    name: 'save-change-request',
    text: `UPDATE change_requests SET title = $2, comment = $3, state = $4::"ChangeRequestState", revision = $5,
        proposal = $6, review = $7, flag_version = $8, approvals = $9, scheduled_at = $10, bypassed = $11, reason = $12,
        updated_at = $13, closed_at = $14
      WHERE id = $1`,
    values: [
      request.id,
      request.title,
      request.comment,
      request.state,
      request.revision,
      request.proposal,
      // A list would be taken for one of Postgres's own.
      request.review,
      request.flagVersion,
      JSON.stringify(request.approvals),
      request.scheduledAt,
      request.bypassed,
      request.reason,
      now,
      isOpen(request) ? null : now,
    ],
  });
}
