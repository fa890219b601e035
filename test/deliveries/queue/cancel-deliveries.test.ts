/** Cancelling what waits for an integration that was disabled: in batches, while workers claim from the same queue. */

import { expect } from 'vitest';
import { cancelDeliveries } from '#src/deliveries/queue/cancel-deliveries.job.ts';
import { claimDue } from '#src/deliveries/queue/claim-due.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createProject, createWebhook } from '#test/support/builders.ts';
import { countStates } from '#test/support/lines.ts';
import { statementsOf } from '#test/support/sql-statements.ts';

const test = testWithApp({ worker: false });

/** More than two of its batches. */
const WAITING = 4_500;

/** An integration with so many queued deliveries, each of an event of its own. */
async function queueUp({ app, ...gogreen }: TestApp): Promise<string> {
  const { pool } = app.database;
  await pool.query('DELETE FROM projects');
  const { id: projectId, key: projectKey } = await createProject(gogreen);
  const { id: integrationId } = await createWebhook(gogreen, { projectKey, url: 'http://127.0.0.1:9/' });
  const id = (prefix: string) => `'${prefix}_01' || lpad(n::text, 24, '0')`;
  await pool.query(
    `INSERT INTO events (id, project_id, sequence, type, occurred_at, actor, payload, fanned_out)
     SELECT ${id('evt')}, $1, n, 'FLAG_UPDATED', now(), '{"id":"user_1","name":"Ada","email":null}', '{}', true
     FROM generate_series(1, ${WAITING}) n`,
    [projectId],
  );
  await pool.query(
    `INSERT INTO deliveries (id, project_id, integration_id, event_id, next_attempt_at, queued_at, request_body, content_type)
     SELECT ${id('dlv')}, $1, $2, ${id('evt')}, now(), now(), '{}', 'application/json' FROM generate_series(1, ${WAITING}) n`,
    [projectId, integrationId],
  );
  return integrationId;
}

const disable = ({ app }: TestApp, integrationId: string) =>
  app.database.pool.query('UPDATE integrations SET enabled = false WHERE id = $1', [integrationId]);

test(`${WAITING} waiting deliveries of a disabled integration: are cancelled in several transactions`, async ({
  gogreen,
}) => {
  const integrationId = await queueUp(gogreen);
  await disable(gogreen, integrationId);
  const statements = await statementsOf(gogreen.app.database.pool, () =>
    cancelDeliveries(gogreen.app, { integrationId }),
  );
  expect(statements.filter((name) => name === 'COMMIT').length).toBeGreaterThan(2);
  expect(await countStates(gogreen)).toEqual({ cancelled: WAITING });
});

test('an integration that was enabled again: keeps its pending deliveries', async ({ gogreen }) => {
  const integrationId = await queueUp(gogreen);
  await cancelDeliveries(gogreen.app, { integrationId });
  expect(await countStates(gogreen)).toEqual({ waiting: WAITING });
});

test('cancelling and claiming from the same queue at the same time: no deadlock, and each delivery is cancelled or claimed', async ({
  gogreen,
}) => {
  const { app } = gogreen;
  const integrationId = await queueUp(gogreen);
  let isDone = false;
  let claimed = 0;
  const claim = async () => {
    while (!isDone) {
      const now = app.now();
      const queues = [{ projectId: '', integrationId, target: '' }];
      const { claims } = await claimDue(app.database.pool, { due: [], queues, now, room: 50, underWay: {} });
      claimed += claims.length;
      // As if their attempts had ended, so that there is room for the next claim.
      const ids = claims.map(({ deliveryId }) => deliveryId);
      await app.database.pool.query(
        `UPDATE deliveries SET status = 'DELIVERED', lease_until = NULL, completed_at = $2 WHERE id = ANY ($1)`,
        [ids, now],
      );
    }
  };
  const claims = Promise.all([claim(), claim()]);
  await expect.poll(() => claimed).toBeGreaterThan(0);
  await disable(gogreen, integrationId);
  await cancelDeliveries(app, { integrationId });
  isDone = true;
  await claims;
  const states = await countStates(gogreen);
  expect(Object.keys(states).filter((state) => !['cancelled', 'delivered'].includes(state))).toEqual([]);
  expect(states['delivered']).toBe(claimed);
  expect(states['cancelled']).toBe(WAITING - claimed);
});
