import { expect, vi } from 'vitest';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import { createFlag, createProject, createWebhook, updateFlag } from '#test/support/builders.ts';
import { countStates } from '#test/support/lines.ts';
import { startReceiver } from '#test/support/receiver.ts';

const HANGING = 50;
const EVENTS = 20;

const test = testWithReceiver();

test('fifty hanging endpoints: do not delay a healthy one', async ({ gogreen, receiver: healthy }) => {
  await using hanging = await startReceiver();
  hanging.hang();
  const { key: projectKey } = await createProject(gogreen);
  const { key } = await createFlag(gogreen, { projectKey });
  await vi.waitFor(async () => {
    const { rows } = await gogreen.app.database.pool.query('SELECT FROM events WHERE NOT fanned_out');
    expect(rows).toEqual([]);
  });
  for (let n = 0; n < HANGING; n += 1) {
    await createWebhook(gogreen, { projectKey, url: `${hanging.url}/${n}` });
  }
  await createWebhook(gogreen, { projectKey, url: healthy.url });
  for (let n = 0; n < EVENTS; n += 1) {
    await updateFlag(gogreen, { projectKey, key, description: `change ${n}` });
  }
  await healthy.waitFor(EVENTS);
  const ids = healthy.requests.map(({ headers }) => headers['webhook-id']);
  expect(new Set(ids).size).toBe(EVENTS);
  // The healthy one has waited for none of those that hang: no request of theirs has ended.
  const ended = await gogreen.app.database.pool.query('SELECT FROM attempts WHERE error_class IS NOT NULL');
  expect(ended.rows).toHaveLength(0);
  const { rows } = await gogreen.app.database.pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM deliveries WHERE status = 'SENDING' GROUP BY integration_id`,
  );
  expect(rows.length).toBeGreaterThan(1);
  expect(Math.max(...rows.map(({ count }) => count))).toBeLessThanOrEqual(10);
  await vi.waitFor(
    async () => expect(await countStates(gogreen)).toMatchObject({ delivered: EVENTS }),
    20_000,
  );
});
