/** Bursts to a fake of Slack: what one person changes within ten seconds. */

import { afterEach, describe, expect, vi } from 'vitest';
import { createSender, type Sender } from '#src/deliveries/queue/sender.ts';
import { slack as slackProvider } from '#src/integrations/providers/slack/provider.ts';
import type { TestApp } from '#test/support/app.ts';
import { testWithReceiver, type WithReceiver } from '#test/support/app-with-receiver.ts';
import { succeeded } from '#test/support/builders.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { type DeliveryShown, readDeliveries, retryDelivery } from '#test/support/deliveries.ts';
import { previewIntegration, tryCreateIntegration } from '#test/support/integrations.ts';
import { countStates, fanOutOnly, quietProject } from '#test/support/lines.ts';
import type { ReceivedRequest, Receiver } from '#test/support/receiver.ts';
import { runJobs } from '#test/support/run-jobs.ts';

const CHANNEL = '#releases';
const ok = { body: JSON.stringify({ ok: true, channel: 'C0123456789', ts: '1.2' }) };

const it = testWithReceiver({ worker: false });
const clock = stopClockForFile();
let sender: Sender;
let projectKey: string;
let integrationId: string;
let change: (count: number) => Promise<void>;

it.beforeEach(async ({ gogreen, receiver: slack }) => {
  slack.answer(ok);
  ({ projectKey, change } = await quietProject(gogreen));
  integrationId = await createSlack({ gogreen, receiver: slack }, [CHANNEL]);
  sender = createSender(gogreen.app);
});
afterEach(async () => {
  await sender.stop();
});

async function createSlack({ gogreen, receiver: slack }: WithReceiver, channels: string[]): Promise<string> {
  const provider = { slack: { botToken: 'xoxb-good', channels, apiUrl: `${slack.url}/api` } };
  return succeeded(await tryCreateIntegration(gogreen, { projectKey, name: 'Slack', provider })).integration
    .id;
}

/** Takes what is due, then looks at the line second by second until nobody is left in it. */
async function sendAll(gogreen: TestApp, given?: string[]): Promise<void> {
  const ids = given ?? (await fanOutOnly(gogreen));
  await Promise.all(ids.map((id) => sender.claimDelivery(id)));
  await sender.idle();
  for (let second = 0; second < 60 && (await countStates(gogreen))['waiting']; second += 1) {
    clock.advance(1_000);
    await sender.claimFrom({ projectId: '', integrationId, target: CHANNEL });
    await sender.idle();
  }
}

interface Posted {
  text: string;
  metadata: { event_type: string; event_payload: { event_id?: string; event_ids?: string } };
}

const posted = ({ body }: Pick<ReceivedRequest, 'body'>): Posted => JSON.parse(body.toString());

/** The ids of the events that a message tells of. */
function toldBy(request: Pick<ReceivedRequest, 'body'>): string[] {
  const { event_id, event_ids } = posted(request).metadata.event_payload;
  return event_ids?.split(' ') ?? [event_id ?? ''];
}

const sizes = (slack: Receiver) => slack.requests.map((request) => toldBy(request).length);

/** Every event is in exactly one message, and its delivery has one attempt that says so. */
function expectToldOnce(slack: Receiver, deliveries: DeliveryShown[], count: number): void {
  expect(deliveries).toHaveLength(count);
  expect(slack.requests.flatMap(toldBy).sort()).toEqual(deliveries.map(({ event }) => event.id).sort());
  for (const { status, attempts, event } of deliveries) {
    expect([status, attempts.length]).toEqual(['DELIVERED', 1]);
    expect(toldBy({ body: Buffer.from(attempts[0]?.request.body ?? '') })).toContain(event.id);
    expect(attempts[0]?.response?.body).toBe(ok.body);
  }
}

async function setEvents(gogreen: TestApp, sql: string, values: unknown[] = []): Promise<void> {
  await gogreen.app.database.pool.query(`UPDATE events SET ${sql}`, values);
}

