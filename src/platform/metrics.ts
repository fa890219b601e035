/** The metrics that Prometheus reads at /metrics. */

import { Counter, collectDefaultMetrics, Registry } from 'prom-client';

export interface Metrics {
  registry: Registry;
  /** Attempts by provider and result: `ok`, or the class of the error. */
  attempts: Counter<'provider' | 'result'>;
}

/** The metrics of an app and those of the process (memory, event loop). */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const attempts = new Counter({
    name: 'gogreen_attempts_total',
    help: 'Delivery attempts by provider and result.',
    labelNames: ['provider', 'result'],
    registers: [registry],
  });
  return { registry, attempts };
}
