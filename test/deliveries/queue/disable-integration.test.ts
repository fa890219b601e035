import { describe, expect } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import type { TestApp } from '#test/support/app.ts';
import { testWithReceiver, type WithReceiver } from '#test/support/app-with-receiver.ts';
import { createFlag, createProject, createWebhook, setFlagEnabled } from '#test/support/builders.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { readDeliveries, retryDelivery } from '#test/support/deliveries.ts';
import { askToDisable } from '#test/support/disable-integration.ts';
import { deleteIntegration, testIntegration, updateIntegration } from '#test/support/integrations.ts';
import type { Receiver } from '#test/support/receiver.ts';
import { runJobs } from '#test/support/run-jobs.ts';
import { subscribeSse } from '#test/support/subscribe-sse.ts';

const DAY = 24 * 3_600_000;
const GONE = 'The receiver answered 410 Gone: it wants no more deliveries.';

const clock = stopClockForFile();
const it = testWithReceiver({ worker: false });
let projectKey: string;
let isOn: boolean;

it.beforeEach(async ({ gogreen }) => {
  await gogreen.app.database.pool.query('DELETE FROM graphile_worker._private_jobs');
  await gogreen.app.database.pool.query('DELETE FROM deliveries');
  isOn = false;
  projectKey = (await createProject(gogreen)).key;
  await createFlag(gogreen, { projectKey, key: 'flag' });
  await runJobs(gogreen);
});

const Watch = graphql(`
  subscription DisabledIntegrations($projectKey: String!) {
    events(projectKey: $projectKey, afterSequence: 0) { __typename type ... on IntegrationEvent { integrationName reason } }
  }
`);
const Log = graphql(`
  query DisabledLog($projectKey: String!) {
    project(key: $projectKey) {
      lastSequence
      integrations {
        id enabled
        health { status disabledReason consecutiveFailures failingSince circuitOpen }
      }
      events(filter: { types: [INTEGRATION_DISABLED] }) {
        edges {
          node {
            id sequence type occurredAt comment
            environment { key }
            actor { id: actorId email name }
            deliveries { integration { name } }
            ... on IntegrationEvent { integrationName provider reason integration { id enabled } }
          }
        }
      }
    }
  }
`);

async function read(gogreen: TestApp) {
  const { project } = await gogreen.run(Log, { projectKey });
  return {
    lastSequence: project?.lastSequence,
    integrations: project?.integrations ?? [],
    events: project?.events.edges.map(({ node }) => node) ?? [],
  };
}

async function readHealth(gogreen: TestApp, id: string) {
  return (await read(gogreen)).integrations.find((integration) => integration.id === id)?.health;
}

async function toggle(gogreen: TestApp): Promise<void> {
  isOn = !isOn;
  await setFlagEnabled(gogreen, {
    projectKey,
    flagKey: 'flag',
    environmentKey: 'production',
    enabled: isOn,
  });
}

const make = (
  { gogreen, receiver }: WithReceiver,
  name: string,
  eventTypes: ('FLAG_UPDATED' | 'INTEGRATION_DISABLED')[],
) => createWebhook(gogreen, { projectKey, name, eventTypes, url: `${receiver.url}/${name}` });
const received = (receiver: Receiver, name: string) =>
  receiver.requests.filter(({ path }) => path === `/${name}`);

