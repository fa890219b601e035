import { expect } from 'vitest';
import { pruneJob } from '#src/deliveries/jobs.ts';
import { fanOutJob } from '#src/events/jobs.ts';
import { addJob, InvalidPayloadError } from '#src/platform/jobs/jobs.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { readJobs, runJobs } from '#test/support/run-jobs.ts';

const test = testWithApp({ worker: false });

const add = (gogreen: TestApp, name: string, payload: unknown, key: string) =>
  gogreen.app.database.pool.query('SELECT schedule_job($1, $2::json, $3)', [
    name,
    JSON.stringify(payload),
    key,
  ]);

test('a job with a payload of another version fails with the reason and is retried', async ({ gogreen }) => {
  await add(gogreen, 'fan-out', { event: 'evt_1' }, 'fan-out:evt_1');
  const run = runJobs(gogreen);
  await expect(run).rejects.toThrow(
    /This version cannot read the payload of the job "fan-out": .*expected string, received undefined\n.*at eventId/s,
  );
  const [job, ...others] = await readJobs(gogreen);
  expect(job).toMatchObject({ task: 'fan-out', locked: false, attempts: 1, payload: { event: 'evt_1' } });
  expect(job?.runAt.getTime()).toBeGreaterThan(Date.now());
  expect(others).toEqual([]);
  const { rows } = await gogreen.app.database.pool.query('SELECT last_error FROM graphile_worker.jobs');
  expect(rows).toEqual([{ last_error: expect.stringContaining('cannot read the payload') }]);

  await add(gogreen, 'fan-out', { eventId: 'evt_1' }, 'fan-out:evt_1');
  await runJobs(gogreen);
  expect(await readJobs(gogreen)).toEqual([]);
});

test('a job with unknown fields in its payload runs without them', async ({ gogreen }) => {
  await add(gogreen, 'fan-out', { eventId: 'evt_2', added: 'later' }, 'fan-out:evt_2');
  await runJobs(gogreen);
  expect(await readJobs(gogreen)).toEqual([]);
  expect(fanOutJob.parse({ eventId: 'evt_2', added: 'later' })).toEqual({ eventId: 'evt_2' });
});

test('the field that graphile-worker adds to the payload of a scheduled job is ignored', () => {
  expect(pruneJob.parse({ _cron: { ts: '2026-01-01T00:23:00Z', backfilled: false } })).toEqual({});
});

test.each([null, 'evt_1', 7, [], {}, { eventId: null }])('the fan-out payload %j is rejected', (payload) => {
  expect(() => fanOutJob.parse(payload)).toThrow(InvalidPayloadError);
});

test('a job added again for the same object replaces the waiting one', async ({ gogreen }) => {
  const { pool } = gogreen.app.database;
  await addJob(pool, fanOutJob, { eventId: 'evt_3' }, { runAt: new Date('2999-01-01') });
  await addJob(pool, fanOutJob, { eventId: 'evt_3' });
  expect(await readJobs(gogreen)).toMatchObject([{ key: 'fan-out:evt_3', payload: { eventId: 'evt_3' } }]);
  await runJobs(gogreen);
});
