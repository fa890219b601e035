/** The parts of `claim_deliveries`, each alone. What they do together is in isolation.test.ts. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimDue } from '#src/deliveries/queue/claim-due.ts';
import { startTestApp, type TestApp } from '#test/support/app.ts';
import { createProject, createWebhook } from '#test/support/builders.ts';

const NOW = new Date('2026-03-04T12:00:00Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);
let gogreen: TestApp;

beforeAll(async () => {
  gogreen = await startTestApp({ worker: false, now: () => NOW });
});
afterAll(() => gogreen?.close());

async function rowOf(call: string, values: unknown[]): Promise<Record<string, unknown>> {
  const { rows } = await gogreen.app.database.pool.query(`SELECT * FROM ${call}`, values);
  return rows[0] as Record<string, unknown>;
}

interface Facts {
  room: number;
  enabled: boolean;
  isOpen: boolean;
  probeAt: Date | null;
  free: number;
  freeOfTarget: number | null;
  byHand: number;
  perSecond: number | null;
  paidUntil: Date | null;
}

const facts: Facts = {
  room: 1_000,
  enabled: true,
  isOpen: false,
  probeAt: null,
  free: 10,
  freeOfTarget: null,
  byHand: 0,
  perSecond: null,
  paidUntil: null,
};

describe('claim_allowance', () => {
  const cases: [name: string, Partial<Facts>, allowed: number, state?: 'probe' | 'held back'][] = [
    ['without limits reached: the free slots of the integration', {}, 10],
    ['room of the worker smaller than the free slots: the room', { room: 3 }, 3],
    ['no free slot: none', { free: 0 }, 0],
    ['no free slot but two by hand: these two', { free: 0, byHand: 2 }, 2],
    ['a target with one slot: one', { freeOfTarget: 1 }, 1],
    ['a target without a free slot: none, not even by hand', { freeOfTarget: 0, byHand: 1 }, 0],
    ['a disabled integration: the room, to cancel them', { enabled: false, free: 0, freeOfTarget: 0 }, 1_000],
    ['a disabled integration with an open circuit: no probe', { enabled: false, isOpen: true }, 1_000],
    ['an open circuit that was never probed: one probe', { isOpen: true }, 1, 'probe'],
    ['an open circuit whose probe is due: one probe', { isOpen: true, probeAt: NOW }, 1, 'probe'],
    [
      'an open circuit whose probe is not due: retries within the slots',
      { isOpen: true, probeAt: later(1) },
      10,
      'held back',
    ],
    ['a rate after a pause: the requests of one second', { perSecond: 4 }, 4],
    ['a rate that is half used up: the other half', { perSecond: 4, paidUntil: later(0.5) }, 2],
    ['a rate that is used up: none, not even by hand', { perSecond: 4, paidUntil: later(1), byHand: 1 }, 0],
    ['a rate below one per second: one request after a pause', { perSecond: 0.5 }, 1],
    ['a rate below one per second, just used: none', { perSecond: 0.5, paidUntil: later(2) }, 0],
    [
      'a rate used long ago: the requests of one second, not more',
      { perSecond: 4, paidUntil: later(-60) },
      4,
    ],
    ['a rate above the free slots: the free slots', { perSecond: 50 }, 10],
  ];

  it('returns for each case how many deliveries may be claimed, and the reason', async () => {
    const found = await Promise.all(
      cases.map(async ([name, given]) => {
        const f = { ...facts, ...given };
        const row = await rowOf('claim_allowance($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)', [
          f.room,
          f.enabled,
          f.isOpen,
          f.probeAt,
          f.free,
          f.freeOfTarget,
          f.byHand,
          f.perSecond,
          f.paidUntil,
          NOW,
        ]);
        return [name, row];
      }),
    );
    expect(found).toEqual(
      cases.map(([name, , allowed, state]) => [
        name,
        { allowed, is_probe: state === 'probe', is_held_back: state === 'held back' },
      ]),
    );
  });
});

describe('next_claim_at', () => {
  const cases: [name: string, Partial<Facts>, seconds: number][] = [
    ['a full queue: in a second, as freed slots are not announced', {}, 1],
    ['an open circuit: when the next probe is due', { isOpen: true, probeAt: later(30) }, 30],
    [
      'a disabled integration with an open circuit: in a second',
      { enabled: false, isOpen: true, probeAt: later(30) },
      1,
    ],
    [
      'a rate that is used up for longer than a second: when one more may go',
      { perSecond: 1, paidUntil: later(5) },
      5,
    ],
    [
      'a rate with a burst of four: when the first of them may go',
      { perSecond: 4, paidUntil: later(5) },
      4.25,
    ],
    ['a rate that is not used up: in a second', { perSecond: 4 }, 1],
  ];

  it('returns for each case when to claim again', async () => {
    const found = await Promise.all(
      cases.map(async ([name, given]) => {
        const f = { ...facts, ...given };
        const values = [f.enabled, f.isOpen, f.probeAt, f.perSecond, f.paidUntil, NOW];
        return [name, (await rowOf('next_claim_at($1, $2, $3, $4, $5, $6)', values))['next_claim_at']];
      }),
    );
    expect(found).toEqual(cases.map(([name, , seconds]) => [name, later(seconds)]));
  });
});

/** Deliveries of one integration; `at` is when they are due, in seconds, and the sequence of their event. */
async function createDeliveries(
  ...list: { status?: string; priority?: number; at?: number; queued?: boolean }[]
) {
  const { pool } = gogreen.app.database;
  const { key: projectKey, id: projectId } = await createProject(gogreen);
  const { id: integrationId } = await createWebhook(gogreen, { projectKey, url: 'http://127.0.0.1:1/' });
  const ids = list.map((_, index) => `dlv_${integrationId}_${index}`);
  for (const [index, { status = 'PENDING', priority = 0, at = 0, queued = false }] of list.entries()) {
    const id = ids[index];
    await pool.query(
      `INSERT INTO events (id, project_id, type, occurred_at, actor, payload) VALUES ($1, $2, 'FLAG_UPDATED', $3, '{}', '{}')`,
      [`evt_${id}`, projectId, NOW],
    );
    await pool.query(
      `INSERT INTO deliveries (id, project_id, integration_id, event_id, status, priority, next_attempt_at, queued_at,
         sequence, request_body, content_type) VALUES ($1, $2, $3, $4, $5::"DeliveryStatus", $6, $7, $8, $9, '{}', '')`,
      [id, projectId, integrationId, `evt_${id}`, status, priority, later(at), queued ? NOW : null, at],
    );
  }
  return { integrationId, ids };
}

