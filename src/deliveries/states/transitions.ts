/**
 * The states of a delivery and everything that moves it from one to another. The functions in this folder and the SQL
 * functions in `prisma/functions` that they call are the only code that writes these columns.
 *
 * | status    | next_attempt_at        | queued_at         | lease_until | completed_at |
 * | --------- | ---------------------- | ----------------- | ----------- | ------------ |
 * | PENDING   | planned time, or null  | while it is queued| null        | null         |
 * | SENDING   | as it was when claimed | null              | set         | null         |
 * | DELIVERED | null                   | null              | null        | set          |
 * | FAILED    | null                   | null              | null        | set          |
 * | CANCELLED | null                   | null              | null        | set          |
 *
 * A pending delivery without a planned time is one that was retried by hand or by a recovery: its trigger is MANUAL and
 * it is due at once and has a job, or is found by the reaper. One that is pending and queued has no job; the workers look at
 * its queue. Nor has one with a planned time: the workers look every second for those that have come due.
 */

import type { DeliveryStatus } from '../../../generated/prisma/enums.ts';

/** Written by every transition, by way of `entering` or of the SQL functions. */
export const STATE_COLUMNS = [
  'status',
  'next_attempt_at',
  'queued_at',
  'lease_until',
  'completed_at',
  'updated_at',
] as const;

interface Transition {
  /** Where it is made. */
  by: string;
  /** Null: the delivery is created. */
  from: readonly (DeliveryStatus | null)[];
  to: readonly DeliveryStatus[];
  /** What it writes besides STATE_COLUMNS. */
  writes: readonly string[];
}

export const TRANSITIONS = {
  /** By the fan-out, or by a replay of an event that has no delivery yet. */
  created: { by: 'create.ts, replay.ts', from: [null], to: ['PENDING'], writes: [] },
  /** Test sends are created by the process that makes the attempt. */
  testStarted: { by: 'create.ts', from: [null], to: ['SENDING'], writes: [] },
  /** Due, but held back by a limit of its integration. */
  queued: { by: 'claim_deliveries.sql', from: ['PENDING'], to: ['PENDING'], writes: [] },
  claimed: { by: 'take_deliveries.sql', from: ['PENDING'], to: ['SENDING'], writes: ['claim'] },
  /**
   * The attempt ended: success, permanent or last failure, nothing to do (skipped), or a retry is planned. Where a retry
   * would be planned and the integration is disabled, the delivery is cancelled.
   */
  attempted: {
    by: 'record-attempt.ts',
    from: ['SENDING'],
    to: ['DELIVERED', 'FAILED', 'CANCELLED', 'PENDING'],
    writes: [
      'attempt_count',
      'scheduled_count',
      'trigger',
      'priority',
      'last_response_status',
      'last_error_class',
      'last_error',
    ],
  },
  /** Claimed, but not attempted: the process stops, or a digest could not be made. */
  released: { by: 'release.ts', from: ['SENDING'], to: ['PENDING'], writes: [] },
  /** The lease expired: the worker died, or took too long. */
  requeued: { by: 'requeue.ts', from: ['SENDING'], to: ['PENDING'], writes: [] },
  /** The integration was disabled or deleted, or, before an attempt was under way, by `cancelDelivery`. */
  cancelled: { by: 'cancel.ts', from: ['PENDING', 'SENDING'], to: ['CANCELLED'], writes: [] },
  /** A planned retry stays planned, after the one by hand. */
  retriedByHand: {
    by: 'retry.ts',
    from: ['PENDING', 'FAILED', 'CANCELLED'],
    to: ['PENDING'],
    writes: ['trigger', 'priority'],
  },
  retriedByRecovery: {
    by: 'retry.ts',
    from: ['FAILED'],
    to: ['PENDING'],
    writes: ['trigger', 'priority', 'recovery_id'],
  },
  /** The schedule starts again. */
  replayed: {
    by: 'replay.ts',
    from: ['DELIVERED', 'FAILED', 'CANCELLED'],
    to: ['PENDING'],
    writes: ['trigger', 'priority', 'recovery_id', 'scheduled_count'],
  },
  /** Not attempted since the recovery asked for it: a retried one has failed again, a replayed one is cancelled. */
  recoveryCancelled: {
    by: 'cancel-recovered.ts',
    from: ['PENDING'],
    to: ['FAILED', 'CANCELLED'],
    writes: ['recovery_id'],
  },
} as const satisfies Record<string, Transition>;

export type TransitionName = keyof typeof TRANSITIONS;
