/** Experiments in the database, as commands lock and write them. GraphQL reads them through Prisma. */

import { notFound } from '../access/not-found.ts';
import type { Sql, Transaction } from '../platform/postgres/db.ts';
import { jsonBuildObject, query } from '../platform/postgres/query.ts';
import type { Experiment } from './experiment.ts';

/** Reads an experiment and locks its row until the end of the transaction. Fails with NotFoundError. */
export async function lockExperiment(tx: Transaction, id: string): Promise<Experiment> {
  const experiment = await query(tx)
    .selectFrom('experiments as experiment')
    .innerJoin('projects as project', 'project.id', 'experiment.projectId')
    .innerJoin('environments as environment', 'environment.id', 'experiment.environmentId')
    .leftJoin('flags as flag', 'flag.id', 'experiment.flagId')
    .select([
      'experiment.id',
      'experiment.projectId',
      'project.key as projectKey',
      'experiment.flagId',
      'experiment.flagKey',
      'experiment.name',
      'experiment.state',
      'experiment.design',
      'experiment.reportEveryMinutes',
      'experiment.counting',
      'experiment.counted',
      'experiment.results',
      'experiment.resultsAt',
      'experiment.reportedAt',
      'experiment.significant',
      'experiment.conclusion',
      'experiment.startedAt',
    ])
    .select(({ fn, ref }) => [
      fn.coalesce('flag.name', 'experiment.flagKey').as('flagName'),
      jsonBuildObject({ id: ref('environment.id'), key: ref('environment.key') }).as('environment'),
    ])
    .where('experiment.id', '=', id)
    .forUpdate('experiment')
    .executeTakeFirst();
  if (experiment) return experiment;
  throw notFound('exp', id);
}

type NewExperiment = Pick<
  Experiment,
  'id' | 'projectId' | 'flagId' | 'flagKey' | 'name' | 'design' | 'reportEveryMinutes' | 'counting'
> & { environmentId: string; now: Date };

export async function insertExperiment(sql: Sql, { now, ...experiment }: NewExperiment): Promise<void> {
  await query(sql)
    .insertInto('experiments')
    .values({ ...experiment, significant: [], createdAt: now })
    .execute();
}

/** Writes all that can change about it. */
export async function saveExperiment(sql: Sql, experiment: Experiment, now: Date): Promise<void> {
  const { name, state, design, reportEveryMinutes, counting, counted, results, resultsAt } = experiment;
  const { reportedAt, significant, conclusion, startedAt } = experiment;
  await query(sql)
    .updateTable('experiments')
    .set({
      name,
      state,
      design,
      reportEveryMinutes,
      counting,
      counted,
      results,
      resultsAt,
      reportedAt,
      significant,
      conclusion,
      startedAt,
      concludedAt: state === 'CONCLUDED' ? now : null,
    })
    .where('id', '=', experiment.id)
    .execute();
}
