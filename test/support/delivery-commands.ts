/** What can happen to deliveries, each as a command of fast-check's model-based testing. */

import fc from 'fast-check';
import { expect } from 'vitest';
import { planNext } from '#src/deliveries/attempts/retry-schedule.ts';
import { type Claim, LEASE_MS } from '#src/deliveries/claim.ts';
import { retryDelivery } from '#src/deliveries/log/retry-delivery.ts';
import { PRIORITY } from '#src/deliveries/priority.ts';
import { cancelDeliveries } from '#src/deliveries/queue/cancel-deliveries.job.ts';
import { claimDue, readDue, readQueues } from '#src/deliveries/queue/claim-due.ts';
import { fanOut } from '#src/deliveries/queue/fan-out.job.ts';
import { reap } from '#src/deliveries/queue/reaper.ts';
import { cancelRecovery } from '#src/deliveries/recoveries/cancel-recovery.ts';
import { recover } from '#src/deliveries/recoveries/recover.job.ts';
import { replayEvents, retryFailedDeliveries } from '#src/deliveries/recoveries/recoveries.ts';
import { cancelClaimed } from '#src/deliveries/states/cancel.ts';
import { recordAttempt } from '#src/deliveries/states/record-attempt.ts';
import { releaseClaimed } from '#src/deliveries/states/release.ts';
import { appendEvent } from '#src/events/append.ts';
import type { Verdict } from '#src/integrations/contract/verdict.ts';
import { deleteIntegration, updateIntegration } from '#src/integrations/integrations.ts';
import { transaction } from '#src/platform/postgres/db.ts';
import type { Expected, World } from '#test/support/delivery-world.ts';
import { idleSender } from '#test/support/lines.ts';

/** The model and the system are one object: it compares itself with the database after every command. */
export type DeliveryCommand = fc.AsyncCommand<World, World>;

const actor = { id: 'user_test', email: null, name: 'Test' };
const IN_FLIGHT = 10;
const OPENS_AFTER = 10;
/** Of the claims, those that later commands choose from: some of them are no longer valid. */
const MAX_CLAIMS = 12;

function command(
  name: string,
  run: (world: World) => Promise<void>,
  check: (world: World) => boolean = () => true,
): DeliveryCommand {
  return {
    check,
    async run(world) {
      await run(world);
      await world.check();
    },
    toString: () => name,
  };
}

const changeFlag = command('an event', async (world) => {
  const event = await transaction(world.app.database.pool, (tx) =>
    appendEvent(tx, {
      projectId: world.projectId,
      type: 'INTEGRATION_DISABLED',
      occurredAt: world.clock.now,
      payload: { integrationId: 'intg_other', integrationName: 'other', provider: 'webhook', reason: 'x' },
      environmentId: null,
      flagId: null,
      flagKey: null,
      comment: null,
      actor,
    }),
  );
  world.events.push({ id: event.id, isWanted: world.isEnabled, isFannedOut: false });
});

const runFanOut = command(
  'fan-out',
  async (world) => {
    const event = world.events.find(({ isFannedOut }) => !isFannedOut);
    if (!event) return;
    await fanOut(world.app, { eventId: event.id }, { sender: idleSender(world.app) });
    await world.observe('created');
    event.isFannedOut = true;
    if (event.isWanted && !world.isDeleted && !deliveryOf(world, event.id))
      await created(world, event.id, { trigger: 'FIRST', priority: PRIORITY.first, recovery_id: null });
  },
  (world) => world.events.some(({ isFannedOut }) => !isFannedOut),
);

