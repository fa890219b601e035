import { describe, expect } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import type { DeliveryFilter } from '#generated/graphql/graphql.ts';
import type { TestApp } from '#test/support/app.ts';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import {
  createFlag,
  createProject,
  createWebhook,
  setFlagEnabled,
  succeeded,
} from '#test/support/builders.ts';
import { testIntegration, tryCreateIntegration } from '#test/support/integrations.ts';
import { startRecovery } from '#test/support/recoveries.ts';
import { runJobs } from '#test/support/run-jobs.ts';

const List = graphql(`
  query DeliveryFilterList($projectKey: String!, $filter: DeliveryFilter, $first: Int) {
    project(key: $projectKey) {
      deliveries(first: $first, filter: $filter) {
        totalCount
        edges { node { id target event { type test } integration { id name } } }
      }
    }
  }
`);

const it = testWithReceiver({ worker: false });
const projectKey = 'shop';
let failing: string;
let working: string;
let slack: string;
let recovery: string;
let before: string;

/** A failing webhook, one that works, and two channels of Slack, told of a new flag and of a switch in each environment. */
it.beforeAll(async ({ gogreen, receiver }) => {
  await createProject(gogreen, { key: projectKey });
  before = new Date().toISOString();
  receiver.answer(({ path }) => ({ status: path.includes('failing') ? 503 : 200, body: '{"ok":true}' }));
  ({ id: failing } = await createWebhook(gogreen, {
    projectKey,
    name: 'Old shop',
    url: `${receiver.url}/failing`,
  }));
  ({ id: working } = await createWebhook(gogreen, { projectKey, name: 'New shop', url: receiver.url }));
  await createFlag(gogreen, { projectKey, key: 'night-mode' });
  for (const environmentKey of ['development', 'production'])
    await setFlagEnabled(gogreen, { projectKey, flagKey: 'night-mode', environmentKey, enabled: true });
  await runJobs(gogreen);
  const channels = { botToken: 'xoxb-1234567890-secret', channels: ['C0000000001', 'C0000000002'] };
  const created = await tryCreateIntegration(gogreen, {
    projectKey,
    name: 'Chat',
    environmentKeys: ['production'],
    provider: { slack: { ...channels, apiUrl: receiver.url } },
  });
  slack = succeeded(created).integration.id;
  await setFlagEnabled(gogreen, {
    projectKey,
    flagKey: 'night-mode',
    environmentKey: 'production',
    enabled: false,
  });
  await runJobs(gogreen);
  await testIntegration(gogreen, working);
  ({ id: recovery } = await startRecovery(gogreen, 'replayEvents', {
    integrationId: working,
    untilSequence: 1,
    include: 'ALL',
  }));
  await runJobs(gogreen);
});

async function list(gogreen: TestApp, filter: DeliveryFilter, first = 100) {
  const { project } = await gogreen.run(List, { projectKey, filter, first });
  if (!project) throw new Error('there is no project');
  return project.deliveries;
}

async function count(gogreen: TestApp, filter: DeliveryFilter): Promise<number> {
  const { totalCount, edges } = await list(gogreen, filter);
  expect(edges).toHaveLength(totalCount);
  return totalCount;
}

