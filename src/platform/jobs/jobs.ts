/** Defines jobs and adds them. Their payloads are ids, never snapshots: a job reads what it works on when it runs. */

import { z } from 'zod';
import type { Sql } from '../postgres/db.ts';

export interface Job<Payload extends object> {
  readonly name: string;
  /** The payload as it was stored. Fails with InvalidPayloadError. */
  parse(payload: unknown): Payload;
  /** At most one job with a key waits: adding another one replaces it, or follows it when it is running. */
  key(payload: Payload): string;
}

export type PayloadOf<Definition> = Definition extends Job<infer Payload> ? Payload : never;

/** Another version added the job. It fails and is retried, so that a worker of that version can run it. */
export class InvalidPayloadError extends Error {
  override readonly name = 'InvalidPayloadError';
}

/** `idOf` names what the job works on; with the job's name it is the key. */
export function defineJob<Payload extends object>(
  name: string,
  schema: z.ZodType<Payload>,
  idOf: (payload: Payload) => string,
): Job<Payload> {
  return {
    name,
    parse(payload) {
      const result = schema.safeParse(payload);
      if (result.success) return result.data;
      throw new InvalidPayloadError(
        `This version cannot read the payload of the job "${name}": ${z.prettifyError(result.error)}`,
      );
    },
    key: (payload) => `${name}:${idOf(payload)}`,
  };
}

interface JobOptions {
  runAt?: Date;
  /** Jobs with smaller numbers run first. Default: 0. */
  priority?: number;
}

/** Adds a job in the given transaction: it exists only if that transaction commits. */
export async function addJob<Payload extends object>(
  sql: Sql,
  job: Job<Payload>,
  payload: Payload,
  { runAt, priority }: JobOptions = {},
): Promise<void> {
  await sql.query({
    name: 'add-job',
    text: 'SELECT schedule_job($1, $2::json, $3, $4, $5)',
    values: [...jobArguments(job, payload), runAt ?? null, priority ?? null],
  });
}

/** The first three arguments of the SQL function `schedule_job`, for statements that add a job beside other work. */
export function jobArguments<Payload extends object>(
  job: Job<Payload>,
  payload: Payload,
): [name: string, payload: string, key: string] {
  return [job.name, JSON.stringify(payload), job.key(payload)];
}
