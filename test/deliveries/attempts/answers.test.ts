import { describe, expect } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import { announceChange } from '#test/support/announce.ts';
import type { TestApp } from '#test/support/app.ts';
import { testWithReceiver, type WithReceiver } from '#test/support/app-with-receiver.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { headerOf, readDeliveries } from '#test/support/deliveries.ts';
import type { Answer } from '#test/support/receiver.ts';
import { runJobs } from '#test/support/run-jobs.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

const clock = stopClockForFile();
const it = testWithReceiver({ worker: false });

/** Delivers one event to a receiver that answers so; the delivery with its one attempt. */
async function deliver({ gogreen, receiver }: WithReceiver, answer: Answer) {
  receiver.answer(answer);
  const change = await announceChange(gogreen, { url: receiver.url });
  await runJobs(gogreen);
  const delivery = await change.read();
  const [attempt] = delivery.attempts;
  if (!attempt || delivery.attempts.length > 1) throw new Error('not one attempt');
  return { ...change, delivery, attempt };
}

const inFuture = (ms: number) => new Date(clock.now().getTime() + ms).toISOString();

const Health = graphql(`
  query AnswersHealth($projectKey: String!) {
    project(key: $projectKey) {
      integrations {
        enabled
        health { status consecutiveFailures lastSuccessAt lastErrorAt lastError disabledReason }
      }
    }
  }
`);
const Enable = graphql(`
  mutation AnswersEnable($input: UpdateIntegrationInput!) {
    updateIntegration(input: $input) { __typename }
  }
`);

async function readHealth(gogreen: TestApp, projectKey: string) {
  const { project } = await gogreen.run(Health, { projectKey });
  return project?.integrations[0];
}

describe('a response', () => {
  it.for([200, 201, 202, 204, 299])('with status %i: is a success', async (status, { gogreen, receiver }) => {
    const { delivery, attempt } = await deliver({ gogreen, receiver }, { status });
    expect(delivery.status).toBe('DELIVERED');
    expect(attempt).toMatchObject({ error: null, response: { status } });
  });

  it.for([300, 301, 302, 307, 308, 400, 401, 403, 404, 409, 422, 429, 500, 502, 503, 504])(
    'with status %i: is a failure and is retried',
    async (status, { gogreen, receiver }) => {
      const { delivery, attempt } = await deliver(
        { gogreen, receiver },
        {
          status,
          headers: { location: `${receiver.url}/other` },
        },
      );
      expect(delivery).toMatchObject({ status: 'PENDING', nextAttemptAt: inFuture(MINUTE) });
      expect(attempt).toMatchObject({ error: { class: 'HTTP' }, response: { status } });
      expect(receiver.requests.map(({ path }) => path)).toEqual(['/']);
    },
  );
});

describe('Retry-After', () => {
  it.for([429, 503])(
    'with status %i: delays the next attempt, in seconds or until a date',
    async (status, { gogreen, receiver }) => {
      const seconds = await deliver({ gogreen, receiver }, { status, headers: { 'retry-after': '1800' } });
      expect(seconds.delivery.nextAttemptAt).toBe(inFuture(30 * MINUTE));
      const date = new Date(clock.now().getTime() + 45 * MINUTE).toUTCString();
      const until = await deliver({ gogreen, receiver }, { status, headers: { 'retry-after': date } });
      expect(until.delivery.nextAttemptAt).toBe(new Date(date).toISOString());
    },
  );

  it('an earlier time, more than a day, or another status: follows the schedule or at most a day', async ({
    gogreen,
    receiver,
  }) => {
    const sooner = await deliver({ gogreen, receiver }, { status: 429, headers: { 'retry-after': '1' } });
    expect(sooner.delivery.nextAttemptAt).toBe(inFuture(MINUTE));
    const never = await deliver(
      { gogreen, receiver },
      { status: 503, headers: { 'retry-after': '99999999' } },
    );
    expect(never.delivery.nextAttemptAt).toBe(inFuture(DAY));
    const other = await deliver({ gogreen, receiver }, { status: 500, headers: { 'retry-after': '1800' } });
    expect(other.delivery.nextAttemptAt).toBe(inFuture(MINUTE));
  });
});

