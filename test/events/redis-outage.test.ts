import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '#test/support/app.ts';
import { createFlag, createProject } from '#test/support/builders.ts';
import { WatchEvents } from '#test/support/live-documents.ts';
import { transports } from '#test/support/live-transports.ts';
import { type RedisServer, redisUrl, startRedis } from '#test/support/redis.ts';
import { describeFlag, inParallel, numbersFrom } from '#test/support/writers.ts';

describe.skipIf(!redisUrl())('an outage of Redis (needs redis-server)', () => {
  let redis: RedisServer;
  let writer: TestApp;
  let other: TestApp;
  const unhandled: unknown[] = [];
  const keepUnhandled = (reason: unknown) => void unhandled.push(reason);

  beforeAll(async () => {
    process.on('unhandledRejection', keepUnhandled);
    redis = await startRedis();
    writer = await startTestApp({ worker: false, redisUrl: redis.url });
    other = await startTestApp({ worker: false, redisUrl: redis.url, databaseUrl: writer.databaseUrl });
  });
  afterEach(() => expect(unhandled).toEqual([]));
  afterAll(async () => {
    await other?.close();
    await writer?.close();
    await redis?.stop();
    process.off('unhandledRejection', keepUnhandled);
    expect(unhandled).toEqual([]);
  });

  test.each(transports)(
    'over $transport loses nothing and repeats nothing, on any machine',
    async ({ subscribe }) => {
      const { key: projectKey } = await createProject(writer);
      await createFlag(writer, { projectKey, key: 'a' });
      const subscribers = [
        await subscribe(writer.url, WatchEvents, { projectKey, afterSequence: 0 }),
        await subscribe(other.url, WatchEvents, { projectKey, afterSequence: 0 }),
      ];
      await inParallel(2, 150, async (n) => {
        if (n === 30) await redis.kill();
        if (n === 100) await redis.restart();
        await describeFlag(writer, projectKey, 'a', n);
      });
      for (const subscriber of subscribers) {
        await subscriber.waitFor(151);
        expect(subscriber.results.map(({ data }) => data?.events.sequence)).toEqual(numbersFrom(1, 151));
        await subscriber.leave();
      }
    },
  );

  test('at the start: everything works, and Redis is used once it is there', async () => {
    const late = await startRedis();
    await late.kill();
    const gogreen = await startTestApp({ worker: false, redisUrl: late.url });
    const { key: projectKey } = await createProject(gogreen);
    await createFlag(gogreen, { projectKey, key: 'a' });
    const [{ subscribe }] = transports;
    const subscriber = await subscribe(gogreen.url, WatchEvents, { projectKey, afterSequence: 0 });
    await describeFlag(gogreen, projectKey, 'a', 1);
    await subscriber.waitFor(2);

    await late.restart();
    // From now on rings arrive: listened to here, they come from another process.
    const ring = Promise.withResolvers<void>();
    gogreen.app.doorbell.subscribe('events', 'proj_picked_up', () => ring.resolve());
    const elsewhere = await startTestApp({ worker: false, redisUrl: late.url });
    const ringing = setInterval(() => elsewhere.app.doorbell.publish('events', 'proj_picked_up'), 20);
    await ring.promise;
    clearInterval(ringing);
    await describeFlag(gogreen, projectKey, 'a', 2);
    await subscriber.waitFor(3);
    await elsewhere.close();
    await gogreen.close();
    await late.stop();
  });
});
