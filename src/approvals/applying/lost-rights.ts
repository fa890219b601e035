/**
 * Authors and approvers who were deactivated or have lost the role since: nothing is done in the name of such an author,
 * and approvals of such users do not count.
 */

import { mayReviewChanges } from '../../access/permissions.ts';
import type { Actor } from '../../access/viewer.ts';
import type { Sql } from '../../platform/postgres/db.ts';
import { query, sql } from '../../platform/postgres/query.ts';
import type { Approval, ChangeRequest } from '../change-request.ts';

type Loss = 'deactivated' | 'role';

/** The sentence that says why nothing can be done in the name of the author any more; null if it can. */
export async function authorRevokedReason(on: Sql, request: ChangeRequest): Promise<string | null> {
  const { author, projectKey } = request;
  const losses = await findLosses(on, [{ id: request.id, user: author }]);
  switch (losses.get(pairKey(request.id, author.id))) {
    case undefined:
      return null;
    case 'deactivated':
      return `Its author, ${author.name}, was deactivated.`;
    case 'role':
      return `Its author, ${author.name}, may no longer change flags of "${projectKey}".`;
  }
}

/** The approvals that still count. */
export async function validApprovals(on: Sql, request: ChangeRequest): Promise<Approval[]> {
  const [valid = []] = await validApprovalsOfAll(on, [request]);
  return valid;
}

/** The same for several change requests, in one statement. */
export async function validApprovalsOfAll(
  on: Sql,
  requests: Pick<ChangeRequest, 'id' | 'approvals'>[],
): Promise<Approval[][]> {
  const pairs = requests.flatMap(({ id, approvals }) =>
    approvals.map(({ approver }) => ({ id, user: approver })),
  );
  const losses = pairs.length > 0 ? await findLosses(on, pairs) : new Map();
  return requests.map(({ id, approvals }) =>
    approvals.filter(({ approver }) => !losses.has(pairKey(id, approver.id))),
  );
}

/** The part of a sentence that explains why fewer approvals count than there are; empty when all of them count. */
export function describeIgnoredApprovals(
  { approvals }: Pick<ChangeRequest, 'approvals'>,
  valid: Approval[],
): string {
  return valid.length < approvals.length
    ? ', not counting those of people who were deactivated or have lost the role'
    : '';
}

/**
 * By change request and user. Roles from claims of the OIDC issuer are not stored, so a user without a stored role may still
 * have one: what counts is whether a stored one was removed since the change was proposed, which is in the audit log. A
 * deactivated user has no rights at all.
 */
async function findLosses(on: Sql, pairs: { id: string; user: Actor }[]): Promise<Map<string, Loss>> {
  const { role } = mayReviewChanges;
  const { rows } = await sql<{ id: string; userId: string; loss: Loss }>`
      SELECT c.id, u.id AS user_id, CASE WHEN u.deactivated_at IS NULL THEN 'role' ELSE 'deactivated' END AS loss
      FROM unnest(${pairs.map(({ id }) => id)}::text[], ${pairs.map(({ user }) => user.id)}::text[]) AS w (id, user_id)
      JOIN change_requests c ON c.id = w.id JOIN users u ON u.id = w.user_id
      WHERE u.deactivated_at IS NOT NULL
        OR NOT u.is_owner AND NOT EXISTS (SELECT FROM memberships m
          WHERE m.user_id = u.id AND m.project_id = c.project_id AND m.role >= ${role}::"ProjectRole")
        AND EXISTS (SELECT FROM audit_entries a
          WHERE a.subject_id = u.id AND a.occurred_at >= c.created_at
            AND (a.project_id = c.project_id AND a.subject = 'ROLE' AND (a.before->>'role')::"ProjectRole" >= ${role}::"ProjectRole"
              OR a.project_id IS NULL AND a.subject = 'USER' AND a.after->>'owner' = 'false'))`.execute(
    query(on),
  );
  return new Map(rows.map(({ id, userId, loss }) => [pairKey(id, userId), loss]));
}

function pairKey(id: string, userId: string): string {
  return `${id} ${userId}`;
}