/** What a worker does with the jobs and retries that are due, its timers and the integrations that are disabled. */
export const claim = command('claim', async (world) => {
  const { pool } = world.app.database;
  const { rows } = await pool.query<{ id: string }>(
    `DELETE FROM graphile_worker._private_jobs WHERE key LIKE 'deliver:%' AND run_at <= $1 AND locked_at IS NULL
     RETURNING payload ->> 'deliveryId' AS id`,
    [world.clock.now],
  );
  const planned = await readDue(pool, world.clock.now, 1_000);
  const due = [...new Set([...rows.map(({ id }) => id), ...planned.map(({ deliveryId }) => deliveryId)])];
  const queues = (await readQueues(pool)).filter(
    ({ integrationId }) => integrationId === world.integrationId,
  );
  const sending = world.idsOf('SENDING').length;
  const wanted = world.idsOf('PENDING').filter((id) => isDue(world, id, due));
  const { claims } = await claimDue(pool, { due, queues, now: world.clock.now, room: 1_000, underWay: {} });
  await world.observe('claimed', 'queued');
  for (const each of claims) {
    expect(wanted).toContain(each.deliveryId);
    const expected = world.expected(each.deliveryId);
    expected.status = 'SENDING';
    expected.claim += 1;
    expect(each.claim).toBe(expected.claim);
    world.claims.unshift(each);
  }
  world.claims.splice(MAX_CLAIMS);
  for (const id of wanted)
    if (world.expected(id).status === 'PENDING') expect(world.row(id).queued_at, 'queued').not.toBeNull();
  const byHand = claims.filter(({ deliveryId }) => world.expected(deliveryId).priority === PRIORITY.manual);
  if (world.isEnabled) {
    expect(claims.length - byHand.length).toBeLessThanOrEqual(Math.max(0, IN_FLIGHT - sending));
    if (world.consecutiveFailures < OPENS_AFTER)
      expect(claims.length).toBeGreaterThanOrEqual(Math.min(wanted.length, IN_FLIGHT - sending));
  }
  for (const each of claims.filter(({ integration }) => !integration.enabled)) {
    await cancelClaimed(pool, each, world.clock.now);
    end(world.expected(each.deliveryId), 'CANCELLED', world.clock.now);
  }
  await world.observe('cancelled');
});

const outcomes = ['ok', 'transient', 'permanent', 'skipped'] as const;
type Outcome = (typeof outcomes)[number];

const record = (outcome: Outcome, choice: number) =>
  command(
    `attempt ${outcome} (${choice})`,
    async (world) => {
      const each = world.claims[choice % world.claims.length];
      if (each) await recordOne(world, each, outcome);
    },
    (world) => world.claims.length > 0,
  );

export const succeedAll = command('all attempts succeed', async (world) => {
  for (const each of world.claims) await recordOne(world, each, 'ok');
});

async function recordOne(world: World, each: Claim, outcome: Outcome): Promise<void> {
  const now = world.clock.now;
  const verdict = verdictOf(outcome);
  const plan = planNext({ ...each, verdict, endedAt: now });
  const isNewest = isValid(world, each);
  const { number } = await recordAttempt(world.app.database.pool, {
    claim: each,
    attempt: finished(now, verdict),
    plan,
    failures: 1,
  });
  await world.observe(...(isNewest ? ['attempted' as const] : []));
  if (!isNewest) return expect(number).toBeNull();
  const expected = world.expected(each.deliveryId);
  expect(number).toBe(expected.attempt_count + 1);
  expected.attempt_count += 1;
  expected.scheduled_count = plan.scheduledCount;
  expected.trigger = 'RETRY';
  if (expected.priority < PRIORITY.replay) expected.priority = PRIORITY.retry;
  if (plan.status === 'PENDING' && world.isEnabled) {
    expected.status = 'PENDING';
    expected.next_attempt_at = plan.nextAttemptAt;
  } else {
    end(expected, plan.status === 'PENDING' ? 'CANCELLED' : plan.status, now);
  }
  if (outcome === 'ok') world.consecutiveFailures = 0;
  else if (outcome !== 'skipped') world.consecutiveFailures += 1;
}

const release = (choice: number) =>
  command(
    `release (${choice})`,
    async (world) => {
      const each = world.claims[choice % world.claims.length];
      if (!each) return;
      await releaseClaimed(world.app.database.pool, each, world.clock.now);
      const isNewest = isValid(world, each);
      await world.observe(...(isNewest ? ['released' as const] : []));
      if (isNewest) world.expected(each.deliveryId).status = 'PENDING';
    },
    (world) => world.claims.length > 0,
  );

export const runReaper = command('reaper', async (world) => {
  const now = world.clock.now;
  await reap(world.app);
  for (const id of world.idsOf('SENDING')) {
    const expected = world.expected(id);
    if ((world.row(id).lease_until?.getTime() ?? 0) >= now.getTime()) continue;
    expected.status = 'PENDING';
    if (expected.trigger !== 'MANUAL') expected.next_attempt_at = now;
  }
  await world.observe('requeued');
});

const advance = (ms: number) =>
  command(`${ms / 1_000} s pass`, async ({ clock }) => {
    clock.now = new Date(clock.now.getTime() + ms);
  });

