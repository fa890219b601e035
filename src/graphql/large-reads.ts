/**
 * Reads of columns that may be large: what an event says, the values and rules of a flag, requests and responses. Lists read
 * the other columns only; a field that shows a large one asks for it here. What an operation asks for at once is read in one
 * statement, which weighs it first. An operation may read so much and no more, and one that reads more than a little waits
 * for its turn: without that, a few operations that ask for large things would fill the memory of the process.
 */

import { GraphQLError } from 'graphql';
import { type App, oncePerApp } from '../platform/app.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { Context } from './context.ts';
import { createTurns } from './turns.ts';

/** What one operation may read of such columns. The rest of its answer is limited by its cost. */
export const MAX_READ_MIB = 16;
/** An operation that reads no more than this waits for nobody. */
const FREE_MIB = 1;
/** Operations of one process that may read more than that at the same time: one of each access token. */
export const LARGE_READS_AT_ONCE = 4;

const MIB = 1024 * 1024;

interface Reading {
  bytes: number;
  turn: Promise<() => void> | null;
}

interface LargeRead<Row> {
  /** Of its statement. */
  name: string;
  /** SQL: the table, joined to the key `w.key`. */
  from: string;
  /** SQL of each column. */
  columns: { [Name in keyof Row]: string };
}

const readings = new WeakMap<Context, Reading>();
const turnsOf = oncePerApp((_app: App) => createTurns(LARGE_READS_AT_ONCE));

/** Makes the function that reads the columns of a row by its key. Fails with NotFoundError when the row is gone. */
export function largeRead<Row extends object>({ name: statement, from, columns }: LargeRead<Row>) {
  const entries = Object.entries<string>(columns);
  const size = entries.map(([, column]) => `coalesce(octet_length((${column})::text), 0)`).join(' + ');
  const shown = entries.map(([name, column]) => `CASE WHEN s.bytes <= $3 THEN ${column} END AS "${name}"`);
  const text = `WITH sized AS (
      SELECT coalesce(sum(w.times * (${size})), 0)::float8 AS bytes
      FROM unnest($1::text[], $2::int[]) AS w (key, times) JOIN ${from})
    SELECT w.key, s.bytes, ${shown.join(', ')} FROM sized s CROSS JOIN unnest($1::text[]) AS w (key) JOIN ${from}`;

  async function readAll(context: Context, keys: string[]): Promise<Map<string, Row>> {
    const times = countEach(keys);
    const select = async (maxBytes: number) => {
      const values = [[...times.keys()], [...times.values()], maxBytes];
      const { rows } = await context.app.database.pool.query<Row & { key: string; bytes: number }>({
        name: statement,
        text,
        values,
      });
      return rows;
    };
    const free = FREE_MIB * MIB - readingOf(context).bytes;
    let rows = await select(free);
    const bytes = rows[0]?.bytes ?? 0;
    await admit(context, bytes);
    if (bytes > free) rows = await select(Number.POSITIVE_INFINITY);
    return new Map(rows.map((row) => [row.key, row]));
  }

  const batches = new WeakMap<Context, { keys: string[]; rows: Promise<Map<string, Row>> }>();
  function startBatch(context: Context) {
    const keys: string[] = [];
    const rows = nextTurnOfEventLoop().then(() => {
      batches.delete(context);
      return readAll(context, keys);
    });
    const batch = { keys, rows };
    batches.set(context, batch);
    return batch;
  }

  return async (context: Context, key: string): Promise<Row> => {
    const batch = batches.get(context) ?? startBatch(context);
    batch.keys.push(key);
    const row = (await batch.rows).get(key);
    if (!row) throw new NotFoundError('This was deleted while it was being read. Ask again.');
    return row;
  };
}

/**
 * A value on its way out. One of a flag may be shown many times, by each rule that serves it, and is read only once: it
 * counts each time.
 */
export function countShown<Value>(context: Context, value: Value): Value {
  const bytes = typeof value === 'string' ? value.length : sizeOf(value);
  const reading = readingOf(context);
  reading.bytes += bytes;
  checkLimit(reading);
  return value;
}

/** Operations that were answered, each event of a subscription being one. An error answers one while some of its fields are still being read. */
const ended = new WeakSet<Context>();

/** Gives the turn of an operation back. Its later reads fail, since a turn that they took would never be given back. */
export function endReading(context: Context): void {
  ended.add(context);
  const { turn } = readings.get(context) ?? {};
  readings.delete(context);
  turn?.then(
    (release) => release(),
    () => undefined,
  );
}

/** Counts what is about to be read, and waits for a turn if it is much. */
async function admit(context: Context, bytes: number): Promise<void> {
  if (ended.has(context)) throw new GraphQLError('The operation has ended.');
  const reading = readingOf(context);
  reading.bytes += bytes;
  checkLimit(reading);
  if (reading.bytes <= FREE_MIB * MIB) return;
  reading.turn ??= turnsOf(context.app).take(context.viewer?.rateLimitKey ?? '');
  await reading.turn;
}

function checkLimit({ bytes }: Reading): void {
  if (bytes <= MAX_READ_MIB * MIB) return;
  const [found, max] = [Math.ceil(bytes / MIB), MAX_READ_MIB];
  throw new GraphQLError(
    `The operation exceeds the limit on large values: it shows ${found} MiB of values and rules of flags, changes, requests and responses, and at most ${max} are allowed. Ask for fewer entries with first, for fewer of these fields, or send several operations.`,
    { extensions: { code: 'LIMIT_EXCEEDED', limit: 'mebibytes', found, max } },
  );
}

function readingOf(context: Context): Reading {
  const known = readings.get(context);
  if (known) return known;
  const reading = { bytes: 0, turn: null };
  readings.set(context, reading);
  return reading;
}

function countEach(keys: string[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const key of keys) times.set(key, (times.get(key) ?? 0) + 1);
  return times;
}

const sizes = new WeakMap<object, number>();

function sizeOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const known = sizes.get(value);
  if (known !== undefined) return known;
  const size = JSON.stringify(value).length;
  sizes.set(value, size);
  return size;
}

/** After all resolvers that run in this turn of the event loop. */
function nextTurnOfEventLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
