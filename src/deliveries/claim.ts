/** A delivery in the hands of one worker, for as long as its lease lasts. claim-due.ts makes the claims. */

import type { AttemptTrigger } from '../../generated/prisma/enums.ts';
import type { DeliverableEvent } from '../integrations/event/to-outgoing-event.ts';
import { type StoredEvent, toEvent } from './stored-event.ts';

/** Longer than an attempt can take (10 s), short enough that a killed worker's deliveries go on within a minute. */
export const LEASE_MS = 30_000;

export interface Claim {
  deliveryId: string;
  /** Counts the claims: recording is refused to a worker whose claim is no longer the newest. */
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

/** A claim as it is read. */
export type StoredClaim = Omit<Claim, 'event'> & StoredEvent;

export function toClaim({ event, occurredAt, ...row }: StoredClaim): Claim {
  return { ...row, event: toEvent({ event, occurredAt }) };
}
