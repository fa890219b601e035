/**
 * Deliveries on a real Postgres beside a model of what they should be. Every step may make certain transitions only; after
 * each, the rows must be what the model says and keep the invariants of their states.
 */

import { expect } from 'vitest';
import type { Claim } from '#src/deliveries/claim.ts';
import { STATE_COLUMNS, TRANSITIONS, type TransitionName } from '#src/deliveries/states/transitions.ts';
import type { App } from '#src/platform/app.ts';

/** The columns of a delivery that transitions write, by their names in the database. */
export interface DeliveryRow {
  status: 'PENDING' | 'SENDING' | 'DELIVERED' | 'FAILED' | 'CANCELLED';
  trigger: string;
  attempt_count: number;
  scheduled_count: number;
  next_attempt_at: Date | null;
  queued_at: Date | null;
  priority: number;
  recovery_id: string | null;
  claim: number;
  lease_until: Date | null;
  completed_at: Date | null;
  updated_at: Date;
}

/** What the model predicts of a delivery; the other columns follow from the invariants. */
export type Expected = Pick<
  DeliveryRow,
  | 'status'
  | 'trigger'
  | 'claim'
  | 'attempt_count'
  | 'scheduled_count'
  | 'next_attempt_at'
  | 'priority'
  | 'recovery_id'
  | 'completed_at'
> & { eventId: string };

export interface ExpectedRecovery {
  kind: 'RETRY' | 'REPLAY';
  status: 'RUNNING' | 'COMPLETED' | 'CANCELLED';
  total: number;
  queued: number;
  skipped: number;
}

export class World {
  readonly app: App;
  readonly clock: { now: Date };
  readonly projectKey: string;
  readonly projectId: string;
  readonly integrationId: string;
  /** `isWanted`: the integration was enabled when it was appended. */
  readonly events: { id: string; isWanted: boolean; isFannedOut: boolean }[] = [];
  readonly deliveries = new Map<string, Expected>();
  readonly recoveries = new Map<string, ExpectedRecovery>();
  /** What workers have claimed, newest first: also claims that are no longer valid. */
  readonly claims: Claim[] = [];
  isEnabled = true;
  isDeleted = false;
  consecutiveFailures = 0;
  /** The transitions that deliveries have made. */
  readonly seen = new Set<TransitionName>();
  /** Jobs were lost, so that pending deliveries may have none until the reaper finds them. */
  hasLostJobs = false;
  #rows = new Map<string, DeliveryRow>();

  constructor(
    app: App,
    clock: { now: Date },
    ids: Pick<World, 'projectKey' | 'projectId' | 'integrationId'>,
  ) {
    this.app = app;
    this.clock = clock;
    this.projectKey = ids.projectKey;
    this.projectId = ids.projectId;
    this.integrationId = ids.integrationId;
  }

  row(id: string): DeliveryRow {
    return this.#rows.get(id) as DeliveryRow;
  }

  expected(id: string): Expected {
    return this.deliveries.get(id) as Expected;
  }

  /** Deliveries of the model in one of these states, oldest first. */
  idsOf(...statuses: DeliveryRow['status'][]): string[] {
    return [...this.deliveries].filter(([, { status }]) => statuses.includes(status)).map(([id]) => id);
  }

  /** Reads the rows again. What has changed must be one of the transitions, and only in the columns that these write. */
  async observe(...transitions: TransitionName[]): Promise<void> {
    const before = this.#rows;
    this.#rows = await this.#read();
    const wrong = [...this.#rows].flatMap(([id, row]) => {
      const old = before.get(id);
      const changed = changedColumns(old, row);
      if (changed.length === 0) return [];
      const transition = transitions.find((name) => explains(name, old, row, changed));
      if (transition) this.seen.add(transition);
      return transition ? [] : [{ id, from: old?.status ?? null, to: row.status, changed, transitions }];
    });
    expect(wrong, 'changes that no transition explains').toEqual([]);
    expect(
      [...before.keys()].filter((id) => !this.#rows.has(id)),
      'lost deliveries',
    ).toEqual([]);
  }

