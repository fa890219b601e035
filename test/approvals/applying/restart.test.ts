import { expect, test, vi } from 'vitest';
import { startTestApp } from '#test/support/app.ts';
import { addUser, guardedFlag, readChangeRequest } from '#test/support/approvals.ts';
import { startWorkerProcess } from '#test/support/worker-process.ts';

test('a scheduled change is applied though every worker was killed in between', async () => {
  const gogreen = await startTestApp({ worker: false });
  try {
    const [ada, grace] = [await addUser(gogreen, 'Ada'), await addUser(gogreen, 'Grace')];
    const { place } = await guardedFlag(gogreen);
    const { rows } = await gogreen.app.database.pool.query<{ now: Date }>('SELECT clock_timestamp() AS now');
    const scheduledAt = new Date((rows[0]?.now.getTime() ?? 0) + 3_600_000);
    const id = await ada.propose({ ...place, enabled: true, scheduledAt });
    await grace.approve(id);

    const killed = startWorkerProcess(gogreen);
    await vi.waitFor(() => expect(killed.log()).toContain('GoGreen is up'), { timeout: 20_000 });
    expect(await killed.end('SIGKILL')).toBeNull();
    expect(await readChangeRequest(gogreen, id)).toMatchObject({ state: 'APPROVED' });

    // The hour passes: for the change request and for its job, which is all that there is of it.
    const past = new Date(scheduledAt.getTime() - 3_600_000);
    await gogreen.app.database.pool.query('UPDATE change_requests SET scheduled_at = $1', [past]);
    await gogreen.app.database.pool.query(
      `UPDATE graphile_worker._private_jobs SET run_at = $1, payload = json_build_object('changeRequestId', $2::text, 'scheduledAt', $3::text)
       WHERE key = 'apply-change-request:' || $2`,
      [past, id, past.toISOString()],
    );
    await using next = startWorkerProcess(gogreen);
    await vi.waitFor(
      async () => expect(await readChangeRequest(gogreen, id)).toMatchObject({ state: 'APPLIED' }),
      {
        timeout: 20_000,
        interval: 100,
      },
    );
    expect(await next.end('SIGTERM'), next.log()).toBe(0);
  } finally {
    await gogreen.close();
  }
});