describe('a receiver that answers 410 Gone', () => {
  it('several times: its integration is disabled once, with one event for log, subscribers and other integrations', async ({
    gogreen,
    receiver,
  }) => {
    const gone = await make({ gogreen, receiver }, 'gone', []);
    await make({ gogreen, receiver }, 'listener', ['INTEGRATION_DISABLED']);
    const live = await subscribeSse(gogreen.url, Watch, { projectKey });
    receiver.answer(async ({ path }) => {
      if (path !== '/gone') return { status: 200 };
      await receiver.waitFor(() => received(receiver, 'gone').length === 3);
      return { status: 410 };
    });
    for (const _ of [1, 2, 3]) await toggle(gogreen);
    await runJobs(gogreen, { concurrency: 4 });
    await askToDisable(gogreen, gone.id, 'Said once more.');
    await runJobs(gogreen);

    const { events, lastSequence, integrations } = await read(gogreen);
    expect(events).toEqual([
      {
        id: expect.stringMatching(/^evt_/),
        sequence: 5,
        type: 'INTEGRATION_DISABLED',
        occurredAt: clock.now().toISOString(),
        comment: null,
        environment: null,
        actor: { id: gone.id, email: null, name: 'gone' },
        deliveries: [{ integration: { name: 'listener' } }],
        integrationName: 'gone',
        provider: 'WEBHOOK',
        reason: GONE,
        integration: { id: gone.id, enabled: false },
      },
    ]);
    expect(lastSequence).toBe(5);
    expect(integrations[0]).toMatchObject({
      enabled: false,
      health: { status: 'DISABLED', disabledReason: GONE, circuitOpen: false },
    });
    const seen = await live.waitFor(5);
    await live.leave();
    expect(seen.map(({ errors }) => errors)).toEqual(Array(5).fill(undefined));
    expect(seen.map(({ data }) => data?.events)).toEqual([
      ...['FLAG_CREATED', 'FLAG_UPDATED', 'FLAG_UPDATED', 'FLAG_UPDATED'].map((type) => {
        return { __typename: 'FlagEvent', type };
      }),
      { __typename: 'IntegrationEvent', type: 'INTEGRATION_DISABLED', integrationName: 'gone', reason: GONE },
    ]);
    const bodies = received(receiver, 'listener').map(({ body }) => JSON.parse(body.toString()));
    expect(bodies).toEqual([
      expect.objectContaining({
        event: 'integration.disabled',
        flag_key: null,
        environment_id: null,
        changes: {},
        actor: { id: gone.id, email: null },
        url: `https://gogreen.test/projects/${projectKey}/integrations/${gone.id}`,
        integration: { id: gone.id, name: 'gone', provider: 'WEBHOOK', reason: GONE },
      }),
    ]);
    expect(received(receiver, 'gone')).toHaveLength(3);
  });

  it('with pending deliveries: they are cancelled', async ({ gogreen, receiver }) => {
    const gone = await make({ gogreen, receiver }, 'gone', ['FLAG_UPDATED']);
    receiver.answer({ status: 500 });
    await toggle(gogreen);
    await runJobs(gogreen);
    await askToDisable(gogreen, gone.id, GONE);
    await runJobs(gogreen);
    expect((await readDeliveries(gogreen, projectKey)).map(({ status }) => status)).toEqual(['CANCELLED']);
  });

  it('whose integration was deleted: its event stays in the log, and no second one is made', async ({
    gogreen,
    receiver,
  }) => {
    const [gone, deleted] = [
      await make({ gogreen, receiver }, 'gone', []),
      await make({ gogreen, receiver }, 'deleted', []),
    ];
    await deleteIntegration(gogreen, deleted.id);
    await askToDisable(gogreen, gone.id, GONE);
    await askToDisable(gogreen, deleted.id, GONE);
    await runJobs(gogreen);
    await deleteIntegration(gogreen, gone.id);
    expect((await read(gogreen)).events).toMatchObject([
      { integration: null, integrationName: 'gone', provider: 'WEBHOOK', reason: GONE },
    ]);
  });
});

