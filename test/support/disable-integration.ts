import { disableIntegrationJob } from '#src/deliveries/jobs.ts';
import { addJob } from '#src/platform/jobs/jobs.ts';
import type { TestApp } from '#test/support/app.ts';

/** Asks for an integration to be disabled, as a receiver does that is gone, or as one does that has failed for days. */
export function askToDisable(
  { app }: Pick<TestApp, 'app'>,
  integrationId: string,
  disabledReason: string | null,
): Promise<void> {
  return addJob(app.database.pool, disableIntegrationJob, { integrationId, disabledReason });
}
