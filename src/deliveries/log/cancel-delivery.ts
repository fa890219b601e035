import type { Actor } from '../../access/viewer.ts';
import type { App } from '../../platform/app.ts';
import { cancelByHand } from '../states/cancel.ts';
import { ATTEMPT_UNDER_WAY, changeByHand, type LockedDelivery } from './change-by-hand.ts';

/** Cancels a pending delivery: no further attempt is made. Its job, if it has one, finds it no longer pending. */
export function cancelDelivery(app: App, actor: Actor, input: unknown): Promise<{ deliveryId: string }> {
  return changeByHand(app, actor, input, {
    action: 'CANCELLED',
    becomes: 'CANCELLED',
    conflictOf,
    change: cancelByHand,
  });
}

function conflictOf({ status }: LockedDelivery): string | null {
  if (status === 'SENDING') return ATTEMPT_UNDER_WAY;
  return status === 'PENDING' ? null : `This delivery is ${status}: no further attempt is planned.`;
}
