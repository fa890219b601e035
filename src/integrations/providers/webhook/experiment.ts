import type { OutgoingEvent } from '../../event/outgoing-event.ts';

type ExperimentPayload = NonNullable<OutgoingEvent['experiment']>;
type Results = NonNullable<ExperimentPayload['results']>;

/** Only in events about experiments: the bodies of other events must not change. */
export function experimentOf({ experiment }: OutgoingEvent): Record<string, unknown> {
  if (!experiment) return {};
  const { id, name, hypothesis, state, metric, control, treatments, alpha, results, conclusion } = experiment;
  return {
    experiment: {
      id,
      name,
      hypothesis,
      state,
      metric: { name: metric.name, kind: metric.kind, higher_is_better: metric.higherIsBetter },
      control,
      treatments,
      alpha,
      results: results && toResults(results),
      significance_reached: experiment.significanceReached,
      winner: conclusion?.winner ?? null,
      applied: conclusion?.applied ?? false,
      not_applied_because: conclusion?.notAppliedBecause ?? null,
    },
  };
}

function toResults({ asOf, variations, treatments, sampleRatio }: Results): Record<string, unknown> {
  return {
    as_of: asOf.replace('.000Z', 'Z'),
    variations: variations.map(({ standardDeviation, ...rest }) => ({
      ...rest,
      standard_deviation: standardDeviation,
    })),
    treatments: treatments.map((treatment) => ({
      variation: treatment.variation,
      verdict: treatment.verdict,
      not_enough_data: treatment.notEnoughData,
      absolute_lift: treatment.absoluteLift,
      relative_lift: treatment.relativeLift,
      p_value: treatment.pValue,
      chance_to_beat_control: treatment.chanceToBeatControl,
    })),
    sample_ratio: sampleRatio && { p_value: sampleRatio.pValue, mismatch: sampleRatio.mismatch },
  };
}
