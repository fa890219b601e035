import { createServer } from 'node:net';
import { describe, expect, vi } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import { providers } from '#src/integrations/providers/registry.ts';
import { createEgressPolicy } from '#src/platform/egress/egress.ts';
import { parseEgressProxy } from '#src/platform/egress/egress-proxy.ts';
import { createOutbound, type Outbound } from '#src/platform/egress/outbound.ts';
import { announceChange } from '#test/support/announce.ts';
import type { TestApp } from '#test/support/app.ts';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import { createWebhook } from '#test/support/builders.ts';
import { startConnectProxy } from '#test/support/connect-proxy.ts';
import { readDelivery, retryDelivery } from '#test/support/deliveries.ts';
import { readIntegrations } from '#test/support/integrations.ts';
import { startReceiver } from '#test/support/receiver.ts';
import { runJobs } from '#test/support/run-jobs.ts';
import { selfSigned } from '#test/support/self-signed.ts';

const it = testWithReceiver({ worker: false });
let usual: Outbound;

it.beforeAll(async ({ gogreen }) => {
  usual = gogreen.app.outbound;
});
it.afterEach(({ gogreen }) => {
  vi.restoreAllMocks();
  gogreen.app.outbound = usual;
});

async function deliver(gogreen: TestApp, url: string) {
  const change = await announceChange(gogreen, { url });
  await runJobs(gogreen);
  const delivery = await change.read();
  return { ...change, delivery, attempt: delivery.attempts[0] };
}

const sealed = (gogreen: TestApp, integrationId: string, text: string) =>
  gogreen.app.database.pool.query('UPDATE integrations SET secrets = $2 WHERE id = $1', [
    integrationId,
    text,
  ]);

const UpdateIntegration = graphql(`
  mutation ErrorClassesUpdate($input: UpdateIntegrationInput!) {
    updateIntegration(input: $input) { __typename ... on Error { message } }
  }
`);
const RotateSecret = graphql(`
  mutation ErrorClassesRotate($input: RotateSigningSecretInput!) {
    rotateSigningSecret(input: $input) { __typename ... on Error { message } }
  }
`);
const Preview = graphql(`
  mutation ErrorClassesPreview($input: PreviewIntegrationInput!) {
    previewIntegration(input: $input) { __typename ... on Error { message } }
  }
`);
const Test = graphql(`
  mutation ErrorClassesTest($input: TestIntegrationInput!) {
    testIntegration(input: $input) {
      __typename
      ... on TestIntegrationPayload { attempt { error { class message } } delivery { status } }
    }
  }
`);

