/**
 * The deliveries of a project as they change. A subscriber may miss states in between, never the last one: it reads what
 * changed since it last looked, when the doorbell rings and every few seconds.
 */

import type { App } from '../context.ts';
import { live } from '../platform/live.ts';

const HEARTBEAT_MS = 2_000;
/** Changes become visible a little later than the time they carry, so the last seconds are read again. */
const LOOK_BACK_MS = 5_000;

export interface DeliveryUpdate {
  id: string;
  updatedAt: Date;
  /** Differs between any two states, also of the same millisecond. */
  state: string;
}

export function watchDeliveries(
  { database, doorbell, log, stopping }: App,
  projectId: string,
  integrationId: string | null,
): AsyncGenerator<DeliveryUpdate, void, void> {
  return live(stopping, async function* (signal) {
    const bell = createBell(signal);
    const unlisten = doorbell.listen('deliveries', projectId, bell.ring);
    const heartbeat = setInterval(bell.ring, HEARTBEAT_MS);
    const seen = new Map<string, DeliveryUpdate>();
    try {
      let position = await databaseTime();
      const start = position;
      while (!signal.aborted) {
        const rung = bell.next();
        const since = new Date(Math.max(position.getTime() - LOOK_BACK_MS, start.getTime()));
        const updates = await read(since).catch((error: unknown) => {
          log.warn({ err: error, projectId }, 'the deliveries could not be read');
          return [];
        });
        for (const update of updates) {
          if (seen.get(update.id)?.state === update.state) continue;
          seen.set(update.id, update);
          if (update.updatedAt > position) position = update.updatedAt;
          yield update;
          if (signal.aborted) return;
        }
        forget(seen, position.getTime() - 2 * LOOK_BACK_MS);
        await rung;
      }
    } finally {
      unlisten();
      clearInterval(heartbeat);
    }
  });

  async function databaseTime(): Promise<Date> {
    const { rows } = await database.pool.query<{ now: Date }>('SELECT clock_timestamp() AS now');
    return rows[0]?.now ?? new Date();
  }

  async function read(since: Date): Promise<DeliveryUpdate[]> {
    const { rows } = await database.pool.query<DeliveryUpdate>({
      name: 'read-updated-deliveries',
      text: `SELECT id, updated_at AS "updatedAt", concat_ws(' ', updated_at, status, attempt_count, claim) AS state
        FROM deliveries
        WHERE project_id = $1 AND updated_at >= $2 AND ($3::text IS NULL OR integration_id = $3)
        ORDER BY updated_at`,
      values: [projectId, since, integrationId],
    });
    return rows;
  }
}

/** A bell that can be waited for. A ring between two waits is not lost: `next` is taken before one looks. */
function createBell(signal: AbortSignal): { ring(): void; next(): Promise<void> } {
  let { promise, resolve } = Promise.withResolvers<void>();
  const ring = () => {
    resolve();
    ({ promise, resolve } = Promise.withResolvers<void>());
  };
  signal.addEventListener('abort', ring, { once: true });
  return { ring, next: () => promise };
}

function forget(seen: Map<string, DeliveryUpdate>, before: number): void {
  for (const [id, { updatedAt }] of seen) if (updatedAt.getTime() < before) seen.delete(id);
}