describe('an integration without a success for five days', () => {
  /** Fails so many deliveries, as over a long time: neither the circuit nor the clock stands in their way. */
  async function fail({ gogreen, receiver }: WithReceiver, id: string, times: number): Promise<void> {
    receiver.answer({ status: 500 });
    for (let time = 0; time < times; time += 1) {
      await toggle(gogreen);
      await runJobs(gogreen);
      await sql(
        gogreen,
        'UPDATE integrations SET consecutive_failures = 1, probe_at = NULL WHERE id = $1',
        id,
      );
    }
  }

  const sql = (gogreen: TestApp, text: string, ...values: unknown[]) =>
    gogreen.app.database.pool.query(text, values);
  const failingFor = (gogreen: TestApp, id: string, ms: number) =>
    sql(
      gogreen,
      'UPDATE integrations SET failing_since = $2 WHERE id = $1',
      id,
      new Date(clock.now().getTime() - ms),
    );

  async function retryOne(gogreen: TestApp): Promise<void> {
    const [delivery] = await readDeliveries(gogreen, projectKey);
    await retryDelivery(gogreen, delivery?.id ?? '');
    await runJobs(gogreen);
  }

  it('is disabled with its twentieth failed delivery, and counts from zero when it is enabled', async ({
    gogreen,
    receiver,
  }) => {
    const failing = await make({ gogreen, receiver }, 'failing', ['FLAG_UPDATED']);
    await make({ gogreen, receiver }, 'listener', ['INTEGRATION_DISABLED']);
    await fail({ gogreen, receiver }, failing.id, 19);
    await testIntegration(gogreen, failing.id);
    await failingFor(gogreen, failing.id, 5 * DAY + 1);
    await retryOne(gogreen);
    expect((await read(gogreen)).events).toEqual([]);
    expect(await readHealth(gogreen, failing.id)).toMatchObject({
      status: 'FAILING',
      failingSince: new Date(clock.now().getTime() - 5 * DAY - 1).toISOString(),
    });

    await fail({ gogreen, receiver }, failing.id, 1);
    const { events } = await read(gogreen);
    expect(events).toMatchObject([
      {
        integrationName: 'failing',
        reason: expect.stringMatching(
          /^It has only failed for more than 5 days: of 20 deliveries since .* UTC none succeeded\.$/,
        ),
      },
    ]);
    expect(await readHealth(gogreen, failing.id)).toMatchObject({
      status: 'DISABLED',
      disabledReason: expect.stringContaining('of 20 deliveries'),
    });
    expect(received(receiver, 'listener')).toHaveLength(1);

    await updateIntegration(gogreen, { integrationId: failing.id, enabled: true });
    expect(await readHealth(gogreen, failing.id)).toEqual({
      status: 'HEALTHY',
      disabledReason: null,
      consecutiveFailures: 0,
      failingSince: null,
      circuitOpen: false,
    });
    await fail({ gogreen, receiver }, failing.id, 1);
    expect((await read(gogreen)).events).toHaveLength(1);
    expect(await readHealth(gogreen, failing.id)).toMatchObject({ failingSince: clock.now().toISOString() });
  });

  it('is not disabled earlier, nor for failures before its last success', async ({ gogreen, receiver }) => {
    const failing = await make({ gogreen, receiver }, 'failing', ['FLAG_UPDATED']);
    await fail({ gogreen, receiver }, failing.id, 20);
    await failingFor(gogreen, failing.id, 5 * DAY - 1);
    await retryOne(gogreen);
    expect((await read(gogreen)).events).toEqual([]);

    clock.advance(DAY);
    await sql(
      gogreen,
      `UPDATE deliveries SET status = 'FAILED', completed_at = $2 WHERE integration_id = $1`,
      failing.id,
      new Date(clock.now().getTime() - DAY),
    );
    await sql(gogreen, 'UPDATE integrations SET failing_since = NULL WHERE id = $1', failing.id);
    await fail({ gogreen, receiver }, failing.id, 5);
    await failingFor(gogreen, failing.id, 0);
    clock.advance(5 * DAY + 1);
    await fail({ gogreen, receiver }, failing.id, 1);
    expect((await read(gogreen)).events).toEqual([]);
  });

  it('ten failures in a row: its circuit is open', async ({ gogreen, receiver }) => {
    const failing = await make({ gogreen, receiver }, 'failing', ['FLAG_UPDATED']);
    await fail({ gogreen, receiver }, failing.id, 1);
    expect(await readHealth(gogreen, failing.id)).toMatchObject({ status: 'FAILING', circuitOpen: false });
    await sql(gogreen, 'UPDATE integrations SET consecutive_failures = 10 WHERE id = $1', failing.id);
    expect(await readHealth(gogreen, failing.id)).toMatchObject({ status: 'FAILING', circuitOpen: true });
  });
});
