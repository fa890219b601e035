/** Slack and Teams over real HTTP, by the client that deliveries go through. */

import { describe, expect } from 'vitest';
import type { Outbound } from '#src/platform/egress/outbound.ts';
import { testWithOutbound } from '#test/support/outbound.ts';
import { outgoingEvent } from '#test/support/outgoing-event.ts';
import { httpProviderNamed, requestOf } from '#test/support/provider-request.ts';
import type { Answer, Receiver } from '#test/support/receiver.ts';

const it = testWithOutbound;

async function deliver(
  outbound: Outbound,
  name: string,
  configuration: { settings: unknown; secrets: unknown },
  target = '',
) {
  const provider = httpProviderNamed(name);
  const outcome = await outbound.send(requestOf(provider, outgoingEvent(), { ...configuration, target }));
  if (outcome.kind === 'error') throw new Error(outcome.message);
  return provider.verdict(outcome, new Date());
}

/** Answers as chat.postMessage does: by token, by channel, and 200 to nearly everything. */
function answerAsSlack({ headers, body }: Receiver['requests'][number]): Answer {
  const json = (value: unknown, status = 200, more = {}): Answer => ({
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...more },
    body: JSON.stringify(value),
  });
  const { channel, ...message } = JSON.parse(body.toString());
  if (headers.authorization !== 'Bearer xoxb-good') return json({ ok: false, error: 'invalid_auth' });
  if (channel === '#busy') return json({ ok: false, error: 'ratelimited' }, 429, { 'Retry-After': '30' });
  if (channel !== '#releases') return json({ ok: false, error: 'channel_not_found' });
  return json({ ok: true, channel: 'C0123456789', ts: '1503435956.000247', message });
}

describe('Slack, as a bot', () => {
  const configured = (receiver: Receiver, botToken: string) => ({
    settings: { channels: ['#releases'], apiUrl: `${receiver.url}/api` },
    secrets: { botToken },
  });

  it('delivers to a channel; an error of Slack is the reason of the failure', async ({
    outbound,
    receiver,
  }) => {
    receiver.answer(answerAsSlack);
    expect(await deliver(outbound, 'slack', configured(receiver, 'xoxb-good'), '#releases')).toBe('ok');
    expect(receiver.requests.at(-1)?.path).toBe('/api/chat.postMessage');
    expect(await deliver(outbound, 'slack', configured(receiver, 'xoxb-good'), '#gone')).toMatchObject({
      failed: 'permanent',
    });
    expect(await deliver(outbound, 'slack', configured(receiver, 'xoxb-bad'), '#releases')).toMatchObject({
      failed: 'permanent',
    });
    expect(await deliver(outbound, 'slack', configured(receiver, 'xoxb-good'), '#busy')).toMatchObject({
      failed: 'transient',
      retryAfter: 30,
    });
  });
});

describe('Slack, by an incoming webhook', () => {
  it('delivers; is disabled when the webhook was removed', async ({ outbound, receiver }) => {
    const webhook = {
      settings: { channels: [] },
      secrets: { webhookUrl: `${receiver.url}/services/T1/B1/x` },
    };
    receiver.answer({ body: 'ok' });
    expect(await deliver(outbound, 'slack', webhook)).toBe('ok');
    receiver.answer({ status: 404, body: 'no_service' });
    expect(await deliver(outbound, 'slack', webhook)).toMatchObject({ failed: 'permanent', disable: true });
  });
});

describe('Teams', () => {
  it('delivers to a workflow; the reason of a failure says what its owner has to do', async ({
    outbound,
    receiver,
  }) => {
    const workflowUrl = `${receiver.url}/workflows/1/triggers/manual/paths/invoke?sig=secret-signature`;
    const workflow = { settings: {}, secrets: { workflowUrl } };
    receiver.answer({ status: 202 });
    expect(await deliver(outbound, 'teams', workflow)).toBe('ok');
    receiver.answer({
      status: 401,
      body: JSON.stringify({ error: { code: 'DirectApiAuthorizationRequired' } }),
    });
    expect(await deliver(outbound, 'teams', workflow)).toMatchObject({ failed: 'permanent' });
  });
});
