/** Many deliveries at once to an app that runs no jobs by itself, and workers to send them. */

import { readQueues } from '#src/deliveries/queue/claim-due.ts';
import { createSender, type Sender } from '#src/deliveries/queue/sender.ts';
import { createQueued } from '#src/deliveries/states/create.ts';
import type { App } from '#src/platform/app.ts';
import type { TestApp } from '#test/support/app.ts';
import { createFlag, createProject, updateFlag } from '#test/support/builders.ts';
import type { TestClock } from '#test/support/clock.ts';
import { runJobs } from '#test/support/run-jobs.ts';

/** A project with a flag whose events so far have been fanned out, to nobody. */
export async function quietProject(gogreen: TestApp) {
  await gogreen.app.database.pool.query('DELETE FROM projects');
  await gogreen.app.database.pool.query('DELETE FROM graphile_worker._private_jobs');
  const { key: projectKey } = await createProject(gogreen);
  const { key } = await createFlag(gogreen, { projectKey });
  await runJobs(gogreen);
  let made = 0;
  return {
    projectKey,
    /** Makes so many events. */
    async change(count: number): Promise<void> {
      for (let n = 0; n < count; n += 1) {
        made += 1;
        await updateFlag(gogreen, { projectKey, key, description: `change ${made}` });
      }
    },
  };
}

/** A worker that sends nothing. */
export const idleSender = ({ database }: Pick<App, 'database'>): Sender => ({
  claimDelivery: async () => undefined,
  queueAndClaim: (created) => createQueued(database.pool, created),
  claimFrom: async () => undefined,
  claimSoon: () => undefined,
  claimPlanned: async () => undefined,
  idle: async () => undefined,
  stop: async () => undefined,
});

/**
 * Fans the events out, but makes no attempts. Answers with the ids of the new deliveries, in the order of their events;
 * they are due and not in line yet.
 */
export async function fanOutOnly(gogreen: TestApp): Promise<string[]> {
  await runJobs(gogreen, { sender: idleSender(gogreen.app) });
  const { rows } = await gogreen.app.database.pool.query<{ id: string }>(
    `WITH due AS (UPDATE deliveries SET queued_at = NULL
       WHERE status = 'PENDING' AND queued_at = created_at RETURNING id, event_id)
     SELECT due.id FROM due JOIN events e ON e.id = due.event_id ORDER BY e.sequence`,
  );
  return rows.map(({ id }) => id);
}

/** A worker that is given deliveries instead of jobs. It is stopped, and what it has under way given up, at the end. */
export function startSender(gogreen: TestApp) {
  const sender = createSender(gogreen.app);
  return {
    ...sender,
    takeAll: (ids: string[]) => Promise.all(ids.map((id) => sender.claimDelivery(id))),
    [Symbol.asyncDispose]: () => sender.stop(),
  };
}

/** Runs what is due, and moves the clock on until nobody stands in line any more. */
export async function drain(gogreen: TestApp, clock: TestClock): Promise<void> {
  await runJobs(gogreen);
  await using sender = startSender(gogreen);
  for (;;) {
    const lines = await readQueues(gogreen.app.database.pool);
    if (lines.length === 0) return;
    clock.advance(1_000);
    for (const line of lines) await sender.claimFrom(line);
    await sender.idle();
  }
}

/** How many deliveries there are in each state; those in line count as `waiting`. */
export async function countStates({ app }: TestApp): Promise<Record<string, number>> {
  const { rows } = await app.database.pool.query<{ state: string; count: number }>(
    `SELECT CASE WHEN status = 'PENDING' AND queued_at IS NOT NULL THEN 'waiting' ELSE lower(status::text) END AS state,
       count(*)::int AS count
     FROM deliveries GROUP BY 1`,
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}
