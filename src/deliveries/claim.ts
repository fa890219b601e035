/** A delivery in the hands of one worker, for as long as its lease lasts. Claims are made in line.ts. */

import type { AttemptTrigger } from '../../generated/prisma/enums.ts';
import type { DeliverableEvent } from '../integrations/event/to-outgoing-event.ts';
import type { OutboundRequest } from '../platform/egress/outbound.ts';
import type { Sql } from '../platform/postgres/db.ts';
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

/** Keeps the body of a delivery that could not be rendered before, so that all attempts from now on send the same. */
export async function keepBody(
  sql: Sql,
  { deliveryId, claim }: Claim,
  { body, headers }: OutboundRequest,
): Promise<void> {
  await sql.query(
    `UPDATE deliveries SET request_body = $3, content_type = $4
     WHERE id = $1 AND claim = $2 AND status = 'SENDING' AND request_body = ''`,
    [deliveryId, claim, body, headers['Content-Type'] ?? 'application/json'],
  );
}
