import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '#test/support/app.ts';
import { createFlag, createProject } from '#test/support/builders.ts';
import { WatchEvents } from '#test/support/live-documents.ts';
import type { LiveSubscription } from '#test/support/live-results.ts';
import { doorbells, transports } from '#test/support/live-transports.ts';
import { describeFlag, inParallel, numbersFrom } from '#test/support/writers.ts';

type Received = LiveSubscription<{ events: { sequence: number } }>;

function sequencesOf({ results }: Received): (number | undefined)[] {
  return results.map(({ data }) => data?.events.sequence);
}

describe.each(doorbells)('$doorbell', ({ redisUrl, isMissing }) => {
  /** Two machines on one database. */
  let writer: TestApp;
  let other: TestApp;

  beforeAll(async () => {
    if (isMissing) return;
    writer = await startTestApp({ worker: false, redisUrl });
    other = await startTestApp({ worker: false, redisUrl, databaseUrl: writer.databaseUrl });
  });
  afterAll(async () => {
    await other?.close();
    await writer?.close();
  });

  describe.skipIf(isMissing).each(transports)(
    'over $transport (Redis: needs redis-server)',
    ({ subscribe }) => {
      test('a subscriber that connects while 200 changes are made gets each exactly once and in order', async () => {
        const { projectKey, flags } = await startProject(writer);
        const subscribers: Promise<Received>[] = [];
        await inParallel(8, 200, async (n) => {
          if (n % 40 === 20) {
            for (const { url } of [writer, other]) {
              subscribers.push(subscribe(url, WatchEvents, { projectKey, afterSequence: 0 }));
            }
          }
          await describeFlag(writer, projectKey, flags[n % flags.length] ?? '', n);
        });
        const received = await Promise.all(subscribers);
        expect(received).toHaveLength(10);
        for (const subscriber of received) {
          await subscriber.waitFor(204);
          expect(sequencesOf(subscriber)).toEqual(numbersFrom(1, 204));
        }
        // Nothing comes twice later either.
        await describeFlag(writer, projectKey, 'a', 200);
        for (const subscriber of received) {
          await subscriber.waitFor(205);
          expect(sequencesOf(subscriber)).toEqual(numbersFrom(1, 205));
          await subscriber.leave();
        }
      });

      test('a subscriber that breaks off in mid-stream resumes with its last sequence on another machine', async () => {
        const { projectKey, flags } = await startProject(writer);
        let position = 4;
        const seen: (number | undefined)[] = [];
        const changes = inParallel(4, 120, (n) =>
          describeFlag(writer, projectKey, flags[n % flags.length] ?? '', n),
        );
        for (const [round, { url }] of [writer, other, writer, other].entries()) {
          const subscriber = await subscribe(url, WatchEvents, { projectKey, afterSequence: position });
          const enough = Math.min(25, 124 - position);
          await subscriber.waitFor(enough);
          await subscriber.leave();
          // What was received after the decision to leave counts as well: it is what the client has seen.
          seen.push(...sequencesOf(subscriber));
          position = seen.at(-1) ?? 0;
          expect(seen, `round ${round}`).toEqual(numbersFrom(5, seen.length));
        }
        await changes;
        const last = await subscribe(other.url, WatchEvents, { projectKey, afterSequence: position });
        await last.waitFor(124 - position);
        expect([...seen, ...sequencesOf(last)]).toEqual(numbersFrom(5, 120));
        await last.leave();
      });

      test('a subscriber further behind than the ring buffer reads pages and then follows live', async () => {
        const { projectKey } = await startProject(writer);
        // The first one keeps the reader open, so that the ring is full and has lost its beginning.
        const first = await subscribe(writer.url, WatchEvents, { projectKey, afterSequence: 4 });
        await appendMany(writer, projectKey, 700);
        await first.waitFor(700);
        const late = await subscribe(writer.url, WatchEvents, { projectKey, afterSequence: 0 });
        await late.waitFor(704);
        await describeFlag(writer, projectKey, 'a', 1);
        await late.waitFor(705);
        await first.waitFor(701);
        expect(sequencesOf(late)).toEqual(numbersFrom(1, 705));
        expect(sequencesOf(first)).toEqual(numbersFrom(5, 701));
        await late.leave();
        await first.leave();
      });
    },
  );
});

async function startProject(gogreen: TestApp) {
  const { key: projectKey } = await createProject(gogreen);
  const flags = ['a', 'b', 'c', 'd'];
  for (const key of flags) await createFlag(gogreen, { projectKey, key });
  return { projectKey, flags };
}

/** Copies of the newest event, in one transaction and without a ring: what many changes leave in the log, without the wait. */
async function appendMany({ app }: TestApp, projectKey: string, count: number): Promise<void> {
  await app.database.pool.query(
    `WITH project AS (
       UPDATE projects SET last_sequence = last_sequence + $2 WHERE key = $1 RETURNING id, last_sequence - $2 AS start
     ), newest AS (
       SELECT e.* FROM events e JOIN project p ON p.id = e.project_id AND p.start = e.sequence
     )
     INSERT INTO events (id, project_id, sequence, type, occurred_at, environment_id, flag_id, flag_key, actor, comment,
       payload, fanned_out)
     SELECT id || '-' || n, project_id, sequence + n, type, occurred_at, environment_id, flag_id, flag_key, actor, comment,
       payload, true FROM newest, generate_series(1, $2) n`,
    [projectKey, count],
  );
}
