import { addJob, jobKey } from '#src/platform/jobs/jobs.ts';
import type { TestApp } from '#test/support/app.ts';

/** Asks for an integration to be disabled, as a receiver does that is gone, or as one does that has failed for days. */
export function askToDisable(
  { app }: Pick<TestApp, 'app'>,
  integrationId: string,
  goneBecause: string | null,
): Promise<void> {
  const key = jobKey('disable-integration', integrationId);
  return addJob(app.database.pool, 'disable-integration', { integrationId, goneBecause }, { key });
}
