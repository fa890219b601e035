/**
 * The metrics that Prometheus reads at /metrics: what this process counts while it works. What is read when Prometheus asks is
 * in app/metrics. docs/metrics.md explains each.
 */

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = ReturnType<typeof createMetrics>;

const sums = ['nodejs_active_handles_total', 'nodejs_active_requests_total', 'nodejs_active_resources_total'];

/** Seconds, up to the time after which a request is given up. */
const ATTEMPT_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The metrics of an app and those of the process (memory, event loop). */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  // Gauges with the names of counters: the sums of nodejs_active_handles, nodejs_active_requests and nodejs_active_resources.
  for (const name of sums) registry.removeSingleMetric(name);
  const registers = [registry];
  return {
    registry,
    events: new Counter({
      name: 'gogreen_events_total',
      help: 'Events that this process appended to the log, by type. Changes of flags are those whose type begins with FLAG_.',
      labelNames: ['type'],
      registers,
    }),
    attempts: new Counter({
      name: 'gogreen_attempts_total',
      help: 'Delivery attempts by provider and result: ok, or the class of the error.',
      labelNames: ['provider', 'result'],
      registers,
    }),
    attemptSeconds: new Histogram({
      name: 'gogreen_attempt_duration_seconds',
      help: 'Time from sending a request to the end of its response, or to its failure, by provider.',
      labelNames: ['provider'],
      buckets: ATTEMPT_BUCKETS,
      registers,
    }),
    deliveries: new Counter({
      name: 'gogreen_deliveries_total',
      help: 'Deliveries that ended in this process, by provider and status.',
      labelNames: ['provider', 'status'],
      registers,
    }),
    subscriptions: new Gauge({
      name: 'gogreen_subscriptions',
      help: 'Live GraphQL subscriptions of this process, by transport.',
      labelNames: ['transport'],
      registers,
    }),
    streams: new Gauge({
      name: 'gogreen_streams',
      help: 'Streams of applications that this process holds open, by path.',
      labelNames: ['path'],
      registers,
    }),
    evaluations: new Counter({
      name: 'gogreen_evaluations_total',
      help: 'Flags that this process evaluated, by who asked: graphql (evaluateFlags), ofrep, or sdk (values of client keys).',
      labelNames: ['by'],
      registers,
    }),
    eventReads: new Counter({
      name: 'gogreen_tail_events_total',
      help: 'Events that live subscriptions read: from the memory of the process (ring), or from Postgres because they were behind (log).',
      labelNames: ['source'],
      registers,
    }),
  };
}
