import { describe, expect } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import type { TestApp } from '#test/support/app.ts';
import { testWithReceiver, type WithReceiver } from '#test/support/app-with-receiver.ts';
import {
  createFlag,
  createProject,
  createWebhook,
  deleteFlag,
  setFlagEnabled,
  updateFlag,
} from '#test/support/builders.ts';
import { readDeliveries } from '#test/support/deliveries.ts';
import { deleteIntegration, readIntegrations, updateIntegration } from '#test/support/integrations.ts';
import type { Receiver } from '#test/support/receiver.ts';
import { runJobs } from '#test/support/run-jobs.ts';

const it = testWithReceiver({ worker: false });
let projectKey: string;

it.beforeEach(async ({ gogreen }) => {
  await gogreen.app.database.pool.query('DELETE FROM graphile_worker._private_jobs');
  await gogreen.app.database.pool.query('DELETE FROM deliveries');
  projectKey = (await createProject(gogreen)).key;
});

/** What arrived, as path and event. */
const arrived = (receiver: Receiver) =>
  receiver.requests.map(({ path, headers }) => `${path} ${headers['x-gogreen-event']}`).toSorted();
const webhook = ({ gogreen, receiver }: WithReceiver, path: string, filter: object = {}) =>
  createWebhook(gogreen, { projectKey, url: `${receiver.url}/${path}`, ...filter });
const switchOn = (gogreen: TestApp, flagKey: string, environmentKey: string, enabled = true) =>
  setFlagEnabled(gogreen, { projectKey, flagKey, environmentKey, enabled });

const Node = graphql(`
  query FiltersNode($id: ID!) { node(id: $id) { __typename id } }
`);
const EventDeliveries = graphql(`
  query FiltersEventDeliveries($id: ID!) {
    node(id: $id) { ... on FlagEvent { deliveries { status integration { name } } } }
  }
`);

describe('an integration gets', () => {
  it('without event types: all events; with event types: only those', async ({ gogreen, receiver }) => {
    await webhook({ gogreen, receiver }, 'all');
    await webhook({ gogreen, receiver }, 'some', { eventTypes: ['FLAG_CREATED', 'FLAG_DELETED'] });
    await webhook({ gogreen, receiver }, 'none', { eventTypes: ['EXPERIMENT_STARTED'] });
    const { key } = await createFlag(gogreen, { projectKey });
    await switchOn(gogreen, key, 'production');
    await updateFlag(gogreen, { projectKey, key, lifecycle: 'ARCHIVED' });
    await updateFlag(gogreen, { projectKey, key, lifecycle: 'ACTIVE' });
    await updateFlag(gogreen, { projectKey, key, lifecycle: 'ARCHIVED' });
    await deleteFlag(gogreen, { projectKey, key });
    await runJobs(gogreen);
    expect(arrived(receiver)).toEqual([
      '/all flag.archived',
      '/all flag.archived',
      '/all flag.created',
      '/all flag.deleted',
      '/all flag.restored',
      '/all flag.updated',
      '/some flag.created',
      '/some flag.deleted',
    ]);
  });

  it('with environments: their events and those of no environment', async ({ gogreen, receiver }) => {
    await webhook({ gogreen, receiver }, 'production', { environmentKeys: ['production'] });
    await webhook({ gogreen, receiver }, 'both', { environmentKeys: ['production', 'development'] });
    const { key } = await createFlag(gogreen, { projectKey });
    await switchOn(gogreen, key, 'development');
    await switchOn(gogreen, key, 'production');
    await runJobs(gogreen);
    expect(arrived(receiver)).toEqual([
      '/both flag.created',
      '/both flag.updated',
      '/both flag.updated',
      '/production flag.created',
      '/production flag.updated',
    ]);
  });

  it('no events of other projects', async ({ gogreen, receiver }) => {
    await webhook({ gogreen, receiver }, 'mine');
    const other = (await createProject(gogreen)).key;
    await createFlag(gogreen, { projectKey: other });
    await runJobs(gogreen);
    expect(receiver.requests).toEqual([]);
    expect(await readDeliveries(gogreen, other)).toEqual([]);
  });

  it('no events from while it was disabled or from before it was created', async ({ gogreen, receiver }) => {
    const { key } = await createFlag(gogreen, { projectKey });
    await runJobs(gogreen);
    const { id: integrationId } = await webhook({ gogreen, receiver }, 'hooks', { enabled: false });
    await switchOn(gogreen, key, 'production');
    await runJobs(gogreen);
    await updateIntegration(gogreen, { integrationId, enabled: true });
    await runJobs(gogreen);
    expect(receiver.requests).toEqual([]);
    await switchOn(gogreen, key, 'development');
    await runJobs(gogreen);
    expect(arrived(receiver)).toEqual(['/hooks flag.updated']);
  });
});