describe('a burst', () => {
  it('of 20 changes: few messages, which list every event once', async ({ gogreen, receiver: slack }) => {
    await change(20);
    await sendAll(gogreen);
    expect(sizes(slack)).toEqual([20]);
    expectToldOnce(slack, await readDeliveries(gogreen, projectKey), 20);
    const [message] = slack.requests.map(posted);
    expect(message?.text).toContain('20 changes by ');
    expect(message?.metadata.event_type).toBe('gogreen_digest');
  });

  it('in progress: the first change is sent at once, the others together', async ({
    gogreen,
    receiver: slack,
  }) => {
    await change(1);
    await sendAll(gogreen);
    await change(5);
    await sendAll(gogreen);
    expect(sizes(slack)).toEqual([1, 5]);
    expectToldOnce(slack, await readDeliveries(gogreen, projectKey), 6);
  });

  it('of more events than a message lists: continues in the next message without a gap', async ({
    gogreen,
    receiver: slack,
  }) => {
    await change(70);
    await sendAll(gogreen);
    // Which of them come first depends on who gets the line first.
    expect(Math.max(...sizes(slack))).toBe(30);
    expect(sizes(slack)).toHaveLength(3);
    expectToldOnce(slack, await readDeliveries(gogreen, projectKey), 70);
  });

  it('to several channels: one digest per channel', async ({ gogreen, receiver: slack }) => {
    await gogreen.app.database.pool.query('DELETE FROM integrations');
    integrationId = await createSlack({ gogreen, receiver: slack }, [CHANNEL, '#other']);
    await change(6);
    await sendAll(gogreen);
    clock.advance(1_000);
    await sender.claimFrom({ projectId: '', integrationId, target: '#other' });
    await sender.idle();
    expect(sizes(slack)).toEqual([6, 6]);
    expect(slack.requests.map(({ body }) => JSON.parse(String(body)).channel).sort()).toEqual([
      '#other',
      CHANNEL,
    ]);
  });
});

describe('no digest is made of', () => {
  it('five events of one user', async ({ gogreen, receiver: slack }) => {
    await change(5);
    await sendAll(gogreen);
    expect(sizes(slack)).toEqual([1, 1, 1, 1, 1]);
    expectToldOnce(slack, await readDeliveries(gogreen, projectKey), 5);
  });

  it('five events each of two users', async ({ gogreen, receiver: slack }) => {
    await change(10);
    await setEvents(
      gogreen,
      `actor = '{"id":"user_other","email":null,"name":"Other"}' WHERE sequence % 2 = 0`,
    );
    await sendAll(gogreen);
    expect(sizes(slack)).toEqual(Array(10).fill(1));
    expectToldOnce(slack, await readDeliveries(gogreen, projectKey), 10);
  });

  it('events of which no six are within ten seconds', async ({ gogreen, receiver: slack }) => {
    await change(10);
    await setEvents(gogreen, `occurred_at = $1::timestamptz + make_interval(secs => 2.001 * sequence)`, [
      clock.now(),
    ]);
    await sendAll(gogreen);
    expect(sizes(slack)).toEqual(Array(10).fill(1));
  });
});

it('bursts of two users: are two digests', async ({ gogreen, receiver: slack }) => {
  await change(16);
  await setEvents(
    gogreen,
    `actor = '{"id":"user_other","email":null,"name":"Other"}' WHERE sequence % 2 = 0`,
  );
  await sendAll(gogreen);
  expect(sizes(slack)).toEqual([8, 8]);
  expectToldOnce(slack, await readDeliveries(gogreen, projectKey), 16);
  expect(slack.requests.map((request) => posted(request).text.includes('by Other')).sort()).toEqual([
    false,
    true,
  ]);
});

it('two bursts more than ten seconds apart: are two digests', async ({ gogreen, receiver: slack }) => {
  await change(14);
  await setEvents(gogreen, `occurred_at = occurred_at + interval '11 seconds' WHERE sequence > 8`);
  await sendAll(gogreen);
  expect(sizes(slack)).toEqual([7, 7]);
  expectToldOnce(slack, await readDeliveries(gogreen, projectKey), 14);
});

