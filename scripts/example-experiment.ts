/** An experiment whose treatment has become significantly better, for the examples. */

import type { Design } from '#src/experiments/design.ts';
import type { ExperimentEventPayload } from '#src/experiments/experiment-event.ts';
import { computeResults } from '#src/experiments/results/results.ts';
import type { StoredEvent } from '#src/integrations/event/to-outgoing-event.ts';

const design: Design = {
  hypothesis: 'A checkout of one page makes more visitors buy.',
  control: 'control',
  treatments: ['treatment'],
  alpha: 0.05,
  minimumSample: 100,
  metric: { name: 'Purchases', kind: 'CONVERSION', higherIsBetter: true },
  split: ['control', 'treatment'].map((variation) => ({ variation, weight: 1 })),
};

const nothing = { mean: null, standardDeviation: null };
const totals = [
  { variation: 'control', count: 5_000, conversions: 300, ...nothing },
  { variation: 'treatment', count: 5_040, conversions: 374, ...nothing },
];

const { hypothesis, metric, control, treatments, alpha } = design;
const payload: ExperimentEventPayload = {
  flagName: 'New checkout',
  experiment: {
    id: 'exp_01kjvvfzw0e9ht1fyfp4m2x7b0',
    name: 'One page',
    hypothesis,
    state: 'RUNNING',
    metric,
    control,
    treatments,
    alpha,
    significanceReached: ['treatment'],
    conclusion: null,
    results: computeResults(design, totals, new Date('2026-03-04T11:55:00Z')),
  },
};

export const exampleExperiment: StoredEvent = {
  id: 'evt_01kjvvfzw0e9ht1fyfp4m2x7b1',
  sequence: 44,
  type: 'EXPERIMENT_RESULTS',
  comment: null,
  occurredAt: new Date('2026-03-04T12:00:00Z'),
  project: { id: 'proj_01kjvvfzw0e9ht1fyfp4m2x7av', key: 'shop', name: 'Shop' },
  environment: { id: 'env_01kjvvfzw0e9ht1fyfp4m2x7at', key: 'production', name: 'Production' },
  flagId: 'flag_01kjvvfzw0e9ht1fyfp4m2x7aw',
  flagKey: 'new-checkout',
  actor: { id: 'user_01kjvvfzw0e9ht1fyfp4m2x7ax', name: 'Ada', email: 'ada@example.com' },
  payload: payload as unknown as StoredEvent['payload'],
};
