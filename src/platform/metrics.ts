/** The metrics that Prometheus reads at /metrics. */

import { Counter, collectDefaultMetrics, Registry } from 'prom-client';

export interface Metrics {
  registry: Registry;
  /** Attempts by provider and result: `ok`, or the class of the error. */
  attempts: Counter<'provider' | 'result'>;
}

const sums = ['nodejs_active_handles_total', 'nodejs_active_requests_total', 'nodejs_active_resources_total'];

/** The metrics of an app and those of the process (memory, event loop). */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  // Gauges with the names of counters: the sums of nodejs_active_handles, nodejs_active_requests and nodejs_active_resources.
  for (const name of sums) registry.removeSingleMetric(name);
  const attempts = new Counter({
    name: 'gogreen_attempts_total',
    help: 'Delivery attempts by provider and result.',
    labelNames: ['provider', 'result'],
    registers: [registry],
  });
  return { registry, attempts };
}
