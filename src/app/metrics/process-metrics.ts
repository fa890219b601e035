/** What this process has in hand when Prometheus asks. */

import { Gauge } from 'prom-client';
import { eventLogOf } from '../../events/event-log.ts';
import type { App } from '../../platform/app.ts';

export function addProcessMetrics(app: App): void {
  const { database, doorbell, metrics } = app;
  const registers = [metrics.registry];
  const { pool } = database;
  new Gauge({
    name: 'gogreen_database_connections',
    help: 'Connections of the pool of this process, by state: idle, or in use.',
    labelNames: ['state'],
    registers,
    collect() {
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'used' }, pool.totalCount - pool.idleCount);
    },
  });
  new Gauge({
    name: 'gogreen_database_waiting_requests',
    help: 'Statements and transactions of this process that wait for a connection of the pool.',
    registers,
    collect() {
      this.set(pool.waitingRequests);
    },
  });
  new Gauge({
    name: 'gogreen_tail_age_seconds',
    help: 'Time since live subscriptions last looked at the event log, of the project that waits longest. Below 3 while Postgres answers.',
    registers,
    collect() {
      this.set(eventLogOf(app).ageMs() / 1_000);
    },
  });
  // Without Redis there is nothing that could be down.
  if (doorbell.isConnected() === null) return;
  new Gauge({
    name: 'gogreen_redis_up',
    help: 'Whether notifications go over Redis: 1, or 0 while it cannot be used, when live updates take up to two seconds.',
    registers,
    collect() {
      this.set(doorbell.isConnected() ? 1 : 0);
    },
  });
}
