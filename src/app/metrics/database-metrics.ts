/** Metrics that are the same whichever process is asked: Prometheus takes the highest (`max`), not the sum. */

import { Gauge } from 'prom-client';
import { type App, oncePerApp } from '../../platform/app.ts';
import { inProcessShare } from '../../platform/postgres/connections/connection-queue.ts';
import { warnUnlessUnavailable } from '../../platform/postgres/database-unavailable.ts';
import { readTotals, type Totals } from './read-totals.ts';

/** Those who ask within this time get the same answer, however many there are. */
const VALID_MS = 1_000;

export function addDatabaseMetrics(app: App): void {
  const registers = [app.metrics.registry];

  /** `show` is called with what was read; without Postgres the gauge has no values, and `gogreen_database_up` says why. */
  function gauge<Label extends string>(
    { labelNames = [], ...named }: { name: string; help: string; labelNames?: Label[] },
    show: (gauge: Gauge<Label>, totals: Totals) => void,
  ): void {
    new Gauge({
      ...named,
      labelNames,
      registers,
      async collect() {
        this.reset();
        const totals = await totalsOf(app)();
        if (totals) show(this, totals);
        // Without labels there is always a value, unless it is removed.
        else if (labelNames.length === 0) this.remove();
      },
    });
  }

  new Gauge({
    name: 'gogreen_database_up',
    help: 'Whether the metrics that are read from Postgres could be read: 1, or 0.',
    registers,
    async collect() {
      this.set((await totalsOf(app)()) ? 1 : 0);
    },
  });
  gauge(
    {
      name: 'gogreen_deliveries_waiting',
      help: 'Deliveries that have not ended, by provider and state: retrying (at a later time), queued (as soon as the limits allow it) or sending. Counted up to 100000 in each state.',
      labelNames: ['provider', 'state'],
    },
    (shown, { deliveries }) => {
      for (const { provider, state, count } of deliveries) shown.set({ provider, state }, count);
    },
  );
  gauge(
    {
      name: 'gogreen_oldest_delivery_age_seconds',
      help: 'Time since the oldest waiting delivery could have been sent. 0 when none waits.',
    },
    (shown, { oldestDelivery }) => shown.set(oldestDelivery),
  );
  gauge(
    {
      name: 'gogreen_fan_out_lag_seconds',
      help: 'Time since the oldest event was appended that has no deliveries yet. 0 when all have.',
    },
    (shown, { fanOutLag }) => shown.set(fanOutLag),
  );
  gauge(
    {
      name: 'gogreen_open_circuits',
      help: 'Integrations that get only probes, because their last attempts failed, by provider.',
      labelNames: ['provider'],
    },
    (shown, { openCircuits }) => {
      for (const { provider, count } of openCircuits) shown.set({ provider }, count);
    },
  );
  gauge(
    {
      name: 'gogreen_jobs',
      help: 'Jobs by task and state: waiting, running or failed (for good). Counted up to 100000.',
      labelNames: ['task', 'state'],
    },
    (shown, { jobs }) => {
      for (const { task, state, count } of jobs) shown.set({ task, state }, count);
    },
  );
  gauge({ name: 'gogreen_sessions', help: 'Browsers that are signed in.' }, (shown, { sessions }) =>
    shown.set(sessions),
  );
}

/** Reads the totals, once for all gauges; null when Postgres cannot be read. */
const totalsOf = oncePerApp((app: App) => {
  let newest: { readAt: number; totals: Promise<Totals | null> } | null = null;
  return (): Promise<Totals | null> => {
    const now = performance.now();
    if (newest && now - newest.readAt < VALID_MS) return newest.totals;
    const totals = inProcessShare(() => readTotals(app.database.pool)).catch((error: unknown) => {
      warnUnlessUnavailable(app.log, error, 'the metrics of the database could not be read', {});
      return null;
    });
    newest = { readAt: now, totals };
    return totals;
  };
});
