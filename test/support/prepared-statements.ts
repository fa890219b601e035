import { inShare } from '#src/platform/postgres/connections/connection-queue.ts';
import type { TestApp } from '#test/support/app.ts';

/** The texts of all statements that the open connections of the pool have prepared. */
export async function preparedStatements({ app }: TestApp): Promise<Set<string>> {
  const { pool } = app.database;
  // Each in a share of its own: one share may not hold all connections.
  const held = await Promise.all(
    Array.from({ length: pool.totalCount }, (_, index) => inShare(`held ${index}`, () => pool.connect())),
  );
  try {
    const lists = await Promise.all(
      held.map((client) =>
        client.query<{ statement: string }>('SELECT statement FROM pg_prepared_statements'),
      ),
    );
    return new Set(lists.flatMap(({ rows }) => rows.map(({ statement }) => statement)));
  } finally {
    for (const client of held) client.release();
  }
}