describe('an attempt without a response has the error class', () => {
  const failure = (errorClass: string, message: string) => ({
    response: null,
    error: { class: errorClass, message: expect.stringMatching(message) },
  });

  it('DNS: the host name does not resolve', async ({ gogreen }) => {
    const { delivery, attempt } = await deliver(gogreen, 'http://nowhere.invalid/hooks');
    expect(attempt).toMatchObject({
      ...failure('DNS', 'nowhere.invalid could not be resolved'),
      address: null,
    });
    expect(attempt?.request.url).toBe('http://nowhere.invalid/hooks');
    expect(delivery.status).toBe('PENDING');
  });

  it('REFUSED: nothing listens, or the connection is reset', async ({ gogreen, receiver }) => {
    const gone = await startReceiver();
    await gone.close();
    const { attempt } = await deliver(gogreen, gone.url);
    expect(attempt).toMatchObject({ ...failure('REFUSED', 'ECONNREFUSED'), address: '127.0.0.1' });
    receiver.reset();
    expect((await deliver(gogreen, receiver.url)).attempt).toMatchObject(failure('REFUSED', 'broken off'));
  });

  it('TLS: the certificate is not trusted', async ({ gogreen }) => {
    const secure = await startReceiver(selfSigned);
    const { attempt } = await deliver(gogreen, secure.url);
    await secure.close();
    expect(attempt).toMatchObject(failure('TLS', 'No trusted TLS connection'));
    expect(secure.requests).toEqual([]);
  });

  it('TIMEOUT: no response, or one that does not end', async ({ gogreen, receiver }) => {
    const policy = createEgressPolicy(['127.0.0.1']);
    const hasty = createOutbound({ policy, timeoutMs: 300 });
    gogreen.app.outbound = hasty;
    receiver.hang();
    expect((await deliver(gogreen, receiver.url)).attempt).toMatchObject(failure('TIMEOUT', 'within 0.3 s'));
    receiver.drip();
    expect((await deliver(gogreen, receiver.url)).attempt).toMatchObject(failure('TIMEOUT', 'within 0.3 s'));
    await hasty.close();
  });

  it('PROXY: the egress proxy makes no connection', async ({ gogreen, receiver }) => {
    const proxy = await startConnectProxy({ credentials: 'gogreen:right' });
    const policy = createEgressPolicy(['127.0.0.1']);
    const proxied = createOutbound({
      policy,
      proxy: parseEgressProxy(proxy.url.replace('//', '//gogreen:wr0ng@')),
    });
    gogreen.app.outbound = proxied;
    const { attempt, delivery } = await deliver(gogreen, receiver.url);
    await Promise.all([proxied.close(), proxy.close()]);
    expect(attempt).toMatchObject({ ...failure('PROXY', 'EGRESS_PROXY .status 407'), address: '127.0.0.1' });
    expect(delivery.status).toBe('PENDING');
    expect(receiver.requests).toEqual([]);
  });

  it('BLOCKED: the address is no longer allowed', async ({ gogreen, receiver }) => {
    const strict = createOutbound({ policy: createEgressPolicy([]) });
    const change = await announceChange(gogreen, { url: receiver.url });
    gogreen.app.outbound = strict;
    await runJobs(gogreen);
    expect((await change.read()).attempts).toMatchObject([failure('BLOCKED', 'EGRESS_ALLOW')]);
    expect(receiver.requests).toEqual([]);
    await strict.close();
  });

  it('HTTP: the response is not HTTP', async ({ gogreen }) => {
    const babbler = createServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n')).listen(0, '127.0.0.1');
    await new Promise((resolve) => babbler.once('listening', resolve));
    const { port } = babbler.address() as { port: number };
    expect((await deliver(gogreen, `http://127.0.0.1:${port}`)).attempt).toMatchObject(
      failure('HTTP', 'not valid HTTP'),
    );
    babbler.close();
  });

  it('TOO_LARGE: the body is over the limit; it is not sent and not retried', async ({
    gogreen,
    receiver,
  }) => {
    const change = await announceChange(gogreen, { url: receiver.url });
    vi.spyOn(providers.webhook, 'body').mockReturnValue({
      contentType: 'application/json',
      body: `"${'x'.repeat(1024 * 1024)}"`,
    });
    await runJobs(gogreen);
    const delivery = await change.read();
    expect(delivery).toMatchObject({ status: 'FAILED', attemptCount: 1, nextAttemptAt: null });
    expect(delivery.attempts).toMatchObject([
      failure('TOO_LARGE', '1048578 bytes; Webhook takes at most 1048576'),
    ]);
    expect(delivery.attempts[0]?.request.body).toHaveLength(64 * 1024);
    expect(receiver.requests).toEqual([]);
    // The receiver has done nothing: its health and its circuit stay as they were.
    const [integration] = await readIntegrations(gogreen, change.projectKey);
    expect(integration?.health).toEqual({ status: 'HEALTHY' });
  });
});