const loseJobs = command('jobs are lost', async (world) => {
  await world.app.database.pool.query(
    `DELETE FROM graphile_worker._private_jobs WHERE key LIKE 'deliver:%' OR key LIKE 'recover:%'`,
  );
  world.hasLostJobs = true;
});

const enable = (isEnabled: boolean) =>
  command(
    isEnabled ? 'enable' : 'disable',
    async (world) => {
      const input = { integrationId: world.integrationId, enabled: isEnabled };
      await updateIntegration(world.app, actor, input);
      world.isEnabled = isEnabled;
      if (isEnabled) world.consecutiveFailures = 0;
    },
    ({ isDeleted }) => !isDeleted,
  );

const remove = command(
  'delete',
  async (world) => {
    await deleteIntegration(world.app, actor, { integrationId: world.integrationId });
    world.isEnabled = false;
    world.isDeleted = true;
  },
  ({ isDeleted }) => !isDeleted,
);

export const runCancel = command('the job cancel-deliveries', async (world) => {
  await cancelDeliveries(world.app, { integrationId: world.integrationId });
  await world.observe(...(world.isEnabled ? [] : ['cancelled' as const]));
  if (world.isEnabled) return;
  for (const id of world.idsOf('PENDING')) end(world.expected(id), 'CANCELLED', world.clock.now);
});

const retryByHand = (choice: number) =>
  command(
    `retry by hand (${choice})`,
    async (world) => {
      const ids = [...world.deliveries.keys()];
      const deliveryId = ids[choice % ids.length] as string;
      const expected = world.expected(deliveryId);
      const isAllowed = world.isEnabled && !['DELIVERED', 'SENDING'].includes(expected.status);
      const done = retryDelivery(world.app, actor, { deliveryId });
      if (!isAllowed) await expect(done).rejects.toThrow();
      else await done;
      await world.observe(...(isAllowed ? ['retriedByHand' as const] : []));
      if (isAllowed)
        Object.assign(expected, {
          status: 'PENDING',
          trigger: 'MANUAL',
          priority: PRIORITY.manual,
          completed_at: null,
        });
    },
    ({ deliveries }) => deliveries.size > 0,
  );

/** For each recovery what it looks for. */
const wantedBy = new Map<string, { statuses: Expected['status'][]; events: Set<string>; before: number }>();

const startRetry = command('bulk retry', async (world) => {
  const now = world.clock.now;
  const { count, recoveryId } = await retryFailedDeliveries(world.app, actor, {
    projectKey: world.projectKey,
  });
  const failed = world.isEnabled ? world.idsOf('FAILED') : [];
  expect(count).toBe(failed.length);
  wantedBy.set(recoveryId as string, { statuses: ['FAILED'], events: new Set(), before: now.getTime() + 1 });
  world.recoveries.set(recoveryId as string, started('RETRY', count));
});

const startReplay = (include: 'MISSING' | 'ALL') =>
  command(
    `replay ${include}`,
    async (world) => {
      const input = { integrationId: world.integrationId, include };
      const { count, recoveryId } = await replayEvents(world.app, actor, input);
      const statuses: Expected['status'][] = ['FAILED', 'CANCELLED'];
      if (include === 'ALL') statuses.push('DELIVERED');
      const events = new Set(world.events.map(({ id }) => id));
      expect(count).toBe(
        [...events].filter((id) => statuses.includes(deliveryOf(world, id)?.status ?? 'FAILED')).length,
      );
      wantedBy.set(recoveryId as string, { statuses, events, before: Number.POSITIVE_INFINITY });
      world.recoveries.set(recoveryId as string, started('REPLAY', count));
    },
    ({ isEnabled, events }) => isEnabled && events.length > 0,
  );

export const runRecovery = command(
  'a batch of a recovery',
  async (world) => {
    const [id, recovery] = [...world.recoveries].find(([, { status }]) => status === 'RUNNING') ?? [];
    const wanted = wantedBy.get(id ?? '');
    if (!id || !recovery || !wanted) return;
    await recover(world.app, { recoveryId: id }, { sender: idleSender(world.app) });
    const isRetry = recovery.kind === 'RETRY';
    await world.observe(
      ...(isRetry ? ['retriedByRecovery' as const] : ['replayed' as const, 'created' as const]),
    );
    if (!isRetry && !world.isEnabled) {
      recovery.status = 'CANCELLED';
      return;
    }
    recovery.status = 'COMPLETED';
    if (world.isEnabled) recovery.queued += await queue(world, id, isRetry, wanted);
    recovery.skipped = Math.max(0, recovery.total - recovery.queued);
  },
  ({ recoveries }) => [...recoveries.values()].some(({ status }) => status === 'RUNNING'),
);