describe('410 Gone', () => {
  it('fails the delivery, disables the integration with the reason, and cancels its pending deliveries', async ({
    gogreen,
    receiver,
  }) => {
    const first = await deliver({ gogreen, receiver }, { status: 500 });
    await first.toggle(false);
    receiver.answer({ status: 410 });
    await runJobs(gogreen);
    const [gone, waiting] = await readDeliveries(gogreen, first.projectKey);
    expect(gone).toMatchObject({ status: 'FAILED', attemptCount: 1, nextAttemptAt: null });
    expect(waiting).toMatchObject({ id: first.delivery.id, status: 'CANCELLED', nextAttemptAt: null });
    const reason = 'The receiver answered 410 Gone: it wants no more deliveries.';
    expect(await readHealth(gogreen, first.projectKey)).toEqual({
      enabled: false,
      health: expect.objectContaining({ status: 'DISABLED', disabledReason: reason, lastError: reason }),
    });
    await first.toggle(true);
    await runJobs(gogreen);
    expect(await readDeliveries(gogreen, first.projectKey)).toHaveLength(2);

    await gogreen.run(Enable, { input: { integrationId: first.integration.id, enabled: true } });
    expect(await readHealth(gogreen, first.projectKey)).toMatchObject({
      enabled: true,
      health: { status: 'HEALTHY', disabledReason: null, consecutiveFailures: 0 },
    });
  });
});

describe('the health of an integration', () => {
  it('shows consecutive failures and the last success', async ({ gogreen, receiver }) => {
    const change = await deliver({ gogreen, receiver }, { status: 500 });
    clock.advance(MINUTE);
    await runJobs(gogreen);
    const failedAt = clock.now().toISOString();
    expect((await readHealth(gogreen, change.projectKey))?.health).toEqual({
      status: 'FAILING',
      consecutiveFailures: 2,
      lastSuccessAt: null,
      lastErrorAt: failedAt,
      lastError: 'The receiver answered 500 Internal Server Error.',
      disabledReason: null,
    });
    receiver.answer({ status: 200 });
    clock.advance(5 * MINUTE);
    await runJobs(gogreen);
    expect((await readHealth(gogreen, change.projectKey))?.health).toMatchObject({
      status: 'HEALTHY',
      consecutiveFailures: 0,
      lastSuccessAt: clock.now().toISOString(),
      lastErrorAt: failedAt,
    });
  });
});

describe('the stored response', () => {
  it('has the headers', async ({ gogreen, receiver }) => {
    const { attempt } = await deliver(
      { gogreen, receiver },
      {
        status: 400,
        headers: { 'X-Reason': 'bad flag', 'Set-Cookie': ['a=1', 'b=2'] },
        body: '{"error":"привет 🚩"}',
      },
    );
    expect(attempt.response).toMatchObject({ status: 400, body: '{"error":"привет 🚩"}', truncated: false });
    const headers = attempt.response?.headers ?? [];
    expect(headerOf({ headers }, 'x-reason')).toBe('bad flag');
    expect(headers.filter(({ name }) => name === 'Set-Cookie').map(({ value }) => value)).toEqual([
      'a=1',
      'b=2',
    ]);
  });

  it('of more than 64 KiB: is cut between two characters and marked as truncated', async ({
    gogreen,
    receiver,
  }) => {
    const exact = await deliver({ gogreen, receiver }, { status: 200, body: 'x'.repeat(64 * 1024) });
    expect(exact.attempt.response).toMatchObject({ body: 'x'.repeat(64 * 1024), truncated: false });
    const longer = await deliver(
      { gogreen, receiver },
      { status: 200, body: `${'x'.repeat(64 * 1024 - 1)}🚩` },
    );
    expect(longer.attempt.response).toMatchObject({ body: 'x'.repeat(64 * 1024 - 1), truncated: true });
    expect(longer.delivery.status).toBe('DELIVERED');
  });

  it.for([
    ['binary', Buffer.from([0, 1, 2, 255, 254]), '\ufffd\u0001\u0002\ufffd\ufffd'],
    ['invalid UTF-8', Buffer.from([0x61, 0xc3, 0x28, 0x62]), 'a\ufffd(b'],
    ['U+0000', 'a\u0000b', 'a\ufffdb'],
  ] as const)('is kept readable when it is %s', async ([_what, body, shown], { gogreen, receiver }) => {
    const { delivery, attempt } = await deliver({ gogreen, receiver }, { status: 200, body });
    expect(delivery.status).toBe('DELIVERED');
    expect(attempt.response?.body).toBe(shown);
  });
});
