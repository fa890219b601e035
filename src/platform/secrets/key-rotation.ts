/** Reseals every secret with the first key, so that the others can be removed. */

import type pg from 'pg';
import type { SealedColumn } from './sealed-column.ts';
import { createSecretBox, type EncryptionKey, keyIdOf, type SecretBox } from './secrets.ts';

/** Number of sealed rows by key id. */
export type KeyCounts = Record<string, number>;

export interface Unopened {
  row: string;
  keyId: string;
  /** A sentence without secrets. */
  reason: string;
}

export interface Rotation {
  table: string;
  column: string;
  before: KeyCounts;
  /** Number of rows that were resealed. */
  written: number;
  after: KeyCounts;
  /** Rows that no key opens. They are left unchanged. */
  unopened: Unopened[];
}

const BATCH_ROWS = 100;
/** Rows that changed meanwhile are tried again. The limit ends the run while a process still writes with another key. */
const MAX_PASSES = 5;

/**
 * Reseals the secrets of a column with the first key while GoGreen runs. A row is read without a lock and updated only if
 * it is unchanged. Each statement locks one row, so this cannot deadlock, loses no change, and may be killed, repeated
 * and run twice at the same time.
 */
export async function rotateColumn(
  pool: pg.Pool,
  keys: readonly EncryptionKey[],
  column: SealedColumn,
): Promise<Rotation> {
  const box = createSecretBox(keys);
  const writer = keys[0]?.id ?? '';
  const before = await countByKey(pool, column);
  const unopened = new Map<string, Unopened>();
  let written = 0;
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    unopened.clear();
    const made = await makePass(pool, box, writer, column, unopened);
    written += made.written;
    if (made.written + made.missed === 0) break;
  }
  const { table, column: name } = column;
  const after = await countByKey(pool, column);
  return { table, column: name, before, written, after, unopened: [...unopened.values()] };
}

/** One pass over the rows that need it. `missed` are those that changed meanwhile. */
async function makePass(
  pool: pg.Pool,
  box: SecretBox,
  writer: string,
  column: SealedColumn,
  unopened: Map<string, Unopened>,
): Promise<{ written: number; missed: number }> {
  const made = { written: 0, missed: 0 };
  let last = '';
  for (;;) {
    const rows = await readBatch(pool, column, writer, last);
    for (const row of rows) {
      const outcome = await reseal(pool, box, column, row);
      if (typeof outcome === 'string')
        unopened.set(row.id, { row: row.id, keyId: keyIdOf(row.sealed), reason: outcome });
      else made[outcome ? 'written' : 'missed'] += 1;
    }
    last = rows.at(-1)?.id ?? last;
    if (rows.length < BATCH_ROWS) return made;
  }
}

interface SealedRow {
  id: string;
  sealed: string;
  from: string;
}

async function readBatch(
  pool: pg.Pool,
  { table, column, beside }: SealedColumn,
  writer: string,
  last: string,
): Promise<SealedRow[]> {
  const { rows } = await pool.query<SealedRow>(
    `SELECT id, ${column} AS sealed, ${beside?.from ?? `''`} AS from FROM ${table}
     WHERE id > $1 AND ${column} <> ''
       AND (split_part(${column}, '.', 2) <> $2 ${beside ? `OR ${beside.column} IS NULL` : ''})
     ORDER BY id LIMIT ${BATCH_ROWS}`,
    [last, writer],
  );
  return rows;
}

/** True: resealed. False: the row changed meanwhile. A text: why it cannot be opened. */
async function reseal(
  pool: pg.Pool,
  box: SecretBox,
  { table, column, beside }: SealedColumn,
  { id, sealed, from }: SealedRow,
): Promise<boolean | string> {
  const binding = { table, column, row: id };
  let plainText: string;
  try {
    plainText = box.open(sealed, binding);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const { rowCount } = await pool.query(
    `UPDATE ${table} SET ${column} = $3 ${beside ? `, ${beside.column} = $4` : ''} WHERE id = $1 AND ${column} = $2`,
    [id, sealed, box.seal(plainText, binding), ...(beside ? [beside.make(plainText, from)] : [])],
  );
  return rowCount === 1;
}

async function countByKey(pool: pg.Pool, { table, column }: SealedColumn): Promise<KeyCounts> {
  const { rows } = await pool.query<{ keyId: string; rows: number }>(
    `SELECT split_part(${column}, '.', 2) AS "keyId", count(*)::int AS rows FROM ${table}
     WHERE ${column} <> '' GROUP BY 1 ORDER BY 1`,
  );
  return Object.fromEntries(rows.map(({ keyId, rows }) => [keyId, rows]));
}
