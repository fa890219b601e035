import { describe, expect, it } from 'vitest';
import { closeBooks } from '#test/faults/books.ts';
import type { Facts } from '#test/faults/facts.ts';
import { judge, type Terms } from '#test/faults/verdict.ts';

const strict: Terms = { duplicates: false, recoveredWithinMs: 1_000 };

/** Two events for a healthy endpoint and one that refuses, as they are when nothing goes wrong. */
function goodFacts(): Facts {
  const request = (webhookId: string, receivedAt: number) => ({
    webhookId,
    receivedAt,
    status: 200,
    answeredAt: receivedAt + 5,
  });
  const delivery = { status: 'DELIVERED', attemptCount: 1, nextAttemptAt: null };
  const waiting = { status: 'PENDING', attemptCount: 1, nextAttemptAt: 60_000 };
  return {
    intended: 2,
    failedRequests: 0,
    events: [
      { id: 'evt_1', sequence: 1, occurredAt: 100 },
      { id: 'evt_2', sequence: 2, occurredAt: 200 },
    ],
    deliveries: [
      { id: 'dlv_1', eventId: 'evt_1', endpoint: 'good', ...delivery },
      { id: 'dlv_2', eventId: 'evt_2', endpoint: 'good', ...delivery },
      { id: 'dlv_3', eventId: 'evt_1', endpoint: 'bad', ...waiting },
      { id: 'dlv_4', eventId: 'evt_2', endpoint: 'bad', ...waiting },
    ],
    attempts: [
      { deliveryId: 'dlv_1', number: 1, errorClass: null },
      { deliveryId: 'dlv_2', number: 1, errorClass: null },
      { deliveryId: 'dlv_3', number: 1, errorClass: 'refused' },
      { deliveryId: 'dlv_4', number: 1, errorClass: 'refused' },
    ],
    endpoints: [
      { name: 'good', fails: null, requests: [request('dlv_1', 150), request('dlv_2', 250)] },
      { name: 'bad', fails: ['refused'], requests: [] },
    ],
    subscribers: [{ name: 'SSE', seen: [1, 2], resumed: 0 }],
    exits: [{ process: 'worker 1', asked: 'SIGTERM', how: 0 }],
    peakMemoryMiB: 200,
  };
}

/** What the verdict says when this was otherwise. */
function complain(change: (facts: Facts) => void, terms: Partial<Terms> = {}): string[] {
  const facts = goodFacts();
  change(facts);
  return judge(closeBooks(facts), { ...strict, ...terms });
}

const first = <Item>(items: Item[]): Item => items[0] as Item;
const requests = (facts: Facts) => first(facts.endpoints).requests;
const again = (facts: Facts) => {
  requests(facts).push({ webhookId: 'dlv_1', receivedAt: 400, status: 200, answeredAt: 405 });
};

