/** In a process that is also a worker, events do not wait for their job, which stays for the case that the process dies. */

import { expect } from 'vitest';
import { fanOutAtOnce } from '#src/deliveries/queue/fan-out.job.ts';
import { type AppendedEvent, onAppended } from '#src/events/announce.ts';
import { testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, createWebhook, setFlagEnabled } from '#test/support/builders.ts';
import { idleSender } from '#test/support/lines.ts';
import { runJobs } from '#test/support/run-jobs.ts';

const test = testWithApp({ worker: false });

test('its job waits, and is removed by the statement that creates the deliveries', async ({ gogreen }) => {
  const { app } = gogreen;
  const { pool } = app.database;
  const { key: projectKey } = await createProject(gogreen);
  const { key: flagKey } = await createFlag(gogreen, { projectKey });
  await createWebhook(gogreen, { projectKey, url: 'http://127.0.0.1:9/' });
  await runJobs(gogreen, { sender: idleSender(app) });
  const jobs = async (eventId: string) => {
    const { rows } = await pool.query(
      'SELECT run_at > now() AS "isWaiting" FROM graphile_worker.jobs WHERE key = $1',
      [`fan-out:${eventId}`],
    );
    return rows;
  };
  const appended: AppendedEvent[] = [];
  const stop = onAppended(app, (event) => appended.push(event));
  const place = { projectKey, flagKey, environmentKey: 'production' };
  const { event } = await setFlagEnabled(gogreen, { ...place, enabled: true });
  stop();
  const id = event?.id ?? '';
  expect(appended).toMatchObject([{ id }]);
  expect(await jobs(id)).toEqual([{ isWaiting: true }]);

  const [{ projectId } = { projectId: '' }] = appended;
  await fanOutAtOnce(app, { eventId: id, projectId }, { sender: idleSender(app) });
  const { rows } = await pool.query(
    `SELECT e.fanned_out AS "isFannedOut", count(d.id)::int AS deliveries
     FROM events e LEFT JOIN deliveries d ON d.event_id = e.id WHERE e.id = $1 GROUP BY e.id`,
    [id],
  );
  expect(rows).toEqual([{ isFannedOut: true, deliveries: 1 }]);
  expect(await jobs(id)).toEqual([]);

  await setFlagEnabled(gogreen, { ...place, enabled: false });
  expect(appended).toHaveLength(1);
});
