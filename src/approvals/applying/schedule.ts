/** When a change request is to be applied by itself. */

import { z } from 'zod';
import { InvalidInputError } from '../../platform/errors.ts';
import { addJob } from '../../platform/jobs/jobs.ts';
import type { Transaction } from '../../platform/postgres/db.ts';
import type { ChangeRequest } from '../change-request.ts';
import { applyChangeRequestJob } from './jobs.ts';

const MAX_DAYS = 365;
const DAY_MS = 24 * 3_600_000;

export const schedule = z.date().nullish();

/** Fails with InvalidInputError when the time is past, or further away than anyone would remember. */
export function checkSchedule(scheduledAt: Date | null | undefined, now: Date): void {
  if (!scheduledAt) return;
  const message =
    scheduledAt <= now
      ? `must be in the future; it is ${now.toISOString()} now`
      : scheduledAt.getTime() > now.getTime() + MAX_DAYS * DAY_MS
        ? `must be at most ${MAX_DAYS} days away`
        : null;
  if (message) throw new InvalidInputError([{ path: 'scheduledAt', message }]);
}

/** Adds the job that applies it at its time; the one for an earlier schedule is replaced. None without a time. */
export async function addApplication(
  tx: Pick<Transaction, 'query'>,
  { id, scheduledAt }: Pick<ChangeRequest, 'id' | 'scheduledAt'>,
): Promise<void> {
  if (!scheduledAt) return;
  const payload = { changeRequestId: id, scheduledAt: scheduledAt.toISOString() };
  await addJob(tx, applyChangeRequestJob, payload, { runAt: scheduledAt });
}
