/**
 * SQL for the SET clause of a transition: all columns that depend on the state, so that none can be forgotten. The
 * arguments are SQL as well. See transitions.ts.
 */
export const entering = {
  /** Without `nextAttemptAt` the planned time, if any, stays. */
  pending: ({ nextAttemptAt = 'next_attempt_at' } = {}) =>
    `status = 'PENDING', next_attempt_at = ${nextAttemptAt}, queued_at = NULL, lease_until = NULL, completed_at = NULL,
       updated_at = clock_timestamp()`,

  /** Pending, and queued at once: no job is needed. */
  queued: ({ now }: { now: string }) =>
    `status = 'PENDING', next_attempt_at = ${now}, queued_at = ${now}, lease_until = NULL, completed_at = NULL,
       updated_at = clock_timestamp()`,

  /** Delivered, failed or cancelled. */
  final: ({ status, completedAt }: { status: string; completedAt: string }) =>
    `status = ${status}, next_attempt_at = NULL, queued_at = NULL, lease_until = NULL, completed_at = ${completedAt},
       updated_at = clock_timestamp()`,

  /** Pending if `status` turns out to be 'PENDING', else final. */
  either: ({
    status,
    nextAttemptAt,
    completedAt,
  }: Record<'status' | 'nextAttemptAt' | 'completedAt', string>) =>
    `status = ${status}::"DeliveryStatus", queued_at = NULL, lease_until = NULL, updated_at = clock_timestamp(),
       next_attempt_at = CASE WHEN ${status} = 'PENDING' THEN ${nextAttemptAt} END,
       completed_at = CASE WHEN ${status} = 'PENDING' THEN NULL ELSE ${completedAt} END`,
};
