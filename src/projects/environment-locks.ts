/** Locks that commands on environments take. */

import type { Transaction } from '../platform/postgres/db.ts';

/** Waits for the changes of the project's flags that are under way; the others wait for this one. See lock_flags.sql. */
export async function lockApprovalRules(tx: Transaction, projectId: string): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('approval rules of ' || $1, 0))", [
    projectId,
  ]);
}
