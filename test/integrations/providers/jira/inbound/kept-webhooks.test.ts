/** Between the receipt of a webhook and what comes of it: whoever dies, whoever comes second, and how long it is kept. */

import { describe, expect, vi } from 'vitest';
import { prune } from '#src/deliveries/queue/prune.job.ts';
import { addLostWebhooks } from '#src/integrations/providers/jira/inbound/add-lost-webhooks.ts';
import { receiveJiraWebhook } from '#src/integrations/providers/jira/inbound/receive-jira-webhook.job.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createProject, setFlagEnabled } from '#test/support/builders.ts';
import { eventually } from '#test/support/eventually.ts';
import { statuses } from '#test/support/jira.ts';
import {
  createJira,
  issueUpdated,
  type JiraSender,
  readReceived,
  sendMove,
  sendRaw,
} from '#test/support/jira-webhooks.ts';
import { createLinkedFlag, readFlag } from '#test/support/linked-flag.ts';
import { readJobs, runJobs } from '#test/support/run-jobs.ts';
import { statementsOf } from '#test/support/sql-statements.ts';
import { startWorkerProcess } from '#test/support/worker-process.ts';

const test = testWithApp({ worker: false });
let projectKey: string;
let flagKey: string;
let jira: JiraSender;

test.beforeEach(async ({ gogreen }) => {
  ({ key: projectKey } = await createProject(gogreen));
  flagKey = await createLinkedFlag(gogreen, projectKey, 'WEB-1');
  jira = await createJira(gogreen, {
    projectKey,
    lifecycles: [
      { status: 'Done', lifecycle: 'STALE' },
      { status: 'In Progress', lifecycle: 'PERMANENT' },
    ],
  });
  await sql(gogreen, 'DELETE FROM graphile_worker._private_jobs');
});

const look = (gogreen: TestApp, key = flagKey) => readFlag(gogreen, projectKey, key);
const sql = (gogreen: TestApp, text: string, values: unknown[] = []) =>
  gogreen.app.database.pool.query(text, values);

async function receive(gogreen: TestApp, issueKey = 'WEB-1'): Promise<string> {
  expect(await sendMove(gogreen, jira, { issueKey })).toMatchObject({ status: 202 });
  const { rows } = await sql(gogreen, 'SELECT id FROM jira_webhooks ORDER BY id DESC LIMIT 1');
  return (rows[0] as { id: string }).id;
}

test('a Jira webhook: is answered before it is processed', async ({ gogreen }) => {
  await receive(gogreen);
  expect(await readReceived(gogreen, jira.id)).toMatchObject([{ outcome: 'RECEIVED', detail: null }]);
  expect(await look(gogreen)).toMatchObject({ lifecycle: 'ACTIVE', version: 2 });
  expect(await readJobs(gogreen)).toMatchObject([{ task: 'receive-jira-webhook', attempts: 0 }]);
});

test('a Jira webhook: costs two statements; one with a wrong signature as many as one to an unknown integration', async ({
  gogreen,
}) => {
  const { pool } = gogreen.app.database;
  const body = issueUpdated({ issueKey: 'WEB-1' });
  const forged = { ...jira, secret: 'forged' };
  const missing = { ...jira, id: 'intg_01h455vb4pex5vsknk084sn02q' };
  const statements = (sender: JiraSender) => statementsOf(pool, () => sendRaw(gogreen, sender, body));
  expect(await statements(jira)).toEqual(['find-jira-integration', 'receive-jira-webhook']);
  expect(await statements(forged)).toEqual(['find-jira-integration']);
  expect(await statements(missing)).toEqual(['find-jira-integration']);
  expect(await statements({ ...jira, id: 'no-id' })).toEqual(['find-jira-integration']);
});

test('a Jira webhook while Postgres cannot be reached: 503 without details; sent again later, it is accepted', async ({
  gogreen,
}) => {
  const { pool } = gogreen.app.database;
  const body = issueUpdated({ issueKey: 'WEB-1' });
  const away = vi.spyOn(pool, 'query').mockRejectedValue(new Error('connect ECONNREFUSED 10.0.0.1:5432'));
  try {
    expect(await sendRaw(gogreen, jira, body)).toEqual({ status: 503, body: { status: 'unavailable' } });
  } finally {
    away.mockRestore();
  }
  expect(await sendRaw(gogreen, jira, body)).toMatchObject({ status: 202, body: { status: 'accepted' } });
});

