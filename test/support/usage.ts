/** Batches of usage, as applications report them. */

import { randomUUID } from 'node:crypto';
import { type RecordedUsage, recordUsage } from '#src/usage/record-usage.ts';
import type { TestApp } from '#test/support/app.ts';

interface Place {
  projectKey: string;
  environmentKey: string;
}

/** The ids of an environment and its project, as the credential of an application has them. */
export async function placeOf({ app }: Pick<TestApp, 'app'>, { projectKey, environmentKey }: Place) {
  const { rows } = await app.database.pool.query<{ projectId: string; environmentId: string }>(
    `SELECT p.id AS "projectId", e.id AS "environmentId" FROM environments e JOIN projects p ON p.id = e.project_id
     WHERE p.key = $1 AND e.key = $2`,
    [projectKey, environmentKey],
  );
  const [place] = rows;
  if (!place) throw new Error(`there is no environment ${environmentKey} in ${projectKey}`);
  return place;
}

/** A batch of the last minute, with an id of its own. */
export function usageBatch(now: Date, batch: object = {}) {
  return {
    id: randomUUID(),
    from: new Date(now.getTime() - 60_000).toISOString(),
    to: now.toISOString(),
    ...batch,
  };
}

/** Records a batch of the last minute, unless something else is asked for. */
export async function reportUsage(
  gogreen: Pick<TestApp, 'app'>,
  place: Place,
  batch: object = {},
): Promise<RecordedUsage> {
  const body: unknown = JSON.parse(JSON.stringify(usageBatch(gogreen.app.now(), batch)));
  return recordUsage(gogreen.app, await placeOf(gogreen, place), body);
}
