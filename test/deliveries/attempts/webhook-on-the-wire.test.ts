import { createHmac } from 'node:crypto';
import { type CloudEvent, HTTP } from 'cloudevents';
import { Webhook } from 'standardwebhooks';
import { describe, expect } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import { announceChange } from '#test/support/announce.ts';
import type { TestApp } from '#test/support/app.ts';
import { testWithReceiver, type WithReceiver } from '#test/support/app-with-receiver.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import type { ReceivedRequest, Receiver } from '#test/support/receiver.ts';
import { runJobs } from '#test/support/run-jobs.ts';

const clock = stopClockForFile();
const it = testWithReceiver({ worker: false });

async function announce(
  { gogreen, receiver }: WithReceiver,
  webhook: Partial<Parameters<typeof announceChange>[1]> = {},
) {
  const change = await announceChange(gogreen, { url: `${receiver.url}/hooks?a=1`, ...webhook });
  await runJobs(gogreen);
  return change;
}

function received(receiver: Receiver, index = 0): ReceivedRequest {
  const request = receiver.requests[index];
  if (!request) throw new Error(`request ${index} has not arrived`);
  return request;
}

/** The trio as the library takes it. */
function trio({ headers }: ReceivedRequest): Record<string, string> {
  const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
  return Object.fromEntries(names.map((name) => [name, String(headers[name])]));
}

const Viewer = graphql(`
  query WireViewer { viewer { id email } }
`);
const Changes = graphql(`
  query WireChanges($id: ID!) {
    node(id: $id) {
      ... on FlagEvent {
        sequence
        codeLikeBefore
        codeLikeAfter
        changes { __typename ... on FlagEnabledChanged { summary enabledBefore enabledAfter } }
      }
    }
  }
`);

async function expectedGogreenBody(
  gogreen: TestApp,
  { projectKey, flag, environments, eventId }: Awaited<ReturnType<typeof announce>>,
) {
  const production = environments.find(({ key }) => key === 'production');
  const { viewer } = await gogreen.run(Viewer, {});
  const { rows } = await gogreen.app.database.pool.query<{ id: string }>(
    'SELECT id FROM projects WHERE key = $1',
    [projectKey],
  );
  return {
    event: 'flag.updated',
    timestamp: clock.now().toISOString().replace('.000Z', 'Z'),
    project_id: rows[0]?.id,
    environment_id: production?.id,
    flag_key: flag.key,
    changes: { enabled: { old: false, new: true } },
    actor: { id: viewer?.id, email: viewer?.email },
    id: eventId,
    sequence: 2,
    project_key: projectKey,
    environment_key: 'production',
    flag_name: 'New checkout',
    url: `https://gogreen.test/projects/${projectKey}/flags/${flag.key}`,
    comment: null,
    code_like_before: 'OFF: "off"\nSERVE "on"',
    code_like_after: 'SERVE "on"',
  };
}

describe('a webhook in the GOGREEN format', () => {
  it('has the documented keys in their order, and nothing else', async ({ gogreen, receiver }) => {
    const change = await announce({ gogreen, receiver });
    const body = JSON.parse(received(receiver).body.toString());
    const expected = await expectedGogreenBody(gogreen, change);
    expect(body).toEqual(expected);
    expect(Object.keys(body)).toEqual(Object.keys(expected));
    expect(Object.keys(body.actor)).toEqual(['id', 'email']);
    expect(received(receiver).body.toString()).toBe(JSON.stringify(body));
  });

  it('is a POST to the exact URL with our headers', async ({ gogreen, receiver }) => {
    const change = await announce({ gogreen, receiver });
    const { id } = await change.read();
    expect(received(receiver)).toMatchObject({ method: 'POST', path: '/hooks?a=1' });
    expect(received(receiver).headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'GoGreen',
      'x-gogreen-event': 'flag.updated',
      'x-gogreen-delivery': id,
      'webhook-id': id,
      'webhook-timestamp': String(clock.now().getTime() / 1_000),
    });
  });

  it('is signed: HMAC-SHA256 of the raw body in lower-case hex, with the secret as it was shown', async ({
    gogreen,
    receiver,
  }) => {
    const { integration } = await announce({ gogreen, receiver });
    const key = Buffer.from(integration.signingSecret, 'utf8');
    const hmac = createHmac('sha256', key).update(received(receiver).body).digest('hex');
    expect(received(receiver).headers['x-gogreen-signature']).toBe(hmac);
    expect(hmac).toMatch(/^[0-9a-f]{64}$/);
    expect(received(receiver).headers).not.toHaveProperty('x-gogreen-signature-previous');
  });

  it('is verified by the standardwebhooks library, and not when a byte differs', async ({
    gogreen,
    receiver,
  }) => {
    const { integration } = await announce({ gogreen, receiver });
    const library = new Webhook(integration.signingSecret);
    const raw = received(receiver).body.toString();
    expect(library.verify(raw, trio(received(receiver)))).toEqual(JSON.parse(raw));
    expect(() => library.verify(raw.replace('true', 'TRUE'), trio(received(receiver)))).toThrow();
  });

  it('with a signing secret of the user: is signed with it', async ({ gogreen, receiver }) => {
    const signingSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const { integration } = await announce({ gogreen, receiver }, { signingSecret });
    expect(integration.signingSecret).toBe(signingSecret);
    expect(() =>
      new Webhook(signingSecret).verify(received(receiver).body.toString(), trio(received(receiver))),
    ).not.toThrow();
  });
});

