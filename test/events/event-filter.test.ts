/** The filter of the event log: in pages with their total, and live. */

import { expect } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import type { EventFilter } from '#generated/graphql/graphql.ts';
import { countByTime } from '#src/events/log/event-counts.ts';
import { eventConnection } from '#src/events/log/events.ts';
import { MAX_SEARCHED } from '#src/events/log/matching-events.ts';
import { MAX_COUNTED } from '#src/graphql/connection-of.ts';
import { ADMIN_TOKEN, type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, setFlagEnabled } from '#test/support/builders.ts';
import { everyRow } from '#test/support/every-row.ts';

const test = testWithApp({ worker: false });

const Log = graphql(`
  query FilteredEvents($projectKey: String!, $filter: EventFilter) {
    project(key: $projectKey) {
      events(filter: $filter) { totalCount edges { node { sequence } } }
    }
  }
`);

const OneEvent = graphql(`
  query EventBySequence($projectKey: String!, $sequence: Int!) {
    project(key: $projectKey) { event(sequence: $sequence) { id sequence url } }
  }
`);

let adminId: string;
/** The time of an event of the project `shop`, by its sequence: the hours of one day. */
const at = (sequence: number) => `2026-01-01T${String(sequence).padStart(2, '0')}:00:00.000Z`;

test.beforeAll(async ({ gogreen }) => {
  const { pool } = gogreen.app.database;
  await createProject(gogreen, { key: 'shop' });
  await createFlag(gogreen, { projectKey: 'shop', key: 'checkout' });
  await createFlag(gogreen, { projectKey: 'shop', key: 'search' });
  const switched = { projectKey: 'shop', flagKey: 'checkout', environmentKey: 'production', enabled: true };
  await setFlagEnabled(gogreen, { ...switched, comment: 'Ready: 100% of SHOP_1' });
  await setFlagEnabled(gogreen, { ...switched, environmentKey: 'development' });
  await pool.query(
    `UPDATE events SET occurred_at = '2026-01-01T00:00:00Z'::timestamptz + sequence * interval '1 hour'`,
  );
  await pool.query(
    `UPDATE events SET actor = '{"id":"user_grace","name":"Grace Hopper"}' WHERE sequence = 4`,
  );
  const { rows } = await pool.query(`SELECT actor ->> 'id' AS id FROM events WHERE sequence = 1`);
  adminId = rows[0].id;
});

async function read(gogreen: TestApp, filter: EventFilter) {
  const { project } = await gogreen.run(Log, { projectKey: 'shop', filter });
  const { totalCount, edges } = project?.events ?? { totalCount: -1, edges: [] };
  const sequences = edges.map(({ node }) => node.sequence);
  expect(totalCount).toBe(sequences.length);
  return sequences;
}

const cases: [name: string, filter: EventFilter, sequences: number[]][] = [
  ['nothing', {}, [4, 3, 2, 1]],
  ['a type', { types: ['FLAG_CREATED'] }, [2, 1]],
  ['two types', { types: ['FLAG_CREATED', 'FLAG_UPDATED'] }, [4, 3, 2, 1]],
  ['no type', { types: [] }, []],
  ['an environment', { environmentKey: 'production' }, [3]],
  ['an environment that does not exist', { environmentKey: 'nowhere' }, []],
  ['a flag', { flagKey: 'search' }, [2]],
  ['flags', { flagKeys: ['search', 'checkout', 'gone'] }, [4, 3, 2, 1]],
  ['an actor', { actorId: 'user_grace' }, [4]],
  ['after a time', { occurredAfter: at(2) }, [4, 3]],
  ['before a time', { occurredBefore: at(3) }, [2, 1]],
  ['a span of time', { occurredAfter: at(1), occurredBefore: at(4) }, [3, 2]],
  ['a span of sequences', { afterSequence: 1, untilSequence: 3 }, [3, 2]],
  ['text in the key of the flag', { text: 'CHECK' }, [4, 3, 1]],
  ['text in the comment', { text: '100% of shop_' }, [3]],
  ['text in the name of the actor', { text: 'hopper' }, [4]],
  ['text with a character that LIKE knows', { text: '1_0' }, []],
  ['text of the name of a field of the actor', { text: 'user_grace' }, []],
  [
    'all conditions',
    { types: ['FLAG_UPDATED'], flagKeys: ['checkout'], text: 'ready', occurredAfter: at(1) },
    [3],
  ],
];

test.for(cases)('events filtered by %s', async ([, filter, sequences], { gogreen }) => {
  expect(await read(gogreen, filter)).toEqual(sequences);
});

test('events filtered by the actor: those of the others are left out', async ({ gogreen }) => {
  expect(await read(gogreen, { actorId: adminId })).toEqual([3, 2, 1]);
});

test('the subscription events with a filter: gets the events that the list has', async ({ gogreen }) => {
  await everyRow(cases, async ([, filter, sequences]) => {
    const aborting = new AbortController();
    const response = await fetch(`${gogreen.url}/graphql`, {
      method: 'POST',
      signal: aborting.signal,
      headers: {
        authorization: `Bearer ${ADMIN_TOKEN}`,
        'content-type': 'application/json',
        accept: 'text/event-stream',
      },
      body: JSON.stringify({
        query: `subscription ($filter: EventFilter) {
          events(projectKey: "shop", afterSequence: 0, filter: $filter) { sequence }
        }`,
        variables: { filter },
      }),
    });
    const wanted = sequences.toReversed();
    const got: number[] = [];
    for await (const chunk of response.body ?? []) {
      const text = Buffer.from(chunk).toString();
      got.push(...[...text.matchAll(/"sequence":(\d+)/g)].map(([, sequence]) => Number(sequence)));
      if (got.length >= wanted.length) break;
    }
    aborting.abort();
    expect(got).toEqual(wanted);
  });
});

