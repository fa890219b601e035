/** Deliveries that take several requests: how a conversation goes on, and how it ends. */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { converse, MAX_STEPS } from '#src/deliveries/attempts/conversations/converse.ts';
import type { Conversation, Step } from '#src/integrations/contract/conversation.ts';
import { createEgressPolicy, loopbackDestinations } from '#src/platform/egress/egress.ts';
import { createOutbound, type Outbound } from '#src/platform/egress/outbound.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';

let receiver: Receiver;
let outbound: Outbound;

beforeAll(async () => {
  receiver = await startReceiver();
  outbound = createOutbound({ policy: createEgressPolicy(loopbackDestinations) });
});
afterAll(async () => {
  await outbound.close();
  await receiver.close();
});
beforeEach(() => {
  receiver.requests.splice(0);
  receiver.answer(({ path }) => ({ body: `answer to ${path}` }));
});

const ask = (path: string, change: Partial<Step> = {}): Step => ({
  method: 'GET',
  url: `${receiver.url}${path}`,
  headers: {},
  body: null,
  ...change,
});
const means = (change = {}) => ({ send: outbound.send, refuse: () => null, ...change });
const paths = () => receiver.requests.map(({ path }) => path);

describe('a delivery of several requests', () => {
  it('passes each response to the provider and ends with its verdict', async () => {
    function* ordered(): Conversation {
      const first = yield ask('/first');
      const second = yield ask(`/second?${encodeURIComponent(first.body)}`);
      return { skipped: second.body };
    }
    const conversed = await converse(ordered(), means());
    expect(conversed?.end).toEqual({ skipped: 'answer to /second?answer%20to%20%2Ffirst' });
    expect(conversed?.exchanges.map(({ request, outcome }) => [request.url, outcome.kind])).toEqual([
      [`${receiver.url}/first`, 'response'],
      [`${receiver.url}/second?answer%20to%20%2Ffirst`, 'response'],
    ]);
  });

  it('without a request: ends with the verdict of the provider', async () => {
    function* silent(): Conversation {
      if (receiver.requests.length > 0) yield ask('/never');
      return 'ok';
    }
    expect(await converse(silent(), means())).toEqual({ exchanges: [], secrets: [], end: 'ok' });
  });

  it('a request without a response: ends there', async () => {
    function* toNobody(): Conversation {
      yield ask('/first');
      yield ask('', { url: 'http://127.0.0.1:9' });
      yield ask('/never');
      return 'ok';
    }
    const conversed = await converse(toNobody(), means());
    expect(conversed?.end).toMatchObject({ kind: 'error', class: 'refused' });
    expect(conversed?.exchanges).toHaveLength(2);
    expect(paths()).toEqual(['/first']);
  });

  it('a request that must not be sent: ends there', async () => {
    function* large(): Conversation {
      yield ask('/large');
      return 'ok';
    }
    const refusal = {
      kind: 'error' as const,
      class: 'too_large' as const,
      message: 'Too large.',
      address: null,
      durationMs: 0,
    };
    const conversed = await converse(large(), means({ refuse: () => refusal }));
    expect(conversed?.end).toEqual(refusal);
    expect(paths()).toEqual([]);
  });

  it('a provider that throws in between: the earlier requests are kept', async () => {
    function* faulty(): Conversation {
      yield ask('/first');
      throw new Error('no idea');
    }
    const conversed = await converse(faulty(), means());
    expect(conversed?.end).toEqual(new Error('no idea'));
    expect(conversed?.exchanges).toHaveLength(1);
  });

  it('a secret in a response: is reported', async () => {
    function* secretive(): Conversation {
      yield ask('/token', { secretsIn: ({ body }) => [body] });
      return 'ok';
    }
    expect((await converse(secretive(), means()))?.secrets).toEqual(['answer to /token']);
  });

  it('too many requests: ends with an error', async () => {
    function* endless(): Conversation {
      for (;;) yield ask('/again');
    }
    const conversed = await converse(endless(), means());
    expect(conversed?.end).toEqual(new Error(`It took more than ${MAX_STEPS} requests.`));
    expect(paths()).toHaveLength(MAX_STEPS);
  });

  it('too much time in total, with each request within its timeout: ends with a timeout', async () => {
    function* endless(): Conversation {
      for (;;) yield ask('/slow');
    }
    receiver.hang();
    const conversed = await converse(endless(), means({ limitMs: 50 }));
    expect(conversed?.end).toMatchObject({
      kind: 'error',
      class: 'timeout',
      message: 'All requests together took more than 0.05 s.',
    });
  });

  it('aborted: gives no result', async () => {
    function* patient(): Conversation {
      yield ask('/slow');
      return 'ok';
    }
    receiver.hang();
    const stopping = new AbortController();
    const conversed = converse(patient(), means({ signal: stopping.signal }));
    await receiver.waitFor(1);
    stopping.abort();
    expect(await conversed).toBeNull();
  });
});
