/** What the endpoints that take everything have received. Pure. */

import { isAccepted } from '#test/faults/accepted.ts';
import { countBy } from '#test/faults/count-by.ts';
import type { EndpointRequest } from '#test/faults/endpoint.ts';
import type { Facts } from '#test/faults/facts.ts';

export interface RequestCounts {
  requests: number;
  /** How many webhook-ids came once, how many twice, and so on. */
  requestsPerId: Record<string, number>;
  /** Webhook-ids that came again after they had been accepted. */
  duplicates: number;
  /** Requests that nothing in the delivery log stands for. */
  unknown: number;
  /** The longest time from an event to the last acceptance of one of its deliveries. Null: nothing was accepted. */
  longestRecoveryMs: number | null;
  /** The same of each endpoint by itself. */
  longestRecoveryMsOf: Record<string, number>;
  /** The shortest time from an answer that was no success to the next request. Null: there was none. */
  shortestRetryMs: number | null;
}

export function countRequests({ events, endpoints }: Facts, deliveries: Facts['deliveries']): RequestCounts {
  const takers = endpoints.filter(({ fails }) => fails === null);
  const requests = takers.flatMap((endpoint) => endpoint.requests);
  const byId = Map.groupBy(requests, ({ webhookId }) => webhookId);
  const occurredAt = new Map(events.map((event) => [event.id, event.occurredAt]));
  const eventOf = new Map(deliveries.map(({ id, eventId }) => [id, eventId]));
  const recoveriesOf = (own: EndpointRequest[]) =>
    own.filter(isAccepted).flatMap(({ webhookId, answeredAt }) => {
      const since = occurredAt.get(eventOf.get(webhookId) ?? '');
      return since === undefined || answeredAt === null ? [] : [answeredAt - since];
    });
  const recoveries = takers.map(
    ({ name, requests: own }) => [name, Math.max(0, ...recoveriesOf(own))] as const,
  );
  const pauses = [...byId.values()].flatMap(pausesAfterFailures);
  return {
    requests: requests.length,
    requestsPerId: countBy([...byId.values()].map(({ length }) => length)),
    duplicates: [...byId.values()].filter(cameAgain).length,
    unknown: [...byId.keys()].filter((id) => !eventOf.has(id)).length,
    longestRecoveryMs: requests.some(isAccepted) ? Math.max(...recoveries.map(([, ms]) => ms)) : null,
    longestRecoveryMsOf: Object.fromEntries(recoveries),
    shortestRetryMs: pauses.length > 0 ? Math.min(...pauses) : null,
  };
}

/** Whether one of them arrived when an earlier one had been accepted. */
function cameAgain(requests: EndpointRequest[]): boolean {
  return requests.some((request, index) =>
    requests
      .slice(0, index)
      .some((earlier) => isAccepted(earlier) && (earlier.answeredAt ?? 0) <= request.receivedAt),
  );
}

function pausesAfterFailures(requests: EndpointRequest[]): number[] {
  return requests.flatMap(({ receivedAt }, index) => {
    const before = requests[index - 1];
    const failedAt = before?.status && !isAccepted(before) ? before.answeredAt : null;
    return failedAt === null ? [] : [receivedAt - failedAt];
  });
}
