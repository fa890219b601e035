/** Makes statistics of the counts of a bucket. Pure. */

import type { OutboundErrorClass } from '../../platform/egress/outcome.ts';
import { percentile } from './labels.ts';

/** How often something was counted; see labels.ts. */
export interface LabelCount {
  label: string;
  count: number;
}

export interface DeliveryStatistics {
  startsAt: Date;
  delivered: number;
  failed: number;
  cancelled: number;
  attempts: number;
  p50Ms: number | null;
  p95Ms: number | null;
  /** Most frequent first. */
  errors: { class: OutboundErrorClass; attempts: number }[];
}

export function summarize(startsAt: Date, counts: LabelCount[]): DeliveryStatistics {
  const totals = new Map<string, number>();
  for (const { label, count } of counts) totals.set(label, (totals.get(label) ?? 0) + count);
  const under = (prefix: string) =>
    [...totals]
      .filter(([label]) => label.startsWith(prefix))
      .map(([label, count]) => [label.slice(prefix.length), count] as const);
  const durations = new Map(under('duration:').map(([name, count]) => [Number(name), count]));
  return {
    startsAt,
    delivered: totals.get('DELIVERED') ?? 0,
    failed: totals.get('FAILED') ?? 0,
    cancelled: totals.get('CANCELLED') ?? 0,
    attempts: [...durations.values()].reduce((sum, count) => sum + count, 0),
    p50Ms: percentile(durations, 0.5),
    p95Ms: percentile(durations, 0.95),
    errors: under('error:')
      .map(([name, attempts]) => ({ class: name as OutboundErrorClass, attempts }))
      .toSorted((left, right) => right.attempts - left.attempts),
  };
}
