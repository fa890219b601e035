/**
 * Disables an integration and appends the event about it. Several jobs may ask for it: the second one waits for the lock
 * and finds the integration disabled.
 */

import { announce } from '../../events/announce.ts';
import { appendEvent } from '../../events/append.ts';
import { stopReceiving } from '../../integrations/active-sequences.ts';
import { auditIntegration, readShown } from '../../integrations/integration-audit.ts';
import type { IntegrationEventPayload } from '../../integrations/integration-event-payload.ts';
import { cancelDeliveriesJob } from '../../integrations/jobs.ts';
import type { App } from '../../platform/app.ts';
import { addJob, type PayloadOf } from '../../platform/jobs/jobs.ts';
import { type Transaction, transaction } from '../../platform/postgres/db.ts';
import { query } from '../../platform/postgres/query.ts';
import { LEASE_MS } from '../claim.ts';
import { reasonToDisable } from '../disabling.ts';
import type { disableIntegrationJob } from '../jobs.ts';

export async function disableIntegration(
  app: App,
  { integrationId, disabledReason }: PayloadOf<typeof disableIntegrationJob>,
): Promise<void> {
  const now = app.now();
  const event = await transaction(app.database.pool, async (tx) => {
    const integration = await lockEnabled(tx, integrationId);
    if (!integration) return null;
    const { projectId, name, provider, failingSince: since } = integration;
    const reason =
      disabledReason ??
      reasonToDisable({ since, deliveries: await countFailed(tx, integrationId, since) }, now);
    if (reason === null) return null;
    const before = await readShown(tx, integrationId);
    await tx.query(
      'UPDATE integrations SET enabled = false, disabled_reason = $2, updated_at = $3 WHERE id = $1',
      [integrationId, reason, now],
    );
    const actor = { id: integrationId, email: null, name };
    await auditIntegration(tx, integrationId, {
      actor,
      now,
      action: 'DISABLED',
      before,
      after: await readShown(tx, integrationId),
    });
    await addJob(tx, cancelDeliveriesJob, { integrationId });
    await stopReceiving(tx, integrationId);
    const payload: IntegrationEventPayload = { integrationId, integrationName: name, provider, reason };
    return appendEvent(tx, {
      projectId,
      type: 'INTEGRATION_DISABLED',
      occurredAt: now,
      payload,
      environmentId: null,
      flagId: null,
      flagKey: null,
      comment: null,
      actor,
    });
  });
  if (!event) return;
  announce(app, event);
  app.log.warn({ integrationId }, 'disabled an integration');
}

/** Undefined when it is disabled or deleted. */
function lockEnabled(tx: Transaction, integrationId: string) {
  return query(tx)
    .selectFrom('integrations')
    .select(['projectId', 'name', 'provider', 'failingSince'])
    .where('id', '=', integrationId)
    .where('enabled', '=', true)
    .where('deletedAt', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

/**
 * Number of deliveries attempted since the first failure, without test sends. The failure has the time of the end of its
 * attempt, which began up to a lease earlier.
 */
async function countFailed(tx: Transaction, integrationId: string, since: Date | null): Promise<number> {
  if (since === null) return 0;
  const { rows } = await tx.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM deliveries d JOIN events e ON e.id = d.event_id
     WHERE d.integration_id = $1 AND e.sequence IS NOT NULL AND d.status <> 'DELIVERED'
       AND (d.completed_at IS NULL OR d.completed_at >= $2)
       AND EXISTS (SELECT FROM attempts a WHERE a.delivery_id = d.id AND a.started_at >= $3)`,
    [integrationId, since, new Date(since.getTime() - LEASE_MS)],
  );
  return rows[0]?.count ?? 0;
}
