/** Every job of GoGreen with its payload. Jobs carry ids, never snapshots: what they work on is read when they run. */

import type { Sql } from '../postgres/db.ts';

export interface Jobs {
  /** Makes one delivery for each integration that an event matches. */
  'fan-out': { eventId: string };
  /** Makes the next attempt of a delivery. */
  deliver: { deliveryId: string };
  /** Cancels what still waits for an integration that was disabled or deleted. */
  'cancel-deliveries': { integrationId: string };
  /** Asks for the next deliveries of a recovery again, and adds itself anew until there are none left. */
  recover: { recoveryId: string };
  /**
   * Disables an integration and appends the event that says so: because its receiver is gone, for the reason given, or,
   * where that is null, if it has only failed for days.
   */
  'disable-integration': { integrationId: string; goneBecause: string | null };
  /** Deletes the deliveries that RETENTION_DAYS no longer keeps. */
  prune: object;
  /** Applies a change request at its time, unless that was changed meanwhile. */
  'apply-change-request': { changeRequestId: string; scheduledAt: string };
  /** Does what a webhook of Jira asks for. */
  'receive-jira-webhook': { jiraWebhookId: string };
}

export type JobName = keyof Jobs;

interface JobOptions {
  /** Another job under the same key is replaced, or superseded when it is running. */
  key: string;
  runAt?: Date;
  /** Jobs of smaller numbers are run first; 0 without it. */
  priority?: number;
}

/** Adds a job inside the given transaction: it exists when, and only when, that transaction commits. */
export async function addJob<Name extends JobName>(
  sql: Sql,
  name: Name,
  payload: Jobs[Name],
  { key, runAt, priority }: JobOptions,
): Promise<void> {
  await sql.query({
    name: 'add-job',
    text: 'SELECT schedule_job($1, $2::json, $3, $4, $5)',
    values: [name, JSON.stringify(payload), key, runAt ?? null, priority ?? null],
  });
}

/** The key of a job that works on one row: at most one such job waits at a time. */
export function jobKey(name: JobName, id: string): string {
  return `${name}:${id}`;
}