describe('a list of deliveries', () => {
  it('is counted on all pages together, not on the one that is shown', async ({ gogreen }) => {
    const { totalCount, edges } = await list(gogreen, {}, 2);
    expect(edges).toHaveLength(2);
    // Four events for two webhooks, one for two channels, and a test.
    expect(totalCount).toBe(11);
  });

  it('is filtered by each condition', async ({ gogreen }) => {
    const now = new Date().toISOString();
    const counts: [filter: DeliveryFilter, count: number][] = [
      [{ environmentKeys: ['production'] }, 6],
      // The test event is about development.
      [{ environmentKeys: ['development'], isTest: false }, 2],
      [{ environmentKeys: ['production', 'development'] }, 9],
      [{ environmentKeys: ['nowhere'] }, 0],
      [{ errorClasses: ['HTTP'] }, 4],
      [{ errorClasses: ['DNS', 'TIMEOUT'] }, 0],
      [{ responseStatuses: { from: 500, to: 599 } }, 4],
      [{ responseStatuses: { from: 503, to: 503 } }, 4],
      [{ responseStatuses: { from: 200, to: 299 } }, 7],
      [{ createdAfter: before }, 11],
      [{ createdBefore: before }, 0],
      [{ createdBefore: now, createdAfter: before }, 11],
      [{ createdAfter: now }, 0],
      [{ targets: ['C0000000001'] }, 1],
      [{ targets: ['C0000000001', 'C0000000002'] }, 2],
      [{ targets: ['', 'C0000000002'] }, 10],
      [{ recoveryId: recovery }, 1],
      [{ recoveryId: 'rcv_x' }, 0],
      [{ isTest: true }, 1],
      [{ isTest: false }, 10],
      [{ isWaiting: false }, 11],
      [{ integrationId: failing, environmentKeys: ['production'], statuses: ['PENDING'] }, 2],
      [{ integrationId: slack, responseStatuses: { from: 200, to: 299 }, targets: ['C0000000002'] }, 1],
    ];
    for (const [filter, expected] of counts)
      expect([filter, await count(gogreen, filter)]).toEqual([filter, expected]);
  });

  it('with isWaiting: has what is due and held back, and nothing else', async ({ gogreen }) => {
    const { pool } = gogreen.app.database;
    const { rows } = await pool.query(
      "UPDATE deliveries SET queued_at = now() WHERE id = (SELECT id FROM deliveries WHERE status = 'PENDING' LIMIT 1) RETURNING id",
    );
    const { edges } = await list(gogreen, { isWaiting: true });
    expect(edges.map(({ node }) => node.id)).toEqual([rows[0].id]);
    expect(await count(gogreen, { isWaiting: false })).toBe(10);
    await pool.query('UPDATE deliveries SET queued_at = NULL');
  });

  it('with text: has what is about such a flag, to such an integration or failed with such a message', async ({
    gogreen,
  }) => {
    for (const [text, expected] of [
      ['NIGHT', 10],
      ['old SHOP', 4],
      ['shop', 9],
      ['503', 4],
      ['%', 0],
      ['a_e', 0],
      ['nothing of the kind', 0],
    ] as const)
      expect([text, await count(gogreen, { text })]).toEqual([text, expected]);
    expect(await count(gogreen, { text: 'shop', statuses: ['PENDING'] })).toBe(4);
  });

  it('with a filter that is no filter: is refused with the path of what is wrong', async ({ gogreen }) => {
    const query = `query ($filter: DeliveryFilter) { project(key: "shop") { deliveries(filter: $filter) { edges { cursor } } } }`;
    for (const [filter, path] of [
      [{ responseStatuses: { from: 500, to: 499 } }, 'filter.responseStatuses.to'],
      [{ responseStatuses: { from: 0, to: 499 } }, 'filter.responseStatuses.from'],
      [{ text: 'x'.repeat(201) }, 'filter.text'],
      [{ targets: Array.from({ length: 1_001 }, () => '') }, 'filter.targets'],
    ] as const) {
      const { errors } = await gogreen.send(query, { filter });
      expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', issues: [{ path }] } }]);
    }
  });

  it('of an integration: is filtered and counted among its own', async ({ gogreen }) => {
    const { data } = await gogreen.send(
      `query ($id: ID!, $filter: DeliveryFilter) { node(id: $id) { ... on Integration { deliveries(filter: $filter) { totalCount edges { node { integration { id } } } } } } }`,
      { id: working, filter: { text: 'shop', isTest: false } },
    );
    const { deliveries } = (data as { node: { deliveries: { totalCount: number; edges: unknown[] } } }).node;
    expect(deliveries.totalCount).toBe(4);
    expect(deliveries.edges).toHaveLength(4);
  });
});

const Shown = graphql(`
  query DeliveryFilterShown($projectKey: String!, $filter: DeliveryFilter) {
    project(key: $projectKey) {
      deliveries(first: 1, filter: $filter) {
        edges {
          node {
            id url nextAttemptAt schedule status
            recovery { id }
            attempts { id number }
            lastAttempt {
              id number
              error { class }
              request { body bodyBytes truncated }
              response { status body bodyBytes truncated }
            }
          }
        }
      }
    }
  }
`);

async function show(gogreen: TestApp, filter: DeliveryFilter) {
  const { project } = await gogreen.run(Shown, { projectKey, filter });
  const node = project?.deliveries.edges[0]?.node;
  if (!node) throw new Error('there is no such delivery');
  return node;
}

const MINUTE = 60_000;

describe('a delivery in a list', () => {
  it('has its last attempt, its address and the attempts still to come', async ({ gogreen }) => {
    const { id, url, schedule, nextAttemptAt, lastAttempt, ...failed } = await show(gogreen, {
      integrationId: failing,
    });
    expect(url).toBe(`${gogreen.app.publicUrl}/projects/shop/deliveries/${id}`);
    expect(failed).toMatchObject({
      status: 'PENDING',
      recovery: null,
      attempts: [{ id: `${id}/1`, number: 1 }],
    });
    expect(lastAttempt).toMatchObject({
      id: `${id}/1`,
      number: 1,
      error: { class: 'HTTP' },
      response: { status: 503, body: '{"ok":true}', bodyBytes: 11, truncated: false },
    });
    const { body, ...sizes } = lastAttempt?.request ?? {};
    expect(sizes).toEqual({ bodyBytes: Buffer.byteLength(body ?? ''), truncated: false });
    expect(schedule[0]).toBe(nextAttemptAt);
    const [first = 0, ...others] = schedule.map((time) => new Date(time).getTime());
    expect(others.map((time) => (time - first) / MINUTE)).toEqual([5, 35, 155]);
  });

  it('that a recovery queued: names it; ended, it has no attempts to come', async ({ gogreen }) => {
    const replayed = await show(gogreen, { recoveryId: recovery });
    expect(replayed).toMatchObject({ status: 'DELIVERED', recovery: { id: recovery }, schedule: [] });
    expect(replayed.attempts.map(({ number }) => number)).toEqual([1, 2]);
    expect(replayed.lastAttempt?.number).toBe(2);
  });

  it('with a large body: shows its beginning, says so, and has the size of the whole', async ({
    gogreen,
  }) => {
    await gogreen.app.database.pool.query(
      "UPDATE deliveries SET request_body = repeat('x', 70000) WHERE integration_id = $1",
      [failing],
    );
    const { lastAttempt } = await show(gogreen, { integrationId: failing });
    expect(lastAttempt?.request).toEqual({ body: 'x'.repeat(65_536), bodyBytes: 70_000, truncated: true });
  });
});
