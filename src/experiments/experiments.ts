/** Commands on what an experiment is: create and update. */

import { z } from 'zod';
import { notFoundInProject } from '../access/not-found.ts';
import type { Actor } from '../access/viewer.ts';
import { appendAudit } from '../accounts/audit/audit.ts';
import { differenceOf } from '../accounts/audit/audit-difference.ts';
import { lockFlag } from '../flags/writing/stored-flag.ts';
import type { App } from '../platform/app.ts';
import { ConflictError } from '../platform/errors.ts';
import { newId } from '../platform/input/ids.ts';
import { parseInput, reference, rejectIfAny } from '../platform/input/input.ts';
import { transaction } from '../platform/postgres/db.ts';
import { experimentCountings } from './counting/counted.ts';
import type { Design } from './design.ts';
import {
  arrangeSplit,
  checkDesign,
  designFields,
  experimentName,
  reportEveryMinutes,
  toDesign,
} from './design-input.ts';
import type { Experiment } from './experiment.ts';
import { lockFlagOf } from './flag-of-experiment.ts';
import { insertExperiment, lockExperiment, saveExperiment } from './stored-experiment.ts';

const DAY = 24 * 60;

const newExperiment = z.object({
  projectKey: reference,
  flagKey: reference,
  environmentKey: reference,
  name: experimentName,
  reportEveryMinutes: reportEveryMinutes.nullish(),
  counting: z.enum(experimentCountings).nullish(),
  ...designFields,
});

/** Makes an experiment, as a draft. */
export async function createExperiment(
  { database, now }: App,
  actor: Actor,
  input: unknown,
): Promise<{ experimentId: string }> {
  const parsed = parseInput(newExperiment, input);
  const { projectKey, flagKey, environmentKey, name } = parsed;
  const design = toDesign(parsed);
  const id = newId('exp');
  await transaction(database.pool, async (tx) => {
    const flag = await lockFlag(tx, projectKey, flagKey);
    const environment = flag.environments.find(({ key }) => key === environmentKey);
    if (!environment) throw notFoundInProject('env', projectKey, environmentKey);
    rejectIfAny(checkDesign(design, flag.snapshot.variations));
    const time = now();
    const made = {
      projectId: flag.projectId,
      flagKey: flag.snapshot.key,
      name,
      design: arrangeSplit(design),
      reportEveryMinutes: parsed.reportEveryMinutes ?? DAY,
      counting: parsed.counting ?? 'RECORDED',
    };
    await insertExperiment(tx, { ...made, id, environmentId: environment.id, flagId: flag.id, now: time });
    await appendAudit(tx, {
      projectId: flag.projectId,
      actor,
      now: time,
      action: 'CREATED',
      subject: 'EXPERIMENT',
      subjectId: id,
      subjectName: name,
      before: null,
      after: { flag: flagKey, environment: environmentKey, ...audited(made) },
    });
  });
  return { experimentId: id };
}

const experimentChange = z.object({
  experimentId: reference,
  name: experimentName.optional(),
  reportEveryMinutes: reportEveryMinutes.optional(),
  counting: z.enum(experimentCountings).optional(),
  ...z.object(designFields).partial().shape,
});

/** Changes what is given; what is left out or null stays. Of an experiment that runs, its design stays. */
export async function updateExperiment(
  { database, now }: App,
  actor: Actor,
  input: object,
): Promise<{ experimentId: string }> {
  const {
    experimentId,
    name,
    reportEveryMinutes: every,
    counting,
    ...change
  } = parseInput(experimentChange, withoutNulls(input));
  await transaction(database.pool, async (tx) => {
    const experiment = await lockExperiment(tx, experimentId);
    refuseLateChange(experiment, [...Object.keys(change), ...(counting ? ['counting'] : [])]);
    const changed: Experiment = {
      ...experiment,
      name: name ?? experiment.name,
      reportEveryMinutes: every ?? experiment.reportEveryMinutes,
      counting: counting ?? experiment.counting,
    };
    if (Object.keys(change).length > 0) {
      const design = redesign(experiment.design, change);
      const flag = await lockFlagOf(tx, experiment);
      rejectIfAny(checkDesign(design, flag.snapshot.variations));
      changed.design = arrangeSplit(design);
    }
    const difference = differenceOf(audited(experiment), audited(changed));
    if (!difference) return;
    const time = now();
    await saveExperiment(tx, changed, time);
    await appendAudit(tx, {
      projectId: experiment.projectId,
      actor,
      now: time,
      action: 'CHANGED',
      subject: 'EXPERIMENT',
      subjectId: experimentId,
      subjectName: changed.name,
      ...difference,
    });
  });
  return { experimentId };
}

/** What these commands set. Start, results and conclusion are in the event log. */
function audited({
  name,
  reportEveryMinutes: every,
  counting,
  design,
}: Pick<Experiment, 'name' | 'reportEveryMinutes' | 'counting' | 'design'>) {
  return { name, reportEveryMinutes: every, counting, ...design };
}

/** Shares that were made for other variations are not kept: they begin anew as equal ones. */
function redesign(design: Design, change: object): Design {
  const isRegrouped = 'control' in change || 'treatments' in change;
  return toDesign({ ...design, ...(isRegrouped ? { split: null } : {}), ...change });
}

function refuseLateChange({ state }: Experiment, designChanges: string[]): void {
  if (state === 'CONCLUDED') {
    throw new ConflictError('The experiment is concluded: it stays as it is. Create another one.');
  }
  if (state === 'DRAFT' || designChanges.length === 0) return;
  throw new ConflictError(
    `The experiment is running: ${designChanges.join(', ')} cannot be changed any more, only name and reportEveryMinutes. Conclude it and create another one.`,
  );
}

function withoutNulls(input: object): object {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));
}