  /** Compares the rows with the model and checks what holds in every state. */
  async check(): Promise<void> {
    const shown = [...this.#rows].map(([id, row]) => [id, pick(row, this.deliveries.get(id))]);
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(this.deliveries));
    for (const [id, row] of this.#rows) checkInvariants(id, row);
    await Promise.all([this.#checkAttempts(), this.#checkRecoveries(), this.#checkJobs()]);
  }

  async #checkAttempts(): Promise<void> {
    const { rows } = await this.app.database.pool.query<{ id: string; numbers: number[] }>(
      `SELECT delivery_id AS id, array_agg(number ORDER BY number) AS numbers FROM attempts a
       WHERE delivery_id = ANY ($1) GROUP BY 1`,
      [[...this.deliveries.keys()]],
    );
    const numbers = new Map(rows.map((row) => [row.id, row.numbers]));
    for (const [id, { attempt_count: count }] of this.deliveries)
      expect(numbers.get(id) ?? [], 'attempt numbers').toEqual(
        Array.from({ length: count }, (_, index) => index + 1),
      );
  }

  async #checkRecoveries(): Promise<void> {
    const { rows } = await this.app.database.pool.query<ExpectedRecovery & { id: string }>(
      'SELECT id, kind, status, total, queued, skipped FROM recoveries WHERE project_id = $1',
      [this.projectId],
    );
    expect(Object.fromEntries(rows.map(({ id, ...recovery }) => [id, recovery]))).toEqual(
      Object.fromEntries(this.recoveries),
    );
  }

  async #checkJobs(): Promise<void> {
    if (this.hasLostJobs) return;
    const { rows } = await this.app.database.pool.query<{ id: string }>(
      `SELECT id FROM deliveries d WHERE integration_id = $1 AND status = 'PENDING' AND queued_at IS NULL
         AND (next_attempt_at IS NULL OR trigger = 'MANUAL')
         AND NOT EXISTS (SELECT FROM graphile_worker.jobs j WHERE j.key = 'deliver:' || d.id AND locked_at IS NULL)`,
      [this.integrationId],
    );
    expect(
      rows.map(({ id }) => id),
      'pending, neither queued nor planned nor with a job',
    ).toEqual([]);
  }

  async #read(): Promise<Map<string, DeliveryRow>> {
    const { rows } = await this.app.database.pool.query<DeliveryRow & { id: string }>(
      `SELECT id, status, trigger, attempt_count, scheduled_count, next_attempt_at, queued_at, priority, recovery_id,
         claim, lease_until, completed_at, updated_at
       FROM deliveries WHERE integration_id = $1 ORDER BY id`,
      [this.integrationId],
    );
    return new Map(rows.map(({ id, ...row }) => [id, row]));
  }
}

function changedColumns(old: DeliveryRow | undefined, row: DeliveryRow): string[] {
  if (!old) return ['status'];
  return Object.keys(row).filter(
    (name) =>
      JSON.stringify(old[name as keyof DeliveryRow]) !== JSON.stringify(row[name as keyof DeliveryRow]),
  );
}

function explains(
  name: TransitionName,
  old: DeliveryRow | undefined,
  row: DeliveryRow,
  changed: string[],
): boolean {
  const { from, to, writes } = TRANSITIONS[name];
  const columns: readonly string[] = [...STATE_COLUMNS, ...writes];
  return (
    (from as readonly (string | null)[]).includes(old?.status ?? null) &&
    (to as readonly string[]).includes(row.status) &&
    changed.every((column) => columns.includes(column))
  );
}

function checkInvariants(id: string, row: DeliveryRow): void {
  const isFinal = !['PENDING', 'SENDING'].includes(row.status);
  const is = {
    completed: row.completed_at !== null,
    leased: row.lease_until !== null,
    queuedElsewhere: row.queued_at !== null && row.status !== 'PENDING',
    plannedThoughFinal: row.next_attempt_at !== null && isFinal,
    dueAtNoTime: row.status === 'PENDING' && row.next_attempt_at === null && row.trigger !== 'MANUAL',
  };
  expect({ id, status: row.status, ...is }).toEqual({
    id,
    status: row.status,
    completed: isFinal,
    leased: row.status === 'SENDING',
    queuedElsewhere: false,
    plannedThoughFinal: false,
    dueAtNoTime: false,
  });
}

/** Of a row what the model knows. */
function pick(row: DeliveryRow, expected: Expected | undefined): Partial<Expected> {
  if (!expected) return row;
  const { eventId, ...columns } = expected;
  return {
    ...Object.fromEntries(Object.keys(columns).map((name) => [name, row[name as keyof DeliveryRow]])),
    eventId,
  };
}
