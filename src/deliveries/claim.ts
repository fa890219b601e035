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
  /** Time of the planned attempt that this one comes before: by hand, or along with a newer message. */
  plannedAt: Date | null;
  /** Null for conversations, and while the event could not be rendered. A large one is read when its request is built. */
  body: RequestBody | LargeBody | null;
  integration: {
    id: string;
    provider: string;
    settings: unknown;
    secrets: string;
    enabled: boolean;
  };
  event: ClaimedEvent;
}

/** A body that was left where it is stored. */
export interface LargeBody {
  bytes: number;
}

/** Whether it was claimed only to be sent along with a newer message, before its time. */
export function isEarly({ trigger, plannedAt }: Claim): boolean {
  return trigger === 'RETRY' && plannedAt !== null;
}

/** What every attempt needs of its event. The rest may be large, and is read where a body is made (stored-event.ts). */
export type ClaimedEvent = Pick<StoredEvent, 'id' | 'sequence' | 'type' | 'occurredAt' | 'actor' | 'project'>;

/** A claim as it is stored. */
export interface ClaimRow extends Omit<Claim, 'event' | 'body'> {
  event: Omit<ClaimedEvent, 'occurredAt'> & { occurredAt: string };
  /** Null also when it is large. */
  requestBody: string | null;
  bodyBytes: number | null;
  contentType: string | null;
}

export function toClaim({ event, requestBody, bodyBytes, contentType, ...row }: ClaimRow): Claim {
  const { deliveryId, claim, target, trigger, scheduledCount, plannedAt, integration } = row;
  const read =
    requestBody === null ? { bytes: bodyBytes ?? 0 } : { body: requestBody, contentType: contentType ?? '' };
  const body = contentType === null ? null : read;
  return {
    deliveryId,
    claim,
    target,
    trigger,
    scheduledCount,
    plannedAt,
    integration,
    body,
    event: { ...event, occurredAt: new Date(event.occurredAt) },
  };
}
