import type { cancelDeliveriesJob } from '../../integrations/jobs.ts';
import type { App } from '../../platform/app.ts';
import type { PayloadOf } from '../../platform/jobs/jobs.ts';

/** Cancels what waits for an integration, unless it was enabled again meanwhile. What is being sent ends by itself. */
export async function cancelDeliveries(
  app: App,
  { integrationId }: PayloadOf<typeof cancelDeliveriesJob>,
): Promise<void> {
  const { rows } = await app.database.pool.query<{ projectId: string }>(
    `UPDATE deliveries SET status = 'CANCELLED', next_attempt_at = NULL, updated_at = clock_timestamp(), completed_at = $2
     WHERE integration_id = $1 AND status = 'PENDING'
       AND NOT (SELECT enabled FROM integrations WHERE id = $1)
     RETURNING project_id AS "projectId"`,
    [integrationId, app.now()],
  );
  const [first] = rows;
  if (first) app.doorbell.ring('deliveries', first.projectId);
}
