/** A delivery that one worker sends, until its lease expires. Claims are made in queue/claim-due.ts. */

import type { AttemptTrigger } from '../../generated/prisma/enums.ts';
import type { RequestBody } from '../integrations/contract/provider.ts';
import type { StoredEvent } from '../integrations/event/to-outgoing-event.ts';

/** Longer than an attempt can take, and short enough that the deliveries of a killed worker are retried within a minute. */
export const LEASE_MS = 30_000;

export interface Claim {
  deliveryId: string;
  /** Number of the claim: an attempt is recorded only under the newest one. */
  claim: number;
  target: string;
  trigger: AttemptTrigger;
  scheduledCount: number;
  /** The planned time of its next attempt, if this one is made before it or by hand. */
  plannedAt: Date | null;
  /** Null for conversations, and while the event could not be rendered. A large one is read when its request is built. */
  body: RequestBody | 'large' | null;
  integration: {
    id: string;
    provider: string;
    settings: unknown;
    secrets: string;
    enabled: boolean;
  };
  event: ClaimedEvent;
}

/** What every attempt needs of its event. The rest may be large, and is read where a body is made (stored-event.ts). */
export type ClaimedEvent = Pick<StoredEvent, 'id' | 'sequence' | 'type' | 'occurredAt' | 'actor' | 'project'>;

/** A claim as it is stored. */
export interface ClaimRow extends Omit<Claim, 'event' | 'body'> {
  event: Omit<ClaimedEvent, 'occurredAt'> & { occurredAt: string };
  requestBody: string | null;
  isLarge: boolean;
  contentType: string | null;
}

export function toClaim({ event, requestBody, contentType, isLarge, ...row }: ClaimRow): Claim {
  const body = isLarge
    ? 'large'
    : requestBody === null || contentType === null
      ? null
      : { body: requestBody, contentType };
  return { ...row, body, event: { ...event, occurredAt: new Date(event.occurredAt) } };
}
