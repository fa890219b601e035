/** Experiments in the database, as commands lock and write them. GraphQL reads them through Prisma. */

import { notFound } from '../access/not-found.ts';
import type { Sql, Transaction } from '../platform/postgres/db.ts';
import type { Experiment } from './experiment.ts';

/** Reads an experiment and locks its row until the end of the transaction. Fails with NotFoundError. */
export async function lockExperiment(tx: Transaction, id: string): Promise<Experiment> {
  const { rows } = await tx.query<Experiment>({
    name: 'lock-experiment',
    text: `SELECT x.id, x.project_id AS "projectId", p.key AS "projectKey",
        json_build_object('id', n.id, 'key', n.key) AS environment,
        x.flag_id AS "flagId", x.flag_key AS "flagKey", coalesce(f.name, x.flag_key) AS "flagName",
        x.name, x.state, x.design, x.report_every_minutes AS "reportEveryMinutes", x.results,
        x.results_at AS "resultsAt", x.reported_at AS "reportedAt", x.significant, x.conclusion,
        x.started_at AS "startedAt"
      FROM experiments x JOIN projects p ON p.id = x.project_id JOIN environments n ON n.id = x.environment_id
        LEFT JOIN flags f ON f.id = x.flag_id
      WHERE x.id = $1 FOR UPDATE OF x`,
    values: [id],
  });
  if (rows[0]) return rows[0];
  throw notFound('exp', id);
}

export async function insertExperiment(
  sql: Sql,
  experiment: Pick<Experiment, 'id' | 'projectId' | 'flagId' | 'flagKey' | 'name' | 'design'> &
    Pick<Experiment, 'reportEveryMinutes'> & { environmentId: string; now: Date },
): Promise<void> {
  await sql.query(
    `INSERT INTO experiments (id, project_id, environment_id, flag_id, flag_key, name, design, report_every_minutes,
       significant, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '{}', $9)`,
    [
      experiment.id,
      experiment.projectId,
      experiment.environmentId,
      experiment.flagId,
      experiment.flagKey,
      experiment.name,
      experiment.design,
      experiment.reportEveryMinutes,
      experiment.now,
    ],
  );
}

/** Writes all that can change about it. */
export async function saveExperiment(sql: Sql, experiment: Experiment, now: Date): Promise<void> {
  await sql.query({
    name: 'save-experiment',
    text: `UPDATE experiments SET name = $2, state = $3::"ExperimentState", design = $4, report_every_minutes = $5,
        results = $6, results_at = $7, reported_at = $8, significant = $9, conclusion = $10, started_at = $11,
        concluded_at = $12
      WHERE id = $1`,
    values: [
      experiment.id,
      experiment.name,
      experiment.state,
      experiment.design,
      experiment.reportEveryMinutes,
      experiment.results,
      experiment.resultsAt,
      experiment.reportedAt,
      experiment.significant,
      experiment.conclusion,
      experiment.startedAt,
      experiment.state === 'CONCLUDED' ? now : null,
    ],
  });
}