describe('a digest that fails', () => {
  it('temporarily: each delivery is retried by its schedule, and it counts as one failure', async ({
    gogreen,
    receiver: slack,
  }) => {
    await change(12);
    slack.answer({ body: JSON.stringify({ ok: false, error: 'internal_error' }) });
    await sendAll(gogreen);
    const failed = await readDeliveries(gogreen, projectKey);
    expect(sizes(slack)).toEqual([12]);
    expect(failed.map(({ status }) => status)).toEqual(Array(12).fill('PENDING'));
    const planned = new Date(clock.now().getTime() + 60_000).toISOString();
    for (const { attempts } of failed)
      expect(attempts).toMatchObject([{ error: { class: 'HTTP' }, nextAttemptAt: planned }]);
    const { rows } = await gogreen.app.database.pool.query(
      'SELECT consecutive_failures FROM integrations WHERE id = $1',
      [integrationId],
    );
    expect(rows).toEqual([{ consecutive_failures: 1 }]);

    slack.answer(ok);
    clock.advance(60_000);
    await runJobs(gogreen);
    for (let second = 0; (await countStates(gogreen))['waiting'] && second < 60; second += 1) {
      clock.advance(1_000);
      await sender.claimFrom({ projectId: '', integrationId, target: CHANNEL });
      await sender.idle();
    }
    const delivered = await readDeliveries(gogreen, projectKey);
    expect(delivered.map(({ status }) => status)).toEqual(Array(12).fill('DELIVERED'));
    expect(slack.requests.slice(1).flatMap(toldBy).sort()).toEqual(
      delivered.map(({ event }) => event.id).sort(),
    );
    expect(slack.requests.length).toBeLessThan(6);
  });

  it('permanently: each delivery fails, and by hand each is sent by itself', async ({
    gogreen,
    receiver: slack,
  }) => {
    await change(8);
    slack.answer({ body: JSON.stringify({ ok: false, error: 'channel_not_found' }) });
    await sendAll(gogreen);
    const failed = await readDeliveries(gogreen, projectKey);
    expect(failed.map(({ status }) => status)).toEqual(Array(8).fill('FAILED'));
    slack.answer(ok);
    for (const { id } of failed.slice(0, 2)) {
      clock.advance(1_000);
      await retryDelivery(gogreen, id);
      await runJobs(gogreen);
    }
    expect(sizes(slack)).toEqual([8, 1, 1]);
  });

  it('because the process stops: all its deliveries are released', async ({ gogreen, receiver: slack }) => {
    await change(8);
    slack.hang();
    const ids = await fanOutOnly(gogreen);
    await Promise.all(ids.map((id) => sender.claimDelivery(id)));
    await slack.waitFor(1);
    await sender.stop();
    expect(await countStates(gogreen)).toEqual({ pending: 8 });
    slack.answer(ok);
    clock.advance(1_000);
    sender = createSender(gogreen.app);
    await sendAll(gogreen, ids);
    expect(sizes(slack)).toEqual([8, 8]);
    const deliveries = await readDeliveries(gogreen, projectKey);
    expect(deliveries.map(({ status, attemptCount }) => [status, attemptCount])).toEqual(
      Array(8).fill(['DELIVERED', 1]),
    );
  });

  it('to render: each event is sent by itself', async ({ gogreen, receiver: slack }) => {
    const broken = vi.spyOn(slackProvider, 'digest').mockImplementation(() => {
      throw new Error('no words for it');
    });
    await change(8);
    await sendAll(gogreen);
    for (let second = 0; second < 30 && slack.requests.length < 8; second += 1) {
      clock.advance(1_000);
      await runJobs(gogreen);
      await sender.claimFrom({ projectId: '', integrationId, target: CHANNEL });
      await sender.idle();
    }
    broken.mockRestore();
    expect(sizes(slack)).toEqual(Array(8).fill(1));
    expectToldOnce(slack, await readDeliveries(gogreen, projectKey), 8);
  });

  it('whose lease expired for one delivery: does not change what another worker recorded', async ({
    gogreen,
    receiver: slack,
  }) => {
    await change(8);
    slack.answer(async () => {
      const [, second] = await readIdsOfSending(gogreen);
      await gogreen.app.database.pool.query('UPDATE deliveries SET claim = claim + 1 WHERE id = $1', [
        second,
      ]);
      return ok;
    });
    await sendAll(gogreen);
    expect(await countStates(gogreen)).toEqual({ delivered: 7, sending: 1 });
  });
});

async function readIdsOfSending(gogreen: TestApp): Promise<string[]> {
  const { rows } = await gogreen.app.database.pool.query<{ id: string }>(
    `SELECT id FROM deliveries WHERE status = 'SENDING' ORDER BY id`,
  );
  return rows.map(({ id }) => id);
}