describe('an event', () => {
  it('that matches several integrations: has a delivery for each', async ({ gogreen, receiver }) => {
    await webhook({ gogreen, receiver }, 'a', { name: 'A' });
    await webhook({ gogreen, receiver }, 'b', { name: 'B' });
    const { event } = await createFlag(gogreen, { projectKey });
    await runJobs(gogreen);
    const { node } = await gogreen.run(EventDeliveries, { id: event?.id ?? '' });
    expect(node).toEqual({
      deliveries: expect.arrayContaining([
        { status: 'DELIVERED', integration: { name: 'A' } },
        { status: 'DELIVERED', integration: { name: 'B' } },
      ]),
    });
  });

  it('that matches none: has no deliveries and is fanned out', async ({ gogreen }) => {
    await createFlag(gogreen, { projectKey });
    await runJobs(gogreen);
    const { rows } = await gogreen.app.database.pool.query('SELECT 1 FROM events WHERE NOT fanned_out');
    expect(rows).toEqual([]);
    expect(await readDeliveries(gogreen, projectKey)).toEqual([]);
  });
});

describe('the pending deliveries of an integration', () => {
  it('that is disabled: are cancelled, and stay so when it is enabled', async ({ gogreen, receiver }) => {
    receiver.answer({ status: 500 });
    const { id: integrationId } = await webhook({ gogreen, receiver }, 'hooks');
    const { key } = await createFlag(gogreen, { projectKey });
    await runJobs(gogreen);
    await updateIntegration(gogreen, { integrationId, enabled: false });
    await runJobs(gogreen);
    const [cancelled] = await readDeliveries(gogreen, projectKey);
    expect(cancelled).toMatchObject({
      status: 'CANCELLED',
      attemptCount: 1,
      nextAttemptAt: null,
      completedAt: expect.any(String),
    });
    await updateIntegration(gogreen, { integrationId, enabled: true });
    receiver.answer({ status: 200 });
    await switchOn(gogreen, key, 'production');
    await runJobs(gogreen);
    expect(await readDeliveries(gogreen, projectKey)).toMatchObject([
      { status: 'DELIVERED' },
      { id: cancelled?.id, status: 'CANCELLED' },
    ]);
  });

  it('that is disabled before the first attempt: are cancelled', async ({ gogreen, receiver }) => {
    const { id: integrationId } = await webhook({ gogreen, receiver }, 'hooks');
    await createFlag(gogreen, { projectKey });
    // Fan-out and cancelling are due together with the first attempt, in whatever order.
    await updateIntegration(gogreen, { integrationId, enabled: false });
    await runJobs(gogreen, { concurrency: 4 });
    expect(receiver.requests).toEqual([]);
  });

  it('that is deleted: are cancelled and stay readable; the integration is gone from lists and node', async ({
    gogreen,
    receiver,
  }) => {
    receiver.answer({ status: 500 });
    const { id: integrationId } = await webhook({ gogreen, receiver }, 'hooks', { name: 'Gone' });
    await createFlag(gogreen, { projectKey });
    await runJobs(gogreen);
    expect((await gogreen.run(Node, { id: integrationId })).node).toEqual({
      __typename: 'WebhookIntegration',
      id: integrationId,
    });
    expect(await deleteIntegration(gogreen, integrationId)).toEqual({
      __typename: 'DeleteIntegrationPayload',
      integrationId,
    });
    await runJobs(gogreen);
    expect(await readIntegrations(gogreen, projectKey)).toEqual([]);
    expect((await gogreen.run(Node, { id: integrationId })).node).toBeNull();
    expect(await readDeliveries(gogreen, projectKey)).toMatchObject([
      { status: 'CANCELLED', integration: { id: integrationId, name: 'Gone' }, attempts: [{ number: 1 }] },
    ]);
    const { rows } = await gogreen.app.database.pool.query('SELECT secrets FROM integrations WHERE id = $1', [
      integrationId,
    ]);
    expect(rows).toEqual([{ secrets: '' }]);
    const gone = { __typename: 'NotFoundError' };
    expect(await deleteIntegration(gogreen, integrationId)).toMatchObject(gone);
    expect(await updateIntegration(gogreen, { integrationId, enabled: true })).toMatchObject(gone);
  });
});