describe('the processing of stored webhooks', () => {
  test('a stored webhook is processed after a restart', async ({ gogreen }) => {
    await receive(gogreen);
    await using worker = startWorkerProcess(gogreen);
    await worker.up();
    await eventually(async () => expect(await look(gogreen)).toMatchObject({ lifecycle: 'STALE' }));
    expect(await readReceived(gogreen, jira.id)).toMatchObject([{ outcome: 'APPLIED' }]);
    expect(await worker.end('SIGTERM'), worker.log()).toBe(0);
  });

  test('a stored webhook whose job a dead worker has locked is processed', async ({ gogreen }) => {
    const id = await receive(gogreen);
    await sql(
      gogreen,
      `UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'dead', attempts = 1`,
    );
    expect(await addLostWebhooks(gogreen.app)).toBe(0);
    await runJobs(gogreen);
    expect(await look(gogreen)).toMatchObject({ lifecycle: 'ACTIVE' });

    await sql(
      gogreen,
      `UPDATE jira_webhooks SET received_at = received_at - interval '31 seconds' WHERE id = $1`,
      [id],
    );
    expect(await addLostWebhooks(gogreen.app)).toBe(1);
    expect(await addLostWebhooks(gogreen.app)).toBe(0);
    await runJobs(gogreen);
    expect(await look(gogreen)).toMatchObject({ lifecycle: 'STALE', version: 3 });
    expect(await addLostWebhooks(gogreen.app)).toBe(0);
  });

  test('a stored webhook whose job runs twice, or twice at the same time, is processed once', async ({
    gogreen,
  }) => {
    const id = await receive(gogreen);
    await Promise.all([1, 2, 3].map(() => receiveJiraWebhook(gogreen.app, { jiraWebhookId: id })));
    const moved = await look(gogreen);
    expect(moved).toMatchObject({ lifecycle: 'STALE', version: 3 });
    await receiveJiraWebhook(gogreen.app, { jiraWebhookId: id });
    await runJobs(gogreen);
    expect(await look(gogreen)).toEqual(moved);
  });

  test('a processed webhook is not processed again after somebody changed the flag back', async ({
    gogreen,
  }) => {
    const id = await receive(gogreen);
    await runJobs(gogreen);
    await sql(gogreen, `UPDATE flags SET lifecycle = 'ACTIVE' WHERE key = $1`, [flagKey]);
    await receiveJiraWebhook(gogreen.app, { jiraWebhookId: id });
    expect(await look(gogreen)).toMatchObject({ lifecycle: 'ACTIVE', version: 3 });
  });

  test('a stored webhook that fails at the last flag changes none, and in the next run each once', async ({
    gogreen,
  }) => {
    const keys = [flagKey, await createLinkedFlag(gogreen, projectKey, 'WEB-1')].toSorted();
    await sql(
      gogreen,
      `CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$`,
    );
    await sql(
      gogreen,
      `CREATE TRIGGER fail BEFORE UPDATE ON flags FOR EACH ROW WHEN (OLD.key = '${keys[1]}') EXECUTE FUNCTION fail()`,
    );
    const id = await receive(gogreen);
    await expect(receiveJiraWebhook(gogreen.app, { jiraWebhookId: id })).rejects.toThrow('no');
    for (const key of keys)
      expect(await look(gogreen, key)).toMatchObject({ lifecycle: 'ACTIVE', version: 2 });
    expect(await readReceived(gogreen, jira.id)).toMatchObject([{ outcome: 'RECEIVED' }]);

    await sql(gogreen, 'DROP TRIGGER fail ON flags');
    await sql(gogreen, 'DROP FUNCTION fail()');
    await runJobs(gogreen);
    for (const key of keys)
      expect(await look(gogreen, key)).toMatchObject({ lifecycle: 'STALE', version: 3 });
  });
});

test('webhooks of a Jira issue processed in any order: the latest status decides', async ({ gogreen }) => {
  const start = Date.now() - 60_000;
  const moves = Array.from({ length: 12 }, (_, index) => ({
    issueKey: 'WEB-1',
    at: new Date(start + index),
    to: index % 2 === 0 ? statuses.done : statuses.inProgress,
  }));
  // The last one comes in the middle.
  const order = [...moves.slice(0, 6), ...moves.slice(6).toReversed()];
  for (const move of order) await sendMove(gogreen, jira, move);
  await runJobs(gogreen, { concurrency: 6 });
  expect(await look(gogreen)).toMatchObject({ lifecycle: 'PERMANENT' });
  const received = await readReceived(gogreen, jira.id);
  expect(received.filter(({ outcome }) => outcome === 'RECEIVED')).toEqual([]);
});

test('many flags of a Jira issue, changed by users at the same time: no change fails or is lost', async ({
  gogreen,
}) => {
  const keys = [flagKey];
  for (let more = 0; more < 7; more += 1) keys.push(await createLinkedFlag(gogreen, projectKey, 'WEB-1'));
  await receive(gogreen);
  await Promise.all([
    runJobs(gogreen, { concurrency: 2 }),
    ...keys.flatMap((key) =>
      ['production', 'development'].map((environmentKey) =>
        setFlagEnabled(gogreen, { projectKey, flagKey: key, environmentKey, enabled: true }),
      ),
    ),
  ]);
  for (const key of keys) expect(await look(gogreen, key)).toMatchObject({ lifecycle: 'STALE', version: 5 });
});

describe('RETENTION_DAYS', () => {
  test('stored webhooks are deleted after RETENTION_DAYS, unprocessed ones later', async ({ gogreen }) => {
    gogreen.app.retentionDays = 30;
    for (const issueKey of ['WEB-1', 'WEB-2', 'WEB-3']) await receive(gogreen, issueKey);
    await runJobs(gogreen);
    await receive(gogreen, 'WEB-4');
    const age = (issueKey: string, days: number) =>
      sql(
        gogreen,
        'UPDATE jira_webhooks SET received_at = now() - make_interval(days => $2) WHERE issue_key = $1',
        [issueKey, days],
      );
    await age('WEB-1', 31);
    await age('WEB-2', 29);
    await age('WEB-4', 31);
    await prune(gogreen.app, {});
    const kept = async () => (await readReceived(gogreen, jira.id)).map(({ issueKey }) => issueKey);
    expect(await kept()).toEqual(['WEB-4', 'WEB-3', 'WEB-2']);
    gogreen.app.retentionDays = 0;
    await age('WEB-2', 400);
    await prune(gogreen.app, {});
    expect(await kept()).toEqual(['WEB-4', 'WEB-3', 'WEB-2']);
  });

  test('the job of a deleted webhook does nothing', async ({ gogreen }) => {
    const id = await receive(gogreen);
    await sql(gogreen, 'DELETE FROM jira_webhooks');
    await receiveJiraWebhook(gogreen.app, { jiraWebhookId: id });
    expect(await look(gogreen)).toMatchObject({ lifecycle: 'ACTIVE' });
  });
});