describe('a message that failed for now, when a newer one follows', () => {
  it('is sent with it, in order, so that the last word of the channel is the newest', async ({
    gogreen,
    receiver: slack,
  }) => {
    slack.answer({ body: JSON.stringify({ ok: false, error: 'internal_error' }) });
    await change(1);
    await sendAll(gogreen);
    slack.answer(ok);
    clock.advance(20_000);
    await change(1);
    await sendAll(gogreen);
    clock.advance(60_000);
    await runJobs(gogreen);
    const [newer, older] = await readDeliveries(gogreen, projectKey);
    expect(slack.requests.map(toldBy)).toEqual([[older?.event.id], [older?.event.id, newer?.event.id]]);
    expect([older, newer].map((each) => [each?.status, each?.attempts.length])).toEqual([
      ['DELIVERED', 2],
      ['DELIVERED', 1],
    ]);
  });

  it('keeps its own retry when that fails as well, as if it had not been sent along', async ({
    gogreen,
    receiver: slack,
  }) => {
    slack.answer({ body: JSON.stringify({ ok: false, error: 'internal_error' }) });
    await change(1);
    await sendAll(gogreen);
    const [before] = await readDeliveries(gogreen, projectKey);
    clock.advance(20_000);
    await change(1);
    await sendAll(gogreen);
    const [newer, older] = await readDeliveries(gogreen, projectKey);
    expect(sizes(slack)).toEqual([1, 2]);
    expect(older).toEqual(before);
    expect(newer?.attempts).toHaveLength(1);
  });

  it('waits as long as the channel asks for, if that is longer than until its own retry', async ({
    gogreen,
    receiver: slack,
  }) => {
    slack.answer({ body: JSON.stringify({ ok: false, error: 'internal_error' }) });
    await change(1);
    await sendAll(gogreen);
    clock.advance(20_000);
    slack.answer({ status: 429, headers: { 'retry-after': '300' } });
    await change(1);
    await sendAll(gogreen);
    const deliveries = await readDeliveries(gogreen, projectKey);
    const allowed = new Date(clock.now().getTime() + 300_000).toISOString();
    expect(deliveries.map(({ nextAttemptAt }) => nextAttemptAt)).toEqual([allowed, allowed]);
  });

  it('of another channel is left alone', async ({ gogreen, receiver: slack }) => {
    slack.answer({ body: JSON.stringify({ ok: false, error: 'internal_error' }) });
    await change(1);
    await sendAll(gogreen);
    await gogreen.app.database.pool.query(`UPDATE deliveries SET target = '#elsewhere'`);
    slack.answer(ok);
    clock.advance(20_000);
    await change(1);
    await sendAll(gogreen);
    expect(sizes(slack)).toEqual([1, 1]);
  });
});

it('an open circuit: a probe takes no other deliveries with it', async ({ gogreen, receiver: slack }) => {
  await gogreen.app.database.pool.query('UPDATE integrations SET consecutive_failures = 10');
  await change(8);
  slack.answer({ status: 503 });
  const ids = await fanOutOnly(gogreen);
  await Promise.all(ids.map((id) => sender.claimDelivery(id)));
  await sender.idle();
  expect(sizes(slack)).toEqual([1]);
  expect(await countStates(gogreen)).toEqual({ pending: 1, waiting: 7 });
});

it('two workers at once: no delivery is in two digests', async ({ gogreen, receiver: slack }) => {
  await using other = Object.assign(createSender(gogreen.app), {
    [Symbol.asyncDispose]: () => other.stop(),
  });
  await change(25);
  const ids = await fanOutOnly(gogreen);
  await Promise.all(ids.map((id, index) => (index % 2 ? sender : other).claimDelivery(id)));
  await Promise.all([sender.idle(), other.idle()]);
  for (let second = 0; second < 60 && (await countStates(gogreen))['waiting']; second += 1) {
    clock.advance(1_000);
    await Promise.all(
      [sender, other].map((one) => one.claimFrom({ projectId: '', integrationId, target: CHANNEL })),
    );
    await Promise.all([sender.idle(), other.idle()]);
  }
  expectToldOnce(slack, await readDeliveries(gogreen, projectKey), 25);
});

it('previews and stored bodies: show each event by itself', async ({ gogreen }) => {
  await change(8);
  const { requests } = succeeded(await previewIntegration(gogreen, { integrationId }));
  expect(requests.map((request) => toldBy({ body: Buffer.from(request.body) }).length)).toEqual([1]);
  await sendAll(gogreen);
  const { rows } = await gogreen.app.database.pool.query<{ body: string; event: string }>(
    'SELECT request_body AS body, event_id AS event FROM deliveries',
  );
  for (const { body, event } of rows) expect(toldBy({ body: Buffer.from(body) })).toEqual([event]);
});