describe('queues_to_claim', () => {
  const queuesOf = (due: string[], integrationIds: string[], perTarget: number | null) =>
    rowOf(`queues_to_claim($1, $2, $3, $4, -10, 10, $5)`, [
      due,
      integrationIds,
      integrationIds.map(() => ''),
      NOW,
      JSON.stringify([{ provider: 'webhook', inFlight: 10, inFlightPerTarget: perTarget, perSecond: 2 }]),
    ]);

  it('with due deliveries: one queue with them, the free slots and the limits', async () => {
    const { integrationId, ids } = await createDeliveries(
      { at: -1 },
      { priority: -10 },
      { at: 1 },
      { status: 'DELIVERED' },
      { status: 'SENDING' },
    );
    expect(await queuesOf(ids, [], 3)).toEqual({
      integration_id: integrationId,
      project_id: expect.stringMatching(/^proj_/),
      target: '',
      due: expect.arrayContaining(ids.slice(0, 2)),
      by_hand: 1,
      enabled: true,
      is_open: false,
      probe_at: null,
      free: 9,
      free_of_target: 2,
      per_second: '2',
      paid_until: null,
    });
  });

  it('with a queue to check again: no due deliveries, and no limit of the target if it has none', async () => {
    const { integrationId } = await createDeliveries({ queued: true });
    expect(await queuesOf([], [integrationId], null)).toMatchObject({
      due: [],
      by_hand: 0,
      free_of_target: null,
    });
  });

  it('with ten failures in a row: the circuit is open', async () => {
    const { integrationId } = await createDeliveries();
    const { pool } = gogreen.app.database;
    await pool.query('UPDATE integrations SET consecutive_failures = 10 WHERE id = $1', [integrationId]);
    expect(await queuesOf([], [integrationId], null)).toMatchObject({ is_open: true });
  });
});

describe('choose_deliveries', () => {
  it('takes due and queued deliveries by priority, then event, and only of the given priorities', async () => {
    const { integrationId, ids } = await createDeliveries(
      { priority: 20, queued: true },
      { priority: 0, at: -1, queued: true },
      { priority: 0, at: -2 },
      { priority: -10, queued: true },
      { priority: 0, at: -3 },
      { status: 'SENDING', priority: -10 },
    );
    const due = ids.slice(2, 3);
    const choose = async (priorities: number[], allowed: number) => {
      const chosen = await rowOf('choose_deliveries($1, $2, $3, $4, $5) AS chosen', [
        integrationId,
        '',
        due,
        priorities,
        allowed,
      ]);
      return (chosen['chosen'] as string[] | null)?.map((id) => ids.indexOf(id)) ?? null;
    };
    expect(await choose([-10, 0, 10, 20], 10)).toEqual([3, 2, 1, 0]);
    expect(await choose([-10, 0, 10, 20], 2)).toEqual([3, 2]);
    expect(await choose([0], 1)).toEqual([2]);
    expect(await choose([-10, 10], 10)).toEqual([3]);
    expect(await choose([-10, 0, 10, 20], 0)).toBeNull();
    expect(await choose([10], 10)).toBeNull();
  });
});

describe('take_deliveries', () => {
  it('takes only PENDING deliveries, with a lease and a new claim number', async () => {
    const { ids } = await createDeliveries({ queued: true }, { status: 'SENDING' }, { status: 'CANCELLED' });
    const { pool } = gogreen.app.database;
    const { rows } = await pool.query('SELECT take_deliveries($1, $2) AS id', [ids, later(30)]);
    expect(rows).toEqual([{ id: ids[0] }]);
    const taken = await pool.query(
      'SELECT status, queued_at, lease_until, claim FROM deliveries WHERE id = $1',
      [ids[0]],
    );
    expect(taken.rows).toEqual([{ status: 'SENDING', queued_at: null, lease_until: later(30), claim: 1 }]);
    expect((await pool.query('SELECT take_deliveries(NULL, $1)', [NOW])).rows).toEqual([]);
  });
});

describe('lock_queues', () => {
  it('a queue that is locked: another claim waits for the end of that transaction', async () => {
    const { integrationId } = await createDeliveries({ queued: true });
    const { pool } = gogreen.app.database;
    const holder = await pool.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT lock_queues(ARRAY[$1::text])', [integrationId]);
    let isDone = false;
    const request = {
      due: [],
      queues: [{ projectId: '', integrationId, target: '' }],
      now: NOW,
      room: 1,
      underWay: {},
    };
    const claiming = claimDue(pool, request).then(({ claims }) => {
      isDone = true;
      return claims.length;
    });
    await expect
      .poll(
        async () =>
          (await pool.query(`SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`)).rowCount,
      )
      .toBe(1);
    expect(isDone).toBe(false);
    await holder.query('COMMIT');
    holder.release();
    expect(await claiming).toBe(1);
  });
});
