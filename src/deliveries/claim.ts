/** A delivery that one worker sends, until its lease expires. Claims are made in queue/claim-due.ts. */

import type { AttemptTrigger } from '../../generated/prisma/enums.ts';
import type { DeliverableEvent } from '../integrations/event/to-outgoing-event.ts';
import { type StoredEvent, toEvent } from './stored-event.ts';

/** Longer than an attempt can take, and short enough that the deliveries of a killed worker are retried within a minute. */
export const LEASE_MS = 30_000;

export interface Claim {
  deliveryId: string;
  /** Number of the claim: an attempt is recorded only under the newest one. */
  claim: number;
  target: string;
  trigger: AttemptTrigger;
  scheduledCount: number;
  plannedAt: Date | null;
  requestBody: string;
  contentType: string;
  integration: {
    id: string;
    provider: string;
    settings: unknown;
    secrets: string;
    enabled: boolean;
  };
  event: DeliverableEvent;
}

/** A claim as it is stored. */
export type StoredClaim = Omit<Claim, 'event'> & StoredEvent;

export function toClaim({ event, occurredAt, ...row }: StoredClaim): Claim {
  return { ...row, event: toEvent({ event, occurredAt }) };
}
