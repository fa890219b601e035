/** Which experiments an exposure or an event counts for, as rows for the SQL function record_usage. Pure. */

import { variationsIn } from '../design.ts';
import type { CountingExperiment } from './counting-experiments.ts';
import type { hashUnit } from './unit-hash.ts';

interface ExposedUnit {
  /** Of the flag that was evaluated; null when the experiment is named instead. */
  flagId: string | null;
  experiment: string | null;
  variation: string;
  unit: string;
  at: Date;
}

interface UnitEvent {
  name: string;
  unit: string;
  value: number;
  at: Date;
}

/** What becomes known of a unit: an exposure, or an event of a CONVERSION metric. */
export interface UnitRow {
  experiment: string;
  /** Hash of its id. */
  unit: string;
  variation: string | null;
  exposed_at: Date | null;
  event_at: Date | null;
  is_full: boolean;
}

/** An event of a MEAN metric. */
export interface UnitEventRow {
  experiment: string;
  unit: string;
  at: Date;
  value: number;
  is_full: boolean;
}

/** The experiments with the flag or with that id; an exposure from before the start of one does not count for it. */
export function experimentsExposing(
  experiments: CountingExperiment[],
  { flagId, experiment, variation, at }: ExposedUnit,
): CountingExperiment[] {
  return experiments
    .filter(({ id, flagId: of }) => (experiment === null ? of === flagId : id === experiment))
    .filter(({ design, startedAt }) => at >= startedAt && variationsIn(design).includes(variation));
}

/** The experiments whose metric has the name of the event. Whether the unit was exposed before it is known only later. */
export function experimentsMeasuring(
  experiments: CountingExperiment[],
  { name, at }: UnitEvent,
): CountingExperiment[] {
  return experiments.filter(({ design, startedAt }) => design.metric.name === name && at >= startedAt);
}

/** An exposure as rows, for the experiments that it counts for. */
export function unitsExposed(
  experiments: CountingExperiment[],
  { variation, unit, at }: ExposedUnit,
  hash: typeof hashUnit,
): UnitRow[] {
  return experiments.map(({ id, unitSalt, isFull }) => ({
    experiment: id,
    unit: hash(unitSalt, unit),
    variation,
    exposed_at: at,
    event_at: null,
    is_full: isFull,
  }));
}

/** An event as rows, for the experiments that it counts for. */
export function unitsActing(
  experiments: CountingExperiment[],
  { unit, value, at }: UnitEvent,
  hash: typeof hashUnit,
): { units: UnitRow[]; events: UnitEventRow[] } {
  const common = ({ id, unitSalt, isFull }: CountingExperiment) => ({
    experiment: id,
    unit: hash(unitSalt, unit),
    is_full: isFull,
  });
  const ofKind = (kind: string) => experiments.filter(({ design }) => design.metric.kind === kind);
  return {
    units: ofKind('CONVERSION').map((experiment) => ({
      ...common(experiment),
      variation: null,
      exposed_at: null,
      event_at: at,
    })),
    events: ofKind('MEAN').map((experiment) => ({ ...common(experiment), at, value })),
  };
}