describe('a webhook in the TGGL format', () => {
  it('has its documented keys, and the changes as in GraphQL', async ({ gogreen, receiver }) => {
    const { projectKey, flag, eventId } = await announce({ gogreen, receiver }, { payloadFormat: 'TGGL' });
    const { node } = await gogreen.run(Changes, { id: eventId });
    const event = node as Record<string, unknown>;
    const { viewer } = await gogreen.run(Viewer, {});
    const body = JSON.parse(received(receiver).body.toString());
    expect(body).toEqual({
      eventType: 'FLAG_CHANGED',
      flagSlug: flag.key,
      flagId: flag.id,
      logId: eventId,
      url: `https://gogreen.test/projects/${projectKey}/flags/${flag.key}`,
      userEmail: viewer?.email,
      projectSlug: projectKey,
      codeLikeBefore: event['codeLikeBefore'],
      codeLikeAfter: event['codeLikeAfter'],
      changes: [
        expect.objectContaining({
          __typename: 'FlagEnabledChanged',
          enabledBefore: false,
          enabledAfter: true,
        }),
      ],
    });
    expect(body.changes).toEqual(event['changes']);
    expect(received(receiver).headers['content-type']).toBe('application/json');
  });
});

describe('a webhook in the CLOUDEVENTS format', () => {
  it('is a CloudEvent in structured mode around the GOGREEN body, and signed', async ({
    gogreen,
    receiver,
  }) => {
    const change = await announce({ gogreen, receiver }, { payloadFormat: 'CLOUDEVENTS' });
    const body = JSON.parse(received(receiver).body.toString());
    expect(body).toEqual({
      specversion: '1.0',
      id: change.eventId,
      source: `https://gogreen.test/projects/${change.projectKey}`,
      type: 'flag.updated',
      subject: change.flag.key,
      time: clock.now().toISOString().replace('.000Z', 'Z'),
      datacontenttype: 'application/json',
      data: await expectedGogreenBody(gogreen, change),
    });
    expect(received(receiver).headers['content-type']).toBe('application/cloudevents+json');
    // The official SDK reads it as it came.
    const { headers, body: bytes } = received(receiver);
    const parsed = HTTP.toEvent({ headers, body: bytes.toString() }) as CloudEvent;
    parsed.validate();
    // It writes times with milliseconds.
    const time = new Date(body.time).toISOString();
    expect(JSON.parse(JSON.stringify(parsed))).toEqual({ ...body, time });
    const { signingSecret } = change.integration;
    expect(() =>
      new Webhook(signingSecret).verify(received(receiver).body.toString(), trio(received(receiver))),
    ).not.toThrow();
  });
});

describe('the attempts of a delivery', () => {
  it.for(['GOGREEN', 'TGGL', 'CLOUDEVENTS'] as const)(
    'in %s have the same bytes and webhook-id, each with its own time and signature',
    async (payloadFormat, { gogreen, receiver }) => {
      receiver.answer({ status: 500 });
      const change = await announce({ gogreen, receiver }, { payloadFormat });
      // Neither a later change of the flag nor one of the webhook's format alters what was rendered.
      await change.toggle(false);
      await gogreen.send(
        `mutation ($id: ID!, $format: WebhookPayloadFormat) {
          updateIntegration(input: { integrationId: $id, provider: { webhook: { payloadFormat: $format } } }) { __typename }
        }`,
        { id: change.integration.id, format: payloadFormat === 'TGGL' ? 'GOGREEN' : 'TGGL' },
      );
      const { id } = await change.read();
      for (const minutes of [1, 5, 30, 120]) {
        clock.advance(minutes * 60_000);
        await runJobs(gogreen);
      }
      const attempts = receiver.requests.filter(({ headers }) => headers['webhook-id'] === id);
      expect(attempts).toHaveLength(5);
      for (const name of ['webhook-timestamp', 'webhook-signature']) {
        expect(new Set(attempts.map(({ headers }) => headers[name])).size, name).toBe(5);
      }
      expect(new Set(attempts.map(({ body }) => body.toString())).size).toBe(1);
      expect(new Set(attempts.map(({ headers }) => headers['content-type'])).size).toBe(1);
      const last = attempts.at(-1);
      if (!last) throw new Error('none');
      const library = new Webhook(change.integration.signingSecret);
      expect(() => library.verify(last.body.toString(), trio(last))).not.toThrow();
      expect((await change.read()).attempts.at(-1)?.request.body).toBe(last.body.toString());
    },
  );
});
