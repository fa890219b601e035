/** What an experiment is, as plain data. */

import { ConflictError } from '../platform/errors.ts';
import type { Counted, ExperimentCounting } from './counting/counted.ts';
import type { Design } from './design.ts';
import type { ExperimentResults } from './results/results.ts';

export const experimentStates = ['DRAFT', 'RUNNING', 'CONCLUDED'] as const;
export type ExperimentState = (typeof experimentStates)[number];

/** How it ended. */
export interface Conclusion {
  /** Null: none of them. */
  winner: string | null;
  comment: string | null;
  /** Whether the flag serves the winner because of it. */
  applied: boolean;
  /** Why not, as a sentence; null when it was applied, or was not to be. */
  notAppliedBecause: string | null;
}

/** An experiment under its row lock. */
export interface Experiment {
  id: string;
  projectId: string;
  projectKey: string;
  environment: { id: string; key: string };
  flagId: string;
  flagKey: string;
  flagName: string;
  name: string;
  state: ExperimentState;
  design: Design;
  reportEveryMinutes: number;
  counting: ExperimentCounting;
  counted: Counted | null;
  results: ExperimentResults | null;
  resultsAt: Date | null;
  reportedAt: Date | null;
  /** The treatments that have been significantly different from control at some time. */
  significant: string[];
  conclusion: Conclusion | null;
  startedAt: Date | null;
}

/** Fails with ConflictError, and one of these messages, unless the experiment is running. */
export function checkRunning(
  { state }: Experiment,
  messages: Record<Exclude<ExperimentState, 'RUNNING'>, string>,
): void {
  if (state !== 'RUNNING') throw new ConflictError(messages[state]);
}