test('a text that is too long: is refused', async ({ gogreen }) => {
  const { errors } = await gogreen.send(
    'query ($filter: EventFilter) { project(key: "shop") { events(filter: $filter) { totalCount } } }',
    { filter: { text: 'x'.repeat(201) } },
  );
  expect(JSON.stringify(errors)).toContain('filter.text');
});

test('an event by its sequence: has the URL of its page, and is null beyond the log', async ({ gogreen }) => {
  const { project } = await gogreen.run(OneEvent, { projectKey: 'shop', sequence: 2 });
  expect(project?.event).toMatchObject({
    sequence: 2,
    url: `${gogreen.app.publicUrl}/projects/shop/events/2`,
  });
  const beyond = await gogreen.run(OneEvent, { projectKey: 'shop', sequence: 5 });
  expect(beyond.project?.event).toBeNull();
});

test(`a log of more than ${MAX_COUNTED} events: is counted and searched for text as far as is said`, async ({
  gogreen,
}) => {
  const { id: projectId } = await createProject(gogreen, { key: 'large' });
  await gogreen.app.database.pool.query(
    `INSERT INTO events (id, project_id, sequence, type, occurred_at, flag_key, actor, payload, fanned_out)
     SELECT 'evt_01' || lpad(n::text, 24, '0'), $1, n, 'FLAG_UPDATED', now(),
       CASE WHEN n IN (1, 2, 3) THEN 'needle' ELSE 'hay' END, '{}', '{}', true FROM generate_series(1, $2::int) n`,
    [projectId, MAX_SEARCHED + 2],
  );
  const list = (filter: object) => eventConnection(gogreen.app, { first: 5 }, { projectId, filter });
  expect(await (await list({})).totalCount()).toBe(MAX_COUNTED);
  const found = await list({ text: 'needle' });
  expect(found.edges.map((edge) => edge?.node.sequence)).toEqual([3]);
  expect(await found.totalCount()).toBe(1);
  const older = await list({ text: 'needle', untilSequence: 100 });
  expect(older.edges.map((edge) => edge?.node.sequence)).toEqual([3, 2, 1]);
});

const Counts = graphql(`
  query EventCounts($from: DateTime!, $to: DateTime!, $bucket: EventBucketLength!, $filter: EventFilter) {
    project(key: "shop") {
      eventCounts(from: $from, to: $to, bucket: $bucket, filter: $filter) { complete buckets { startsAt count } }
    }
  }
`);

test('eventCounts: has every bucket of the time, with the events that match', async ({ gogreen }) => {
  const counts = async (from: string, to: string, bucket: 'HOUR' | 'DAY', filter: EventFilter = {}) => {
    const { project } = await gogreen.run(Counts, { from, to, bucket, filter });
    return project?.eventCounts;
  };
  expect(await counts('2026-01-01T01:59:00Z', at(4), 'HOUR')).toEqual({
    complete: true,
    buckets: [1, 2, 3].map((hour) => ({ startsAt: at(hour), count: 1 })),
  });
  expect(await counts(at(1), '2026-01-03T00:00:00Z', 'DAY', { flagKey: 'checkout' })).toEqual({
    complete: true,
    buckets: [
      { startsAt: at(0), count: 3 },
      { startsAt: '2026-01-02T00:00:00.000Z', count: 0 },
    ],
  });
});

test(`eventCounts with a text: looks for it in the newest ${MAX_SEARCHED} events of the time, and says when there are more`, async ({
  gogreen,
}) => {
  const { pool } = gogreen.app.database;
  const { id: projectId } = await createProject(gogreen, { key: 'histogram' });
  const start = new Date('2026-01-01T00:00:00Z');
  await pool.query(
    `INSERT INTO events (id, project_id, sequence, type, occurred_at, flag_key, actor, payload, fanned_out)
     SELECT 'evt_02' || lpad(n::text, 24, '0'), $1, n, 'FLAG_UPDATED', $2::timestamptz + (n - 1) / 10 * interval '1 minute',
       'needle', '{}', '{}', true FROM generate_series(1, $3::int) n`,
    [projectId, start, MAX_SEARCHED + 5_000],
  );
  const count = async (from: Date, filter: { text: string }) => {
    const to = new Date(from.getTime() + 3_600_000);
    const { buckets, complete } = await countByTime(pool, projectId, { from, to, bucket: 'HOUR', filter });
    return { counts: buckets.map((bucket) => bucket.count), complete };
  };
  expect(await count(start, { text: 'needle' })).toEqual({ counts: [600], complete: true });
  const untilNow = { from: start, to: new Date('2026-01-03T00:00:00Z'), bucket: 'DAY' as const };
  const cut = await countByTime(pool, projectId, { ...untilNow, filter: { text: 'needle' } });
  expect(cut.buckets.reduce((sum, bucket) => sum + bucket.count, 0)).toBe(MAX_SEARCHED);
  expect(cut.complete).toBe(false);
  expect(await countByTime(pool, projectId, untilNow)).toMatchObject({ complete: true });
});

test.for([
  ['with too many buckets', at(0), '2026-01-31T00:00:00Z'],
  ['of a time that ends before it begins', at(2), at(1)],
] as const)('eventCounts %s: is refused', async ([, from, to], { gogreen }) => {
  const { errors } = await gogreen.send(
    `{ project(key: "shop") { eventCounts(from: "${from}", to: "${to}", bucket: HOUR) { complete } } }`,
  );
  expect(JSON.stringify(errors)).toContain('at most 400 buckets');
});
