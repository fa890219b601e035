/** What is known at the end of a scenario, before anything is concluded from it. */

import type { Cluster } from '#test/faults/cluster.ts';
import type { EndpointRequest } from '#test/faults/endpoint.ts';
import type { Exit } from '#test/faults/member.ts';
import type { Party } from '#test/faults/parties.ts';
import type { Subscriber } from '#test/faults/subscriber.ts';

/** Times are milliseconds since 1970. */
export interface Facts {
  /** How many events there must be: one for each change that somebody made. */
  intended: number;
  failedRequests: number;
  events: { id: string; sequence: number; occurredAt: number }[];
  deliveries: {
    id: string;
    eventId: string;
    endpoint: string;
    status: string;
    attemptCount: number;
    nextAttemptAt: number | null;
  }[];
  attempts: { deliveryId: string; number: number; errorClass: string | null }[];
  endpoints: { name: string; fails: string[] | null; requests: EndpointRequest[] }[];
  subscribers: { name: string; seen: number[]; resumed: number }[];
  exits: Exit[];
  /** Of the worker that used most; null where the system does not tell. */
  peakMemoryMiB: number | null;
}

interface Found {
  cluster: Cluster;
  parties: Party[];
  subscribers: Subscriber[];
  intended: number;
  failedRequests: number;
}

/** Reads the database while it is still there; what the processes do when they stop is added by then. */
export async function gatherFacts(found: Found): Promise<Facts> {
  const { cluster, parties, subscribers, intended, failedRequests } = found;
  const milliseconds = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;
  const [events, deliveries, attempts] = await Promise.all([
    cluster.sql<Facts['events'][number]>(
      `SELECT id, sequence, ${milliseconds('occurred_at')} AS "occurredAt"
       FROM events WHERE sequence IS NOT NULL ORDER BY sequence`,
    ),
    cluster.sql<Facts['deliveries'][number]>(
      `SELECT d.id, d.event_id AS "eventId", i.name AS endpoint, d.status::text, d.attempt_count AS "attemptCount",
         ${milliseconds('d.next_attempt_at')} AS "nextAttemptAt"
       FROM deliveries d JOIN integrations i ON i.id = d.integration_id`,
    ),
    cluster.sql<Facts['attempts'][number]>(
      `SELECT delivery_id AS "deliveryId", number, error_class AS "errorClass" FROM attempts ORDER BY number`,
    ),
  ]);
  const memory = cluster.members
    .filter(({ url }) => url === null)
    .map((worker) => worker.peakMemoryMiB() ?? 0);
  return {
    intended,
    failedRequests,
    events,
    deliveries,
    attempts,
    endpoints: parties.map(({ name, fails, requests }) => ({ name, fails, requests })),
    subscribers: subscribers.map(({ name, seen, resumed }) => ({ name, seen, resumed })),
    exits: cluster.exits,
    peakMemoryMiB: Math.max(0, ...memory) || null,
  };
}
