/** The commands for bulk retries and replays: they count the deliveries and start a recovery that queues them. */

import type { Actor } from '../../access/viewer.ts';
import { appendAudit } from '../../accounts/audit/audit.ts';
import { providerNamed } from '../../integrations/providers/registry.ts';
import { readForCommand } from '../../integrations/secrets/configuration.ts';
import type { App } from '../../platform/app.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../platform/errors.ts';
import { newId } from '../../platform/input/ids.ts';
import { parseInput } from '../../platform/input/input.ts';
import { type Sql, transaction } from '../../platform/postgres/db.ts';
import { query } from '../../platform/postgres/query.ts';
import { findProjectId } from '../../projects/projects.ts';
import { targetsOf } from '../attempts/render.ts';
import { findIntegration } from '../try-out/find-integration.ts';
import { countByEvent } from './count-by-event.ts';
import { eventsToReplay, type FailedFilter, failedDeliveries, type ReplayFilter } from './recovery-filter.ts';
import { countReplayed, keptSince } from './replay-read.ts';
import { countFailed, firstCursor, oldestFailedSearched } from './retry-failed.ts';
import { insertRecovery, type NewRecovery } from './stored-recovery.ts';

export interface RecoveryAnswer {
  count: number;
  recoveryId: string | null;
}

/** Makes one more attempt for each matching failed delivery. */
export async function retryFailedDeliveries(app: App, actor: Actor, input: unknown): Promise<RecoveryAnswer> {
  const { projectKey, ...asked } = parseInput(failedDeliveries, input);
  const { pool } = app.database;
  const projectId = await findProjectId(pool, projectKey);
  const integrationId = asked.integrationId ?? null;
  if (integrationId !== null) await checkIntegration(pool, projectKey, projectId, integrationId);
  const now = app.now();
  const filter: FailedFilter = {
    integrationId,
    failedAfter: asked.failedAfter?.toISOString() ?? null,
    // Deliveries that fail from now on, also for the second time, are not part of it.
    failedBefore: (asked.failedBefore ?? new Date(now.getTime() + 1)).toISOString(),
    errorClasses: asked.errorClasses ?? null,
    ...(asked.filter ? { filter: asked.filter } : {}),
    ...(asked.deliveryIds ? { deliveryIds: asked.deliveryIds } : {}),
  };
  const oldest = await oldestFailedSearched(app, projectId, filter);
  if (oldest !== null) filter.oldestSearched = oldest;
  const total = await countFailed(app, projectId, filter);
  if (asked.countOnly) return { count: total, recoveryId: null };
  const cursor = firstCursor(filter);
  return start(app, { projectId, integrationId, kind: 'RETRY', filter, total, actor, now, cursor });
}

/** Delivers a part of the log to an integration: the events that it has not received, or all. */
export async function replayEvents(app: App, actor: Actor, input: unknown): Promise<RecoveryAnswer> {
  const { integrationId, countOnly, ...asked } = parseInput(eventsToReplay, input);
  const { pool } = app.database;
  const { integration, project } = await findIntegration(app, integrationId);
  if (!integration.enabled) throw new ConflictError(disabled('replay'));
  const { settings } = readForCommand(app.secrets, integration);
  const { lastSequence, id: projectId } = project;
  if ((asked.afterSequence ?? 0) > lastSequence) {
    const message = `is beyond the end of the log, which is at ${lastSequence}; send a smaller one`;
    throw new InvalidInputError([{ path: 'afterSequence', message }]);
  }
  const now = app.now();
  const kept = keptSince(now, app.retentionDays);
  const filter: ReplayFilter = {
    include: asked.include ?? 'MISSING',
    afterSequence: asked.afterSequence ?? 0,
    // Events that happen from now on are delivered anyway.
    untilSequence: Math.min(asked.untilSequence ?? lastSequence, lastSequence),
    occurredAfter: asked.occurredAfter?.toISOString() ?? null,
    occurredBefore: asked.occurredBefore?.toISOString() ?? null,
  };
  if (kept && filter.include === 'MISSING') await checkAge(app, projectId, asked, kept);
  const targets = targetsOf(providerNamed(integration.provider), settings);
  const replay = { projectId, integrationId, filter, keptSince: kept };
  const total = targets
    ? await countReplayed(pool, { ...replay, targets })
    : await countByEvent(app, integration, { ...replay, targets });
  if (countOnly) return { count: total, recoveryId: null };
  const cursor = null;
  return start(app, { projectId, integrationId, kind: 'REPLAY', filter, total, actor, now, cursor });
}

async function start(app: App, recovery: Omit<NewRecovery, 'id'>): Promise<RecoveryAnswer> {
  const id = newId('rcv');
  const { projectId, integrationId, kind, filter, total, actor, now } = recovery;
  await transaction(app.database.pool, async (tx) => {
    await insertRecovery(tx, { ...recovery, id });
    await appendAudit(tx, {
      projectId,
      actor,
      now,
      action: 'CREATED',
      subject: 'RECOVERY',
      subjectId: id,
      subjectName: kind,
      before: null,
      after: { integrationId, total, ...filter },
    });
  });
  return { count: recovery.total, recoveryId: id };
}

async function checkIntegration(sql: Sql, projectKey: string, projectId: string, id: string): Promise<void> {
  const integration = await query(sql)
    .selectFrom('integrations')
    .select('enabled')
    .where('id', '=', id)
    .where('projectId', '=', projectId)
    .where('deletedAt', 'is', null)
    .executeTakeFirst();
  if (!integration) {
    throw new NotFoundError(
      `integrationId: project "${projectKey}" has no integration "${id}"; \`project { integrations { id name } }\` lists them.`,
    );
  }
  if (!integration.enabled) throw new ConflictError(disabled('retry'));
}

function disabled(then: string): string {
  return `integrationId: this integration is disabled. Enable it with updateIntegration, then ${then}.`;
}

type Range = { untilSequence?: number | null | undefined; occurredBefore?: Date | null | undefined };

/** Fails when the whole range is older than the deliveries that are kept. */
async function checkAge(app: App, projectId: string, range: Range, kept: Date): Promise<void> {
  const { occurredBefore, untilSequence } = range;
  const ended = occurredBefore && occurredBefore <= kept ? 'occurredBefore' : null;
  const path =
    ended ?? ((await isBefore(app.database.pool, projectId, untilSequence, kept)) ? 'untilSequence' : null);
  if (path === null) return;
  const days = app.retentionDays;
  const message = `lies before ${kept.toISOString()}; deliveries are kept for ${days} days (RETENTION_DAYS), so it is unknown which of these events were received: send a later end, or include: ALL`;
  throw new InvalidInputError([{ path, message }]);
}

async function isBefore(
  sql: Sql,
  projectId: string,
  sequence: number | null | undefined,
  time: Date,
): Promise<boolean> {
  if (sequence == null) return false;
  const last = await query(sql)
    .selectFrom('events')
    .select('occurredAt')
    .where('projectId', '=', projectId)
    .where('sequence', '<=', sequence)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last !== undefined && last.occurredAt < time;
}
