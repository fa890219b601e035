/** What the generated types of tables need for JSON columns; see prisma/schema.prisma. */

import type { ColumnType } from 'kysely';

export type * as Prisma from '../../../generated/prisma/client.ts';

/**
 * A column that holds JSON. `pg` writes an object as JSON, but takes a list for one of Postgres' own arrays: a list is
 * written as text (JSON.stringify).
 */
export type Json<Value> = ColumnType<Value, Written<Value>, Written<Value>>;

type Written<Value> = Value extends readonly unknown[] ? string : Value | string;
