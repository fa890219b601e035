/** The books of a scenario: what its facts come to. Pure. */

import { isAccepted } from '#test/faults/accepted.ts';
import { countBy } from '#test/faults/count-by.ts';
import { checkEndpoints, type EndpointTrouble } from '#test/faults/endpoint-trouble.ts';
import type { Facts } from '#test/faults/facts.ts';
import type { Exit } from '#test/faults/member.ts';
import { countRequests, type RequestCounts } from '#test/faults/request-counts.ts';

export interface Books extends RequestCounts {
  intended: number;
  events: number;
  /** Sequences that no event has, or that several have. */
  sequenceFaults: number;
  failedRequests: number;
  /** How many deliveries are in each status. */
  deliveries: Record<string, number>;
  lost: Lost;
  /** Deliveries whose attempts do not add up: some missing, or one recorded after a success. */
  miscounted: number;
  subscribers: SubscriberBooks[];
  misbehaving: EndpointTrouble[];
  exits: Exit[];
  peakMemoryMiB: number | null;
}

export interface Lost {
  /** Events that an endpoint has no delivery of. */
  withoutDelivery: number;
  /** Deliveries to an endpoint which takes them that were not made. */
  notDelivered: number;
  /** Deliveries that count as made though the endpoint never accepted one. */
  neverAccepted: number;
}

export interface SubscriberBooks {
  name: string;
  seen: number;
  /** Events that did not come. */
  missing: number;
  /** Events that came again, or after a later one. */
  outOfOrder: number;
  resumed: number;
}

export function closeBooks(facts: Facts): Books {
  const { events, deliveries, endpoints, intended, failedRequests, exits, peakMemoryMiB } = facts;
  const takers = new Set(endpoints.filter(({ fails }) => fails === null).map(({ name }) => name));
  const toTakers = deliveries.filter(({ endpoint }) => takers.has(endpoint));
  const accepted = new Set(
    endpoints.flatMap(({ requests }) => requests.filter(isAccepted).map(({ webhookId }) => webhookId)),
  );
  const made = new Set(deliveries.map(({ eventId, endpoint }) => `${eventId} ${endpoint}`));
  return {
    intended,
    failedRequests,
    exits,
    peakMemoryMiB,
    events: events.length,
    sequenceFaults: events.filter(({ sequence }, index) => sequence !== index + 1).length,
    deliveries: countBy(deliveries.map(({ status }) => status)),
    lost: {
      withoutDelivery: events
        .flatMap(({ id }) => endpoints.map(({ name }) => `${id} ${name}`))
        .filter((pair) => !made.has(pair)).length,
      notDelivered: toTakers.filter(({ status }) => status !== 'DELIVERED').length,
      neverAccepted: toTakers.filter(({ id, status }) => status === 'DELIVERED' && !accepted.has(id)).length,
    },
    miscounted: countMiscounted(facts),
    ...countRequests(facts, toTakers),
    subscribers: facts.subscribers.map(({ name, seen, resumed }) => ({
      name,
      seen: seen.length,
      resumed,
      missing: events.filter(({ sequence }) => !new Set(seen).has(sequence)).length,
      outOfOrder: seen.filter((sequence, index) => sequence <= Math.max(0, ...seen.slice(0, index))).length,
    })),
    misbehaving: checkEndpoints(facts),
  };
}

function countMiscounted({ deliveries, attempts }: Facts): number {
  const byDelivery = Map.groupBy(attempts, ({ deliveryId }) => deliveryId);
  return deliveries.filter(({ id, status, attemptCount }) => {
    const made = byDelivery.get(id) ?? [];
    const successes = made.filter(({ errorClass }) => errorClass === null);
    const isNumbered = made.every(({ number }, index) => number === index + 1);
    const endsWell = status === 'DELIVERED' ? made.at(-1)?.errorClass === null : true;
    return !isNumbered || made.length !== attemptCount || successes.length > 1 || !endsWell;
  }).length;
}
