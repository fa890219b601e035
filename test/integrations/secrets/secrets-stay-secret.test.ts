import { pino } from 'pino';
import { afterAll, expect, vi } from 'vitest';
import type { TestApp } from '#test/support/app.ts';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import {
  createFlag,
  createProject,
  createWebhook,
  setFlagEnabled,
  succeeded,
} from '#test/support/builders.ts';
import { headerOf, readDeliveries, retryDelivery } from '#test/support/deliveries.ts';
import {
  deleteIntegration,
  previewIntegration,
  readIntegrations,
  rotateSigningSecret,
  testIntegration,
  tryCreateIntegration,
  updateIntegration,
} from '#test/support/integrations.ts';
import { runJobs } from '#test/support/run-jobs.ts';

/** Canaries: each with characters that JSON writes differently, or in a place where it could be taken for harmless. */
const headers = [
  { name: 'Authorization', value: 'Bearer canary-one-"quoted"-\\slashed' },
  { name: 'X-Plain', value: 'canary-two-0123456789' },
];
const changed = 'canary-three-9876543210';

const it = testWithReceiver({ worker: false });
/** Everything that the API answered, as it went over the wire. */
const answers: string[] = [];
const logged: string[] = [];

it.beforeAll(async ({ gogreen }) => {
  gogreen.app.log = pino({ level: 'trace' }, { write: (line) => void logged.push(line) });
  const { fetch } = globalThis;
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (...request) => {
    const response = await fetch(...request);
    answers.push(await response.clone().text());
    return response;
  });
});
afterAll(async () => {
  vi.restoreAllMocks();
});

/** All rows of all tables, jobs included, as text. */
async function dumpDatabase(gogreen: TestApp): Promise<string> {
  const { pool } = gogreen.app.database;
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const dumps = await Promise.all(
    tables.map(({ name }) => pool.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`)),
  );
  return dumps.flatMap(({ rows }) => rows.map(({ row }) => row)).join('\n');
}

function countOf(secret: string, text: string): number {
  const inJson = JSON.stringify(secret).slice(1, -1);
  return text.split(secret).length - 1 + (inJson === secret ? 0 : text.split(inJson).length - 1);
}

it('a secret: is shown once when it is created, and is then in no response, table, job or log', async ({
  gogreen,
  receiver,
}) => {
  const { key: projectKey } = await createProject(gogreen);
  const { id: integrationId, signingSecret } = await createWebhook(gogreen, {
    projectKey,
    url: receiver.url,
    headers,
  });
  // A receiver that sends back all that it got, and the signing secret with it, which it knows.
  receiver.answer((request) => ({
    status: receiver.requests.length % 2 === 0 ? 200 : 500,
    headers: { 'X-Echo': String(request.headers['x-plain']) },
    body: JSON.stringify({ ...request.headers, raw: request.rawHeaders, signingSecret }),
  }));
  const { key: flagKey } = await createFlag(gogreen, { projectKey });
  await runJobs(gogreen);
  await setFlagEnabled(gogreen, { projectKey, flagKey, environmentKey: 'production', enabled: true });
  await runJobs(gogreen);
  const { attempt } = succeeded(await testIntegration(gogreen, integrationId));
  const { requests } = succeeded(await previewIntegration(gogreen, { integrationId }));
  const fresh = succeeded(await rotateSigningSecret(gogreen, { integrationId })).signingSecret;
  await updateIntegration(gogreen, {
    integrationId,
    provider: { webhook: { headers: [{ name: 'Authorization' }, { name: 'X-Plain', value: changed }] } },
  });
  const [failed] = await readDeliveries(gogreen, projectKey, { statuses: ['PENDING'] });
  await retryDelivery(gogreen, failed?.id ?? '');
  await runJobs(gogreen);
  await testIntegration(gogreen, integrationId);
  // Refusals and defects: the secrets of what is asked for must not be quoted either.
  const bad = [{ name: 'X-Bad\n', value: changed }];
  await tryCreateIntegration(gogreen, {
    projectKey,
    name: '',
    provider: { webhook: { url: 'nowhere', headers: bad, signingSecret: `${signingSecret}-canary` } },
  });
  await gogreen.app.database.pool.query(`UPDATE integrations SET settings = '{}' WHERE id = $1`, [
    integrationId,
  ]);
  await setFlagEnabled(gogreen, { projectKey, flagKey, environmentKey: 'production', enabled: false });
  await runJobs(gogreen);
  await previewIntegration(gogreen, { integrationId });
  const deliveries = await readDeliveries(gogreen, projectKey);
  const database = await dumpDatabase(gogreen);
  await deleteIntegration(gogreen, integrationId);
  await readIntegrations(gogreen, projectKey);

  // The secrets were really sent, and what is left of them tells them apart.
  expect(receiver.requests.some((request) => request.headers['x-plain'] === changed)).toBe(true);
  for (const shown of [attempt.request, requests[0] ?? attempt.request]) {
    expect(headerOf(shown, 'X-Plain')).toBe('••••6789');
    expect(headerOf(shown, 'Authorization')).toMatch(/^••••.{4}$/);
  }
  expect(attempt.response?.body).toContain('••••6789');
  expect(deliveries.length).toBeGreaterThanOrEqual(5);
  expect(logged.join('')).toContain('could not render an event');
  expect(database).toContain(integrationId);

  const answered = answers.join('\n');
  expect(countOf(signingSecret, answered), 'the first signing secret').toBe(1);
  expect(countOf(fresh, answered), 'the new signing secret').toBe(1);
  const secrets = [...headers.map(({ value }) => value), changed];
  for (const secret of secrets) expect(countOf(secret, answered), secret).toBe(0);
  for (const secret of [signingSecret, fresh, ...secrets, 'canary']) {
    expect(countOf(secret, database), `${secret} in the database`).toBe(0);
    expect(countOf(secret, logged.join('')), `${secret} in the log`).toBe(0);
  }
});
