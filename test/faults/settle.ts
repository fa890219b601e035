import type { Cluster } from '#test/faults/cluster.ts';
import type { Party } from '#test/faults/parties.ts';
import type { Subscriber } from '#test/faults/subscriber.ts';
import { becomes } from '#test/faults/until.ts';

/** Longer than anything may take after a fault; what is not there by then is lost. */
const SETTLED_WITHIN_MS = 240_000;
const SEEN_WITHIN_MS = 60_000;
/** What arrives once everything is delivered arrives again; it shows soon. */
const QUIET_MS = 1_500;
const QUIET_WITHIN_MS = 15_000;

interface Place {
  cluster: Cluster;
  parties: Party[];
  subscribers: Subscriber[];
}

/** Waits until all is delivered that can be, or must be given up. The books tell which of the two it is. */
export async function settle({ cluster, parties, subscribers }: Place): Promise<void> {
  const takers = parties.filter(({ fails }) => fails === null);
  const [row] = await cluster.sql<{ last: number }>(
    'SELECT coalesce(max(sequence), 0)::int AS last FROM events',
  );
  const last = row?.last ?? 0;
  let nextLookAt = 0;
  const isDelivered = async () => {
    if (performance.now() < nextLookAt) return false;
    nextLookAt = performance.now() + 250;
    const [made] = await cluster.sql<{ delivered: number }>(
      `SELECT count(*)::int AS delivered FROM deliveries d JOIN integrations i ON i.id = d.integration_id
       WHERE d.status = 'DELIVERED' AND i.name = ANY ($1)`,
      [takers.map(({ name }) => name)],
    );
    return made?.delivered === last * takers.length;
  };
  await becomes(isDelivered, SETTLED_WITHIN_MS);
  await becomes(() => subscribers.every(({ seen }) => seen.at(-1) === last), SEEN_WITHIN_MS);
  const lastArrival = () => Math.max(...takers.map(({ requests }) => requests.at(-1)?.receivedAt ?? 0));
  await becomes(() => Date.now() - lastArrival() > QUIET_MS, QUIET_WITHIN_MS);
}
