/** Events about experiments, for the contract tests of providers. */

import type { Design } from '#src/experiments/design.ts';
import type { ExperimentPayload } from '#src/experiments/experiment-event.ts';
import { computeResults } from '#src/experiments/results/results.ts';
import type { Totals } from '#src/experiments/results/totals.ts';
import type { OutgoingEvent } from '#src/integrations/event/outgoing-event.ts';
import { outgoingEvent } from '#test/support/outgoing-event.ts';

export const design: Design = {
  hypothesis: 'A shorter checkout makes more visitors buy.',
  control: 'control',
  treatments: ['treatment'],
  alpha: 0.05,
  minimumSample: 100,
  metric: { name: 'Purchases', kind: 'CONVERSION', higherIsBetter: true },
  split: ['control', 'treatment'].map((variation) => ({ variation, weight: 1 })),
};

const asOf = new Date('2026-03-04T11:55:00Z');

export const significantResults = computeResults(
  design,
  [converted('control', 5_000, 300), converted('treatment', 5_040, 374)],
  asOf,
);

/** The event that tells that a treatment has become significantly better. */
export function experimentEvent(
  change: Partial<ExperimentPayload> = {},
  event: Partial<OutgoingEvent> = {},
): OutgoingEvent {
  const { hypothesis, control, treatments, metric, alpha } = design;
  const experiment: ExperimentPayload = {
    id: 'exp_01h455vb4pex5vsknk084sn02q',
    name: 'Shorter checkout',
    state: 'RUNNING',
    hypothesis,
    control,
    treatments,
    metric,
    alpha,
    results: significantResults,
    significanceReached: ['treatment'],
    conclusion: null,
    ...change,
  };
  return outgoingEvent({
    type: 'EXPERIMENT_RESULTS',
    wireName: 'experiment.results',
    changes: [],
    fields: {},
    codeLikeBefore: null,
    codeLikeAfter: null,
    experiment,
    url: `https://flags.example.com/projects/shop/experiments/${experiment.id}`,
    ...event,
  });
}

/** One for each type. */
export const experimentEvents: Record<string, OutgoingEvent> = {
  EXPERIMENT_STARTED: experimentEvent(
    { results: null, significanceReached: [] },
    { type: 'EXPERIMENT_STARTED', wireName: 'experiment.started' },
  ),
  EXPERIMENT_RESULTS: experimentEvent(),
  EXPERIMENT_CONCLUDED: experimentEvent(
    {
      state: 'CONCLUDED',
      significanceReached: [],
      conclusion: {
        winner: 'treatment',
        comment: 'A clear win.',
        applied: true,
        notAppliedBecause: null,
      },
    },
    { type: 'EXPERIMENT_CONCLUDED', wireName: 'experiment.concluded', comment: 'A clear win.' },
  ),
};

/** Experiments that try limits and markup, and those that have no numbers or strange ones. */
export function hostileExperiments(hostileText: string): Record<string, OutgoingEvent> {
  const metric = { name: hostileText, kind: 'MEAN' as const, higherIsBetter: false };
  const many = Array.from({ length: 20 }, (_, index) => `treatment-${index}-${'x'.repeat(85)}`);
  return {
    'an experiment full of markup': experimentEvent({
      name: hostileText,
      hypothesis: hostileText.repeat(20),
      metric,
      control: hostileText,
      treatments: [hostileText],
      significanceReached: [hostileText],
    }),
    'an experiment of hidden characters': experimentEvent({
      name: '\u200b'.repeat(200),
      hypothesis: '\u200b'.repeat(2_000),
      metric: { ...metric, name: '\u200b'.repeat(200) },
    }),
    'an experiment with 20 treatments': experimentEvent({
      treatments: many,
      significanceReached: many,
      hypothesis: 'A "long" one. 🚩'.repeat(125),
      results: computeResults(
        { ...design, treatments: many, split: [] },
        [
          converted('control', 5_000, 300),
          ...many.map((key, index) => converted(key, 5_000, 300 + index * 9)),
        ],
        asOf,
      ),
    }),
    'an experiment without enough data and with a mismatch': experimentEvent({
      results: computeResults(design, [converted('control', 5_000, 0), converted('treatment', 90, 0)], asOf),
    }),
    'an experiment with extreme values': experimentEvent({
      metric,
      results: computeResults(
        { ...design, metric },
        [measured('control', 1e15, 1e-300), measured('treatment', -1e15, 1e15)],
        asOf,
      ),
    }),
    'an experiment whose winner was not applied': experimentEvent(
      {
        state: 'CONCLUDED',
        conclusion: {
          winner: 'treatment',
          comment: null,
          applied: false,
          notAppliedBecause: `Changes of flags in "${hostileText}" need an approval.`,
        },
      },
      { type: 'EXPERIMENT_CONCLUDED', wireName: 'experiment.concluded' },
    ),
  };
}

export function converted(variation: string, count: number, conversions: number): Totals {
  return { variation, count, conversions, mean: null, standardDeviation: null };
}

export function measured(variation: string, mean: number, standardDeviation: number, count = 5_000): Totals {
  return { variation, count, conversions: null, mean, standardDeviation };
}
