/** Which conditions the server looks at, and which are looked at here, because they change with each attempt. Pure. */

import type { DeliveryFilter } from '../../../gql/graphql.ts';
import type { Row } from './delivery-list.ts';

/**
 * The conditions that a delivery meets or does not meet for ever. What is shown is to change in place when it meets the others
 * no longer, and the server would not tell of that.
 */
export function lastingConditions(filter: DeliveryFilter | null): DeliveryFilter | null {
  if (filter === null) return null;
  const { statuses, errorClasses, responseStatuses, isWaiting, recoveryId, text, ...lasting } = filter;
  return Object.keys(lasting).length > 0 ? lasting : null;
}

/** Whether a delivery that meets the lasting conditions meets the others now. */
export function matches(row: Row, filter: DeliveryFilter | null): boolean {
  if (filter === null) return true;
  const { statuses, errorClasses, responseStatuses, isWaiting, recoveryId, text } = filter;
  const { error, response } = row.lastAttempt ?? {};
  const status = response?.status ?? 0;
  return (
    (!statuses || statuses.includes(row.status)) &&
    (!errorClasses || (error != null && errorClasses.includes(error.class))) &&
    (!responseStatuses || (status >= responseStatuses.from && status <= responseStatuses.to)) &&
    (isWaiting == null || isWaiting === (row.status === 'PENDING' && row.queuedAt !== null)) &&
    (!recoveryId || row.recovery?.id === recoveryId) &&
    (!text || contains(row, text.toLowerCase()))
  );
}

function contains({ event, integration, lastAttempt }: Row, text: string): boolean {
  const texts = [
    'flagKey' in event ? event.flagKey : '',
    integration.name,
    lastAttempt?.error?.message ?? '',
  ];
  return texts.some((each) => each.toLowerCase().includes(text));
}
