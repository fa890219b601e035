/** Whether the author of a change request may still do what is about to happen in their name. */

import { mayProposeChanges } from '../accounts/permissions.ts';
import type { Sql } from '../platform/db.ts';
import type { ChangeRequest } from './change-request.ts';

interface Standing {
  isDeactivated: boolean;
  isAllowed: boolean;
  wasTaken: boolean;
}

/**
 * Why the author may not, as a sentence; null when they may. What claims of the OIDC issuer grant is not stored, so
 * whoever never had a stored right cannot have lost it here: what counts is whether one was taken since they proposed it,
 * which is in the audit log. Deactivating somebody ends whatever they had.
 */
export async function findLostRight(
  sql: Sql,
  { id, author, projectId, projectKey }: ChangeRequest,
): Promise<string | null> {
  const { rows } = await sql.query<Standing>({
    name: 'read-author-right',
    text: `SELECT u.deactivated_at IS NOT NULL AS "isDeactivated",
        u.is_owner OR EXISTS (SELECT FROM memberships m
          WHERE m.user_id = u.id AND m.project_id = $2 AND m.role >= $3::"ProjectRole") AS "isAllowed",
        EXISTS (SELECT FROM audit_entries a JOIN change_requests c ON c.id = $4
          WHERE a.subject_id = u.id AND a.occurred_at >= c.created_at
            AND (a.project_id = $2 AND a.subject = 'ROLE' AND (a.before->>'role')::"ProjectRole" >= $3::"ProjectRole"
              OR a.project_id IS NULL AND a.subject = 'USER' AND a.after->>'owner' = 'false')) AS "wasTaken"
      FROM users u WHERE u.id = $1`,
    values: [author.id, projectId, mayProposeChanges.role, id],
  });
  const [standing] = rows;
  if (!standing || standing.isDeactivated) return `Its author, ${author.name}, was deactivated.`;
  if (standing.isAllowed || !standing.wasTaken) return null;
  return `Its author, ${author.name}, may no longer change flags of "${projectKey}".`;
}
