import type { WebhookInput } from '#generated/graphql/graphql.ts';
import type { TestApp } from '#test/support/app.ts';
import { createFlag, createProject, createWebhook, setFlagEnabled } from '#test/support/builders.ts';
import { readDelivery } from '#test/support/deliveries.ts';
import { runJobs } from '#test/support/run-jobs.ts';

/**
 * A project of its own with a webhook, and a flag that has just been switched on in production, for an app that runs no
 * jobs by itself: the only jobs left are those of this change.
 */
export async function announceChange(gogreen: TestApp, webhook: WebhookInput) {
  // What other tests have left waiting is not to run in this one.
  await gogreen.app.database.pool.query('DELETE FROM graphile_worker._private_jobs');
  const { key: projectKey, environments } = await createProject(gogreen);
  const flag = await createFlag(gogreen, { projectKey, name: 'New checkout' });
  await runJobs(gogreen);
  const integration = await createWebhook(gogreen, { projectKey, ...webhook });
  const toggle = (enabled: boolean) =>
    setFlagEnabled(gogreen, { projectKey, flagKey: flag.key, environmentKey: 'production', enabled });
  const { event } = await toggle(true);
  return {
    projectKey,
    environments,
    flag,
    integration,
    eventId: event?.id ?? '',
    toggle,
    read: () => readDelivery(gogreen, projectKey, event ? { eventId: event.id } : {}),
  };
}
