import { describe, expect } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import { createFlag, createProject, createWebhook, succeeded } from '#test/support/builders.ts';
import { headerOf, readDelivery } from '#test/support/deliveries.ts';
import {
  previewIntegration,
  testIntegration,
  tryCreateIntegration,
  updateIntegration,
} from '#test/support/integrations.ts';
import { startReceiver } from '#test/support/receiver.ts';
import { readJobs, runJobs } from '#test/support/run-jobs.ts';

const it = testWithReceiver({ worker: false });
let projectKey: string;

it.beforeEach(async ({ gogreen, receiver }) => {
  receiver.answer({ status: 200, body: 'thanks' });
  await gogreen.app.database.pool.query('DELETE FROM graphile_worker._private_jobs');
  await gogreen.app.database.pool.query('DELETE FROM deliveries');
  projectKey = (await createProject(gogreen)).key;
});

const Log = graphql(`
  query TestIntegrationLog($projectKey: String!) {
    project(key: $projectKey) { lastSequence events { edges { node { id } } } }
  }
`);

describe('testIntegration', () => {
  it('sends a marked event and returns request and response', async ({ gogreen, receiver }) => {
    const { id } = await createWebhook(gogreen, { projectKey, url: receiver.url });
    const { attempt, delivery } = succeeded(await testIntegration(gogreen, id));
    const [request] = receiver.requests;
    const body = JSON.parse(request?.body.toString() ?? '');
    expect(body).toMatchObject({
      event: 'flag.updated',
      test: true,
      sequence: 0,
      project_key: projectKey,
      flag_key: 'gogreen-test',
      changes: { enabled: { old: false, new: true } },
      comment: expect.stringContaining('Nothing was changed'),
    });
    expect(attempt).toMatchObject({
      number: 1,
      trigger: 'TEST',
      error: null,
      nextAttemptAt: null,
      request: { method: 'POST', url: receiver.url, body: request?.body.toString() },
      response: { status: 200, body: 'thanks' },
    });
    for (const name of ['webhook-id', 'webhook-signature', 'x-gogreen-signature', 'x-gogreen-event']) {
      expect(headerOf(attempt.request, name), name).toBe(request?.headers[name]);
    }
    expect(delivery).toMatchObject({
      id: request?.headers['webhook-id'],
      status: 'DELIVERED',
      attemptCount: 1,
      event: { sequence: 0, test: true },
    });
    expect(await readDelivery(gogreen, projectKey)).toMatchObject({ id: delivery.id });
  });

  it.for(['TGGL', 'CLOUDEVENTS'] as const)(
    'marks the event also in the format %s',
    async (payloadFormat, { gogreen, receiver }) => {
      const { id } = await createWebhook(gogreen, { projectKey, url: receiver.url, payloadFormat });
      await testIntegration(gogreen, id);
      const body = JSON.parse(receiver.requests[0]?.body.toString() ?? '');
      expect(payloadFormat === 'TGGL' ? body : body.data).toMatchObject({ test: true });
    },
  );

  it('adds nothing to the event log', async ({ gogreen, receiver }) => {
    const { id } = await createWebhook(gogreen, { projectKey, url: receiver.url });
    await testIntegration(gogreen, id);
    const { project } = await gogreen.run(Log, { projectKey });
    expect(project).toEqual({ lastSequence: 0, events: { edges: [] } });
    expect((await createFlag(gogreen, { projectKey })).event?.sequence).toBe(1);
  });

  it('a failure: returns the error and is not retried', async ({ gogreen, receiver }) => {
    const { id } = await createWebhook(gogreen, { projectKey, url: receiver.url });
    receiver.answer({ status: 500, body: 'no' });
    expect(await testIntegration(gogreen, id)).toMatchObject({
      attempt: { error: { class: 'HTTP' }, response: { status: 500, body: 'no' }, nextAttemptAt: null },
      delivery: { status: 'FAILED', nextAttemptAt: null, completedAt: expect.any(String) },
    });
    const gone = await startReceiver();
    await gone.close();
    const { id: other } = await createWebhook(gogreen, { projectKey, url: gone.url });
    expect(await testIntegration(gogreen, other)).toMatchObject({
      attempt: { error: { class: 'REFUSED' }, response: null, request: { url: gone.url } },
      delivery: { status: 'FAILED' },
    });
    expect(await readJobs(gogreen)).toEqual([]);
  });

  it('several targets: tries all, and returns first one that failed', async ({ gogreen, receiver }) => {
    receiver.answer(({ body }) => {
      const found = JSON.parse(body.toString()).channel !== '#gone';
      return { body: JSON.stringify(found ? { ok: true } : { ok: false, error: 'channel_not_found' }) };
    });
    const slack = { botToken: 'xoxb-1', channels: ['#here', '#gone', '#there'], apiUrl: receiver.url };
    const { integration } = succeeded(
      await tryCreateIntegration(gogreen, { projectKey, name: 'Slack', provider: { slack } }),
    );
    const { attempt, delivery, deliveries } = succeeded(await testIntegration(gogreen, integration.id));
    expect(deliveries).toMatchObject([
      { target: '#here', status: 'DELIVERED', attempts: [{ number: 1, trigger: 'TEST', error: null }] },
      { target: '#gone', status: 'FAILED', attempts: [{ number: 1, error: { class: 'HTTP' } }] },
      { target: '#there', status: 'DELIVERED', attempts: [{ number: 1, error: null }] },
    ]);
    expect(delivery.id).toBe(deliveries[1]?.id);
    expect(attempt.error?.message).toContain('channel_not_found');
    expect(JSON.parse(attempt.request.body).channel).toBe('#gone');
    expect(receiver.requests).toHaveLength(3);

    receiver.answer({ body: '{"ok":true}' });
    const second = succeeded(await testIntegration(gogreen, integration.id));
    expect(second.delivery.id).toBe(second.deliveries[0]?.id);
    expect(second.attempt.error).toBeNull();
    expect(await readJobs(gogreen)).toEqual([]);
  });

  it('a disabled integration: is tested all the same', async ({ gogreen, receiver }) => {
    const { id } = await createWebhook(gogreen, { projectKey, url: receiver.url, enabled: false });
    expect(await testIntegration(gogreen, id)).toMatchObject({ delivery: { status: 'DELIVERED' } });
  });

  it('an unknown integration: is not found', async ({ gogreen }) => {
    expect(await testIntegration(gogreen, 'intg_00000000000000000000000000')).toMatchObject({
      __typename: 'NotFoundError',
    });
  });
});