async function queue(
  world: World,
  recoveryId: string,
  isRetry: boolean,
  { statuses, events, before }: { statuses: Expected['status'][]; events: Set<string>; before: number },
): Promise<number> {
  const ended = world
    .idsOf(...statuses)
    .map((id) => world.expected(id))
    .filter(({ eventId, completed_at: at }) =>
      isRetry ? (at?.getTime() ?? 0) < before : events.has(eventId),
    );
  for (const expected of ended) {
    const planned = isRetry ? {} : { next_attempt_at: world.clock.now, scheduled_count: 0 };
    Object.assign(expected, {
      status: 'PENDING',
      trigger: isRetry ? 'MANUAL' : 'REPLAY',
      priority: PRIORITY.replay,
      recovery_id: recoveryId,
      completed_at: null,
      ...planned,
    });
  }
  const missing = isRetry ? [] : world.events.filter(({ id }) => events.has(id) && !deliveryOf(world, id));
  for (const { id, isFannedOut } of missing) {
    const how = isFannedOut
      ? { trigger: 'REPLAY', priority: PRIORITY.replay }
      : { trigger: 'FIRST', priority: PRIORITY.first };
    await created(world, id, { ...how, recovery_id: recoveryId });
  }
  return ended.length + missing.length;
}

const cancelOne = (choice: number) =>
  command(
    `cancel a recovery (${choice})`,
    async (world) => {
      const [id, recovery] = [...world.recoveries][choice % world.recoveries.size] ?? [];
      if (!id || !recovery) return;
      const waiting = world
        .idsOf('PENDING')
        .map((each) => [each, world.expected(each)] as const)
        .filter(([, { recovery_id: of, trigger, priority }]) => {
          return of === id && priority === PRIORITY.replay && ['MANUAL', 'REPLAY'].includes(trigger);
        });
      const isAllowed =
        recovery.status === 'RUNNING' || (recovery.status === 'COMPLETED' && waiting.length > 0);
      const done = cancelRecovery(world.app, actor, { recoveryId: id });
      if (!isAllowed) {
        await expect(done).rejects.toThrow();
        return world.observe();
      }
      await done;
      await world.observe('recoveryCancelled');
      recovery.status = 'CANCELLED';
      recovery.queued -= waiting.length;
      for (const [each, expected] of waiting) {
        const failedAt = expected.trigger === 'MANUAL' ? await lastEnd(world, each) : null;
        end(expected, failedAt ? 'FAILED' : 'CANCELLED', failedAt ?? world.clock.now);
        expected.recovery_id = null;
      }
    },
    ({ recoveries }) => recoveries.size > 0,
  );

/** One after the other, as one command: what leads nowhere by itself is found more often. */
const chain = (name: string, ...steps: DeliveryCommand[]): DeliveryCommand => ({
  check: () => true,
  async run(model, real) {
    for (const step of steps) if (step.check(model)) await step.run(model, real);
  },
  toString: () => `${name}: ${steps.join(', ')}`,
});

const recordAll = (outcome: Outcome) =>
  chain(`claim, then ${outcome}`, claim, ...Array.from({ length: 4 }, (_, n) => record(outcome, n)));

/** A way through all transitions. */
export const tour: DeliveryCommand[] = [
  // A worker that was only slow records its attempt while another one makes the next.
  chain('expiry', changeFlag, runFanOut, claim, advance(LEASE_MS + 1_000), runReaper, claim),
  record('ok', 1),
  record('ok', 0),
  chain('many events', ...Array.from({ length: 24 }, (_, n) => (n % 2 === 0 ? changeFlag : runFanOut))),
  claim,
  ...outcomes.map((outcome, choice) => record(outcome, choice)),
  release(4),
  advance(LEASE_MS + 1_000),
  runReaper,
  chain('more events', changeFlag, changeFlag, startReplay('ALL'), runRecovery, runFanOut, runFanOut),
  cancelOne(0),
  claim,
  ...Array.from({ length: 10 }, (_, choice) => record('permanent', choice)),
  chain('retry', startRetry, runRecovery, cancelOne(1), startRetry, runRecovery),
  retryByHand(0),
  claim,
  retryByHand(1),
  loseJobs,
  enable(false),
  runCancel,
  record('transient', 0),
  enable(true),
  chain('replay', startReplay('MISSING'), runRecovery),
];