describe('the verdict', () => {
  it('accepts more events than intended only where a process that stood still may carry out what was given up', () => {
    const oneMore = (facts: Facts) => {
      facts.intended -= 1;
    };
    const late = (facts: Facts) => {
      oneMore(facts);
      facts.failedRequests = 1;
    };
    expect(complain(late)).toEqual(['1 changes made 2 events']);
    expect(complain(oneMore, { lateChanges: true })).toEqual(['1 changes made 2 events']);
    expect(complain(late, { lateChanges: true })).toEqual([]);
  });

  it('is good when every event arrived once everywhere it could', () => {
    expect(complain(() => undefined)).toEqual([]);
  });

  it.each<[string, (facts: Facts) => void, string]>([
    ['an event is lost', (facts) => facts.events.pop(), '2 changes made 1 events'],
    [
      'a change makes two events',
      (facts) => facts.events.push({ id: 'evt_3', sequence: 3, occurredAt: 300 }),
      '2 changes made 3 events',
    ],
    [
      'a sequence is left out',
      (facts) => Object.assign(facts.events[1] ?? {}, { sequence: 3 }),
      '1 sequences are out of place',
    ],
    ['a delivery is lost', (facts) => facts.deliveries.shift(), '1 deliveries of events do not exist'],
    [
      'a delivery is not made',
      (facts) => Object.assign(first(facts.deliveries), { status: 'PENDING' }),
      '1 deliveries were not made',
    ],
    [
      'a delivery counts as made that never arrived',
      (facts) => requests(facts).shift(),
      '1 deliveries count as made but were never accepted',
    ],
    [
      'a delivery counts as made that was refused',
      (facts) => Object.assign(first(requests(facts)), { status: 500 }),
      '1 deliveries count as made but were never accepted',
    ],
    [
      'an attempt is missing',
      (facts) => facts.attempts.shift(),
      'the attempts of 1 deliveries do not add up',
    ],
    [
      'an attempt is recorded over a success',
      (facts) => {
        facts.attempts.push({ deliveryId: 'dlv_1', number: 2, errorClass: 'timeout' });
        Object.assign(first(facts.deliveries), { attemptCount: 2 });
      },
      'the attempts of 1 deliveries do not add up',
    ],
    ['a delivery arrives again', again, '1 deliveries arrived again'],
    [
      'a request belongs to nothing',
      (facts) => requests(facts).push({ webhookId: 'dlv_9', receivedAt: 1, status: 200, answeredAt: 2 }),
      '1 webhook-ids are of no delivery',
    ],
    [
      'a delivery is late',
      (facts) => Object.assign(requests(facts)[1] ?? {}, { answeredAt: 1_201 }),
      'a delivery took 1001 ms, more than 1000 ms',
    ],
    [
      'a subscriber misses an event',
      (facts) => first(facts.subscribers).seen.shift(),
      'subscriber SSE missed 1 events and got 0 again or out of order',
    ],
    [
      'a subscriber gets an event twice',
      (facts) => first(facts.subscribers).seen.push(2),
      'subscriber SSE missed 0 events and got 1 again or out of order',
    ],
    [
      'a subscriber gets events in the wrong order',
      (facts) => first(facts.subscribers).seen.reverse(),
      'subscriber SSE missed 0 events and got 1 again or out of order',
    ],
    ['nobody subscribes', (facts) => facts.subscribers.pop(), 'nobody subscribed'],
    [
      'an attempt shows the wrong error',
      (facts) => Object.assign(facts.attempts[2] ?? {}, { errorClass: 'internal' }),
      '1 attempts at "bad" show the wrong error: {"internal":1,"refused":1}',
    ],
    [
      'a delivery that failed waits for nothing',
      (facts) => Object.assign(facts.deliveries[2] ?? {}, { nextAttemptAt: null }),
      '1 deliveries to "bad" are neither planned nor in line',
    ],
    [
      'a delivery that failed is given up',
      (facts) => Object.assign(facts.deliveries[2] ?? {}, { status: 'FAILED' }),
      '1 deliveries to "bad" are neither planned nor in line',
    ],
    [
      'a process that is asked to stop ends with an error',
      (facts) => Object.assign(first(facts.exits), { how: 1 }),
      'worker 1 ended with 1 (SIGTERM)',
    ],
    [
      'a process ends by itself',
      (facts) => Object.assign(first(facts.exits), { asked: null }),
      'worker 1 ended with 0 (nobody asked it to)',
    ],
  ])('is bad when %s', (_what, change, sentence) => {
    expect(complain(change)).toContain(sentence);
  });

  it('allows that a delivery arrives again where a process was killed, and nothing else', () => {
    expect(complain(again, { duplicates: true })).toEqual([]);
    expect(complain((facts) => facts.deliveries.shift(), { duplicates: true })).toContain(
      '1 deliveries of events do not exist',
    );
  });

  it('does not take a request for a duplicate that follows one without an answer', () => {
    const killed = (facts: Facts) => {
      requests(facts).unshift({ webhookId: 'dlv_1', receivedAt: 110, status: null, answeredAt: null });
    };
    expect(complain(killed)).toEqual([]);
    expect(closeBooks(goodFacts()).requestsPerId).toEqual({ 1: 2 });
  });

  it('is bad when a fault that must hit requests under way hit none', () => {
    expect(complain(() => undefined, { mustRepeat: true })).toEqual(['the fault hit no request under way']);
    expect(complain(again, { mustRepeat: true, duplicates: true })).toEqual([]);
  });

  it('is bad when a retry comes before a minute has passed', () => {
    const retryAfter = (ms: number) => (facts: Facts) => {
      requests(facts).unshift({ webhookId: 'dlv_1', receivedAt: 0, status: 503, answeredAt: 150 - ms });
    };
    expect(complain(retryAfter(60_000))).toEqual([]);
    expect(complain(retryAfter(59_999))).toEqual(['a retry came after 59999 ms, before its time']);
  });

  it('is bad when a worker uses more memory than it may', () => {
    expect(complain(() => undefined, { memoryMiB: 199 })).toEqual([
      'a worker used 200 MiB, more than 199 MiB',
    ]);
  });
});
