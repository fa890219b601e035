import { Gauge, type Registry } from 'prom-client';

interface Measured {
  oldestLookMs(): number | null;
  bytes(): number;
}

/** Adds what operators may want to know of the rulesets in memory. */
export function addRulesetMetrics(registry: Registry, { oldestLookMs, bytes }: Measured): void {
  new Gauge({
    name: 'gogreen_ruleset_age_seconds',
    help: 'Time since the flags in memory were last compared with Postgres: of the project where that is longest ago. 0 when no project is in memory.',
    registers: [registry],
    collect() {
      this.set((oldestLookMs() ?? 0) / 1_000);
    },
  });
  new Gauge({
    name: 'gogreen_ruleset_memory_bytes',
    help: 'Memory that the flags of the projects in memory take, estimated by the length of their JSON.',
    registers: [registry],
    collect() {
      this.set(bytes());
    },
  });
}