/** Those that stand twice come twice as often. */
export const deliveryCommands: fc.Arbitrary<DeliveryCommand>[] = [
  fc.constant(changeFlag),
  fc.constant(runFanOut),
  fc.constant(chain('events', changeFlag, runFanOut, changeFlag, runFanOut, changeFlag, runFanOut)),
  fc.constant(
    chain('many events', ...Array.from({ length: 24 }, (_, n) => (n % 2 === 0 ? changeFlag : runFanOut))),
  ),
  fc.constant(claim),
  fc.constant(claim),
  fc.constantFrom(...outcomes).map(recordAll),
  fc.constantFrom(...outcomes).map(recordAll),
  fc.tuple(fc.constantFrom(...outcomes), fc.nat(50)).map(([outcome, choice]) => record(outcome, choice)),
  fc.nat(50).map(release),
  fc.constant(runReaper),
  fc.constantFrom(1_000, LEASE_MS + 1_000, 3_600_000, 3 * 3_600_000).map(advance),
  fc.boolean().map(enable),
  fc.constant(enable(true)),
  fc.constant(runCancel),
  fc.nat(50).map(retryByHand),
  fc.constant(chain('retry', startRetry, runRecovery)),
  fc
    .constantFrom('MISSING' as const, 'ALL' as const)
    .map((include) => chain('replay', startReplay(include), runRecovery)),
  fc.constantFrom(startRetry, startReplay('MISSING'), startReplay('ALL')),
  fc.constant(runRecovery),
  fc.nat(5).map(cancelOne),
  fc.nat(9).map((n) => (n === 0 ? remove : n === 1 ? loseJobs : claim)),
];

const deliveryOf = (world: World, eventId: string) =>
  [...world.deliveries.values()].find((delivery) => delivery.eventId === eventId);

async function created(
  world: World,
  eventId: string,
  how: Pick<Expected, 'trigger' | 'priority' | 'recovery_id'>,
): Promise<void> {
  const { rows } = await world.app.database.pool.query<{ id: string }>(
    'SELECT id FROM deliveries WHERE event_id = $1 AND integration_id = $2',
    [eventId, world.integrationId],
  );
  expect(rows, 'deliveries of an event').toHaveLength(1);
  world.deliveries.set(rows[0]?.id as string, {
    status: 'PENDING',
    claim: 0,
    attempt_count: 0,
    scheduled_count: 0,
    next_attempt_at: world.clock.now,
    completed_at: null,
    eventId,
    ...how,
  });
}

function end(expected: Expected, status: Expected['status'], completedAt: Date): void {
  Object.assign(expected, { status, next_attempt_at: null, completed_at: completedAt });
}

const started = (kind: 'RETRY' | 'REPLAY', total: number) => ({
  kind,
  status: 'RUNNING' as const,
  total,
  queued: 0,
  skipped: 0,
});

function isDue(world: World, id: string, due: string[]): boolean {
  const { queued_at: queuedAt, next_attempt_at: at, trigger } = world.row(id);
  return (
    queuedAt !== null ||
    (due.includes(id) && (trigger === 'MANUAL' || (at !== null && at <= world.clock.now)))
  );
}

function isValid(world: World, { deliveryId, claim: number }: Claim): boolean {
  const expected = world.expected(deliveryId);
  return expected.claim === number && expected.status === 'SENDING';
}

async function lastEnd(world: World, deliveryId: string): Promise<Date | null> {
  const { rows } = await world.app.database.pool.query<{ at: Date }>(
    'SELECT max(started_at) AS at FROM attempts WHERE delivery_id = $1',
    [deliveryId],
  );
  return rows[0]?.at ?? null;
}

function verdictOf(outcome: Outcome): Verdict {
  if (outcome === 'ok') return 'ok';
  if (outcome === 'skipped') return { skipped: 'There was nothing to do.' };
  return { failed: outcome, reason: `It failed (${outcome}).` };
}

function finished(now: Date, verdict: Verdict) {
  const error =
    verdict === 'ok'
      ? null
      : 'skipped' in verdict
        ? { class: 'skipped' as const, message: verdict.skipped }
        : { class: 'http' as const, message: verdict.reason };
  return {
    startedAt: now,
    endedAt: now,
    durationMs: 0,
    request: { method: 'POST' as const, url: 'https://example.com', headers: {} },
    response: null,
    error,
    address: null,
    verdict,
  };
}