describe('previewIntegration', () => {
  it.for(['GOGREEN', 'TGGL', 'CLOUDEVENTS'] as const)(
    'in %s: has the body, URL and header names that are then sent',
    async (payloadFormat, { gogreen, receiver }) => {
      const { id: integrationId } = await createWebhook(gogreen, {
        projectKey,
        url: `${receiver.url}/hooks?a=1`,
        payloadFormat,
        headers: [{ name: 'X-Api-Key', value: 'canary-1234567890' }],
      });
      const { event } = await createFlag(gogreen, { projectKey });
      const { requests } = succeeded(
        await previewIntegration(gogreen, { integrationId, eventId: event?.id ?? '' }),
      );
      expect(receiver.requests).toEqual([]);
      await runJobs(gogreen);
      const [sent] = receiver.requests;
      const [shown, ...others] = requests;
      expect(others).toEqual([]);
      expect(shown).toMatchObject({
        method: sent?.method,
        url: `${receiver.url}${sent?.path}`,
        body: sent?.body.toString(),
      });
      const delivered = await readDelivery(gogreen, projectKey);
      const names = (request: { headers: { name: string }[] } | undefined) =>
        request?.headers.map(({ name }) => name);
      expect(names(shown)).toEqual(names(delivered.attempts[0]?.request));
      expect(shown && headerOf(shown, 'x-api-key')).toBe('••••7890');
    },
  );

  it('without an event: uses the newest that matches, or a marked sample', async ({ gogreen, receiver }) => {
    const { id: integrationId } = await createWebhook(gogreen, {
      projectKey,
      url: receiver.url,
      eventTypes: ['FLAG_CREATED'],
      environmentKeys: ['production'],
    });
    const bodyOf = async () => {
      const { requests } = succeeded(await previewIntegration(gogreen, { integrationId }));
      return JSON.parse(requests[0]?.body ?? '');
    };
    expect(await bodyOf()).toMatchObject({ test: true, environment_key: 'production' });
    await createFlag(gogreen, { projectKey });
    const { event, key } = await createFlag(gogreen, { projectKey });
    expect(await bodyOf()).toMatchObject({ id: event?.id, flag_key: key });
    await testIntegration(gogreen, integrationId);
    expect(await bodyOf()).toMatchObject({ id: event?.id ?? '' });
  });

  it('an event of another project: is not found', async ({ gogreen, receiver }) => {
    const { id: integrationId } = await createWebhook(gogreen, { projectKey, url: receiver.url });
    const other = (await createProject(gogreen)).key;
    const { event } = await createFlag(gogreen, { projectKey: other });
    expect(await previewIntegration(gogreen, { integrationId, eventId: event?.id ?? '' })).toMatchObject({
      __typename: 'NotFoundError',
      message: `There is no event "${event?.id}" in the project of this integration.`,
    });
  });

  it('after a change of settings: uses the new ones', async ({ gogreen, receiver }) => {
    const { id: integrationId } = await createWebhook(gogreen, { projectKey, url: receiver.url });
    await updateIntegration(gogreen, {
      integrationId,
      provider: { webhook: { url: `${receiver.url}/new`, payloadFormat: 'TGGL' } },
    });
    const { requests } = succeeded(await previewIntegration(gogreen, { integrationId }));
    expect(requests[0]).toMatchObject({ url: `${receiver.url}/new` });
    expect(JSON.parse(requests[0]?.body ?? '')).toMatchObject({ eventType: 'FLAG_CHANGED' });
  });
});
