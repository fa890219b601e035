/** Keys are rotated under processes that go on saving and delivering. */

import { randomBytes } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { startTestApp } from '#test/support/app.ts';
import {
  createFlag,
  createProject,
  createWebhook,
  setFlagEnabled,
  succeeded,
} from '#test/support/builders.ts';
import { readDeliveries } from '#test/support/deliveries.ts';
import { eventually } from '#test/support/eventually.ts';
import { previewIntegration, rotateSigningSecret, updateIntegration } from '#test/support/integrations.ts';
import { startReceiver } from '#test/support/receiver.ts';
import { rotateKeys } from '#test/support/rotate-keys.ts';
import { startWorkerProcess } from '#test/support/worker-process.ts';

const opened: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

const makeKey = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const [k1, k2] = [makeKey('k1'), makeKey('k2')];
const ROUNDS = 10;

it('rotating keys while processes run: nothing fails, and afterwards the new key alone suffices', async () => {
  // One process was started with the new key in front, the other has it behind; both read both.
  const old = await startTestApp({ worker: false, encryptionKeys: `${k1},${k2}` });
  opened.push(old);
  const fresh = await startTestApp({
    worker: false,
    encryptionKeys: `${k2},${k1}`,
    databaseUrl: old.databaseUrl,
  });
  opened.push(fresh);
  for (const testApp of [old, fresh]) {
    const worker = startWorkerProcess(testApp);
    opened.push({ close: () => worker.end('SIGTERM') });
  }
  const receiver = await startReceiver();
  opened.push(receiver);
  const { key: projectKey } = await createProject(old);
  const webhooks = [];
  for (let n = 0; n < 8; n += 1) {
    const headers = [{ name: 'X-Round', value: 'before-the-rotation' }];
    webhooks.push(await createWebhook(old, { projectKey, url: `${receiver.url}/${n}`, headers }));
  }
  const { key: flagKey } = await createFlag(old, { projectKey });
  const settings = (keys: string) => ({
    DATABASE_URL: old.databaseUrl,
    GOGREEN_ADMIN_TOKEN: 'test-admin-token-0123456789',
    GOGREEN_ENCRYPTION_KEYS: keys,
  });

  const rotations = Promise.all([rotateKeys(settings(`${k2},${k1}`)), rotateKeys(settings(`${k2},${k1}`))]);
  for (let round = 0; round < ROUNDS; round += 1) {
    const enabled = round % 2 === 0;
    await setFlagEnabled(old, { projectKey, flagKey, environmentKey: 'production', enabled });
    const [first, second] = webhooks;
    const headers = [{ name: 'X-Round', value: `round-${round}` }];
    const change = { integrationId: first?.id ?? '', provider: { webhook: { headers } } };
    succeeded(await updateIntegration(round % 2 ? old : fresh, change));
    succeeded(
      await rotateSigningSecret(round % 2 ? fresh : old, { integrationId: second?.id ?? '', graceHours: 0 }),
    );
  }
  for (const { code } of await rotations) expect(code).not.toBeNull();

  // What the process with the old key in front has saved meanwhile is for the last rotation, once it writes no more.
  const last = await rotateKeys(settings(`${k2},${k1}`));
  expect(last).toMatchObject({ code: 0, output: expect.stringContaining('after: 8 with "k2"') });
  await eventually(async () => {
    const deliveries = await readDeliveries(old, projectKey);
    expect(deliveries).toHaveLength(8 * (ROUNDS + 1));
    expect(new Set(deliveries.map(({ status }) => status))).toEqual(new Set(['DELIVERED']));
    expect(Math.max(...deliveries.map(({ attemptCount }) => attemptCount))).toBe(1);
  });
  const { rows } = await old.app.database.pool.query(
    `SELECT count(*)::int AS attempts, count(*) FILTER (WHERE error_class IS NOT NULL)::int AS errors FROM attempts`,
  );
  expect(rows).toEqual([{ attempts: 8 * (ROUNDS + 1), errors: 0 }]);

  const onlyNew = await startTestApp({ worker: false, encryptionKeys: k2, databaseUrl: old.databaseUrl });
  opened.push(onlyNew);
  for (const [index, { id }] of webhooks.entries()) {
    const { requests } = succeeded(await previewIntegration(onlyNew, { integrationId: id }));
    const shown = requests[0]?.headers.find(({ name }) => name === 'X-Round')?.value;
    expect(shown).toBe(index === 0 ? '••••' : '••••tion');
  }
}, 60_000);
