/** Records what applications evaluated and what their users did. */

import {
  experimentsExposing,
  experimentsMeasuring,
  unitsActing,
  unitsExposed,
} from '../experiments/counting/assign-units.ts';
import {
  type CountingExperiment,
  readCountingExperiments,
} from '../experiments/counting/counting-experiments.ts';
import { createUnitHashes } from '../experiments/counting/unit-hash.ts';
import { variationsIn } from '../experiments/design.ts';
import type { App } from '../platform/app.ts';
import type { Issue } from '../platform/errors.ts';
import { shown } from '../platform/input/limits.ts';
import { type KnownFlag, readKnownFlags } from './known-flags.ts';
import { type Exposure, parseUsage } from './usage-batch.ts';
import { MAX_COUNTED, MAX_LISTED_SKIPS } from './usage-limits.ts';
import { writeUsage } from './write-usage.ts';

export interface RecordedUsage {
  /** Number of counts, exposures and events that were recorded, by this call or by an earlier one of the same batch. */
  accepted: number;
  /** The first of those that were not, each with the reason. */
  skipped: Issue[];
  /** How many more were not. */
  moreSkipped: number;
  /** Whether a batch with this id was recorded before, so that this one changed nothing. */
  duplicate: boolean;
}

interface Place {
  projectId: string;
  environmentId: string;
}

/**
 * Records a batch. The same id again changes nothing, whatever it comes with. Entries that cannot be used are skipped; only what
 * is wrong with the batch as a whole fails with InvalidInputError.
 */
export async function recordUsage(
  { database: { pool }, now }: Pick<App, 'database' | 'now'>,
  { projectId, environmentId }: Place,
  body: unknown,
): Promise<RecordedUsage> {
  const receivedAt = now();
  const batch = parseUsage(body, receivedAt);
  const { id, at, exposures, events } = batch;
  const keys = new Set([...batch.counts, ...exposures].flatMap(({ flag }) => flag ?? []));
  const hasUnits = exposures.length + events.length > 0;
  const [flags, experiments] = await Promise.all([
    readKnownFlags(pool, projectId, [...keys]),
    hasUnits ? readCountingExperiments(pool, environmentId) : [],
  ]);
  const skipped = [...batch.skipped];
  const isUsable = ({ path }: { path: string }, issue: string | null) => {
    if (issue !== null) skipped.push({ path, message: issue });
    return issue === null;
  };
  const counts = batch.counts.filter((each) => isUsable(each, flagIssue(flags, each.flag, each.variation)));
  const hash = createUnitHashes();
  let counted = 0;
  // Before anything is hashed: each entry may count for many experiments.
  const fits = (entry: { path: string }, { length }: CountingExperiment[]) => {
    const isOver = counted + length > MAX_COUNTED;
    if (!isOver) counted += length;
    return isUsable(entry, isOver ? TOO_MANY : null);
  };
  const exposed = exposures.flatMap((each) => {
    if (!isUsable(each, exposureIssue(flags, experiments, each))) return [];
    const exposure = { ...each, flagId: flags.get(each.flag ?? '')?.id ?? null };
    const counting = experimentsExposing(experiments, exposure);
    return fits(each, counting) ? [unitsExposed(counting, exposure, hash)] : [];
  });
  const acting = events.flatMap((event) => {
    const counting = experimentsMeasuring(experiments, event);
    return fits(event, counting) ? [unitsActing(counting, event, hash)] : [];
  });
  const isNew = await writeUsage(pool, {
    environmentId,
    id,
    at,
    receivedAt,
    counts: counts.flatMap(({ flag, variation, count }) => {
      const known = flags.get(flag);
      return known ? [{ flag: known.id, variation, count }] : [];
    }),
    units: [...exposed.flat(), ...acting.flatMap(({ units }) => units)],
    events: acting.flatMap(({ events: rows }) => rows),
  });
  return {
    accepted: counts.length + exposed.length + acting.length,
    skipped: skipped.slice(0, MAX_LISTED_SKIPS),
    moreSkipped: Math.max(0, skipped.length - MAX_LISTED_SKIPS),
    duplicate: !isNew,
  };
}

const TOO_MANY = `the entries of a batch may count ${shown(MAX_COUNTED)} times, each once for each experiment; send fewer in a batch`;

function flagIssue(flags: Map<string, KnownFlag>, key: string, variation: string): string | null {
  const flag = flags.get(key);
  if (!flag) return 'the project has no flag with this key';
  return flag.variations.includes(variation) ? null : 'the flag has no variation with this key';
}

function exposureIssue(
  flags: Map<string, KnownFlag>,
  experiments: CountingExperiment[],
  { flag, experiment: id, variation }: Exposure,
): string | null {
  if (flag !== null) return flagIssue(flags, flag, variation);
  const experiment = experiments.find((each) => each.id === id);
  if (!experiment) return 'no experiment with this id runs in this environment and counts automatically';
  return variationsIn(experiment.design).includes(variation)
    ? null
    : 'the experiment compares no variation with this key';
}
