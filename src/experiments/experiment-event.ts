/** The events of an experiment's life. */

import type { Actor } from '../access/viewer.ts';
import { appendEvent } from '../events/append.ts';
import type { EventType } from '../events/event-type.ts';
import type { LoggedEvent } from '../events/logged-event.ts';
import type { Transaction } from '../platform/postgres/db.ts';
import type { Metric } from './design.ts';
import type { Conclusion, Experiment, ExperimentState } from './experiment.ts';
import type { ExperimentResults } from './results/results.ts';

/** The experiment as it was right after the event. */
export interface ExperimentPayload {
  id: string;
  name: string;
  hypothesis: string;
  state: ExperimentState;
  metric: Metric;
  control: string;
  treatments: string[];
  alpha: number;
  /** Of the newest totals; null before the first. */
  results: ExperimentResults | null;
  /** The treatments that the event tells for the first time to be significantly different from control. */
  significanceReached: string[];
  conclusion: Conclusion | null;
}

export interface ExperimentEventPayload {
  flagName: string;
  experiment: ExperimentPayload;
}

interface ExperimentStep {
  type: Extract<EventType, `EXPERIMENT_${string}`>;
  actor: Actor;
  comment: string | null;
  now: Date;
  significanceReached?: string[];
}

export async function appendExperimentEvent(
  tx: Transaction,
  experiment: Experiment,
  { now, significanceReached = [], ...event }: ExperimentStep,
): Promise<LoggedEvent> {
  const { id, name, state, design, results, conclusion, flagName } = experiment;
  const { hypothesis, metric, control, treatments, alpha } = design;
  const payload: ExperimentEventPayload = {
    flagName,
    experiment: {
      id,
      name,
      hypothesis,
      state,
      metric,
      control,
      treatments,
      alpha,
      results,
      significanceReached,
      conclusion,
    },
  };
  return appendEvent(tx, {
    ...event,
    projectId: experiment.projectId,
    occurredAt: now,
    environmentId: experiment.environment.id,
    flagId: experiment.flagId,
    flagKey: experiment.flagKey,
    payload,
  });
}
