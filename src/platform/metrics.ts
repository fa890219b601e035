/** What Prometheus reads at /metrics. */

import { Counter, collectDefaultMetrics, Registry } from 'prom-client';

export interface Metrics {
  registry: Registry;
  /** Attempts by provider and by what came of them: `ok`, or the class of the error. */
  attempts: Counter<'provider' | 'result'>;
}

/** Metrics of one running product; the process's own (memory, event loop) included. */
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