describe('a provider that throws', () => {
  it('in its verdict: the attempt fails with the response and is retried', async ({ gogreen, receiver }) => {
    vi.spyOn(providers.webhook, 'verdict').mockImplementation(() => {
      throw new Error('a defect\u0000');
    });
    const { delivery, attempt } = await deliver(gogreen, receiver.url);
    expect(delivery.status).toBe('PENDING');
    expect(attempt).toMatchObject({
      error: { class: 'INTERNAL', message: 'The answer could not be judged: a defect\ufffd' },
      response: { status: 200 },
    });
    expect(receiver.requests).toHaveLength(1);
  });
});

describe('an integration whose secrets cannot be decrypted', () => {
  it('does not affect other integrations, says so in its attempts, and delivers once they can be decrypted', async ({
    gogreen,
    receiver,
  }) => {
    const change = await announceChange(gogreen, { url: `${receiver.url}/broken` });
    const { projectKey, integration } = change;
    const healthy = await createWebhook(gogreen, { projectKey, url: `${receiver.url}/healthy` });
    const { event } = await change.toggle(false);
    const eventId = event?.id ?? '';
    const { rows } = await gogreen.app.database.pool.query<{ secrets: string }>(
      'SELECT secrets FROM integrations WHERE id = $1',
      [integration.id],
    );
    await sealed(gogreen, integration.id, (rows[0]?.secrets ?? '').replace('v1.test.', 'v1.gone.'));
    const log = vi.spyOn(gogreen.app.log, 'error').mockImplementation(() => undefined);
    await runJobs(gogreen);
    expect(log).toHaveBeenCalled();
    expect(receiver.requests.map(({ path }) => path)).toEqual(['/healthy']);
    expect(await readDelivery(gogreen, projectKey, { integrationId: healthy.id, eventId })).toMatchObject({
      status: 'DELIVERED',
    });
    const broken = await readDelivery(gogreen, projectKey, { integrationId: integration.id, eventId });
    expect(broken).toMatchObject({ status: 'PENDING', attemptCount: 1 });
    expect(broken.attempts[0]).toMatchObject({
      error: { class: 'INTERNAL', message: expect.stringContaining('key "gone", which is not among the') },
      request: { url: '', headers: [] },
      response: null,
    });

    await sealed(gogreen, integration.id, rows[0]?.secrets ?? '');
    await retryDelivery(gogreen, broken.id);
    await runJobs(gogreen);
    const [theirs, ours] = receiver.requests.map(({ body }) => body.toString());
    expect(ours).toBe(theirs);
    const delivered = await readDelivery(gogreen, projectKey, { integrationId: integration.id, eventId });
    expect(delivered).toMatchObject({ status: 'DELIVERED', attemptCount: 2 });
    expect(delivered.attempts[1]?.request.body).toBe(ours);
  });

  it('can be disabled; its other commands fail with what to do', async ({ gogreen, receiver }) => {
    const { integration } = await announceChange(gogreen, { url: receiver.url });
    const input = { integrationId: integration.id };
    await sealed(gogreen, integration.id, 'v1.gone.a.b.c');
    vi.spyOn(gogreen.app.log, 'error').mockImplementation(() => undefined);
    const conflict = {
      __typename: 'ConflictError',
      message: expect.stringContaining('Put the key back into GOGREEN_ENCRYPTION_KEYS'),
    };
    expect((await gogreen.run(RotateSecret, { input })).rotateSigningSecret).toEqual(conflict);
    expect((await gogreen.run(Preview, { input })).previewIntegration).toEqual(conflict);
    const provider = { webhook: { url: receiver.url } };
    expect(
      (await gogreen.run(UpdateIntegration, { input: { ...input, provider } })).updateIntegration,
    ).toEqual(conflict);
    expect((await gogreen.run(Test, { input })).testIntegration).toMatchObject({
      attempt: { error: { class: 'INTERNAL' } },
      delivery: { status: 'FAILED' },
    });
    expect(
      (await gogreen.run(UpdateIntegration, { input: { ...input, enabled: false } })).updateIntegration,
    ).toEqual({
      __typename: 'UpdateIntegrationPayload',
    });
  });
});
