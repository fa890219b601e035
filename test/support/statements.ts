/** Counts what a pool is asked, by the names of prepared statements. */

import type { TestApp } from '#test/support/app.ts';

export interface StatementCounter {
  count(name: string): number;
}

export function countStatements({ app }: TestApp): StatementCounter {
  const { pool } = app.database;
  const counts = new Map<string, number>();
  const query = pool.query.bind(pool) as (...args: unknown[]) => unknown;
  pool.query = ((...args: unknown[]) => {
    const [statement] = args as [{ name?: string } | string];
    const name = typeof statement === 'object' ? statement.name : undefined;
    if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
    return query(...args);
  }) as typeof pool.query;
  return { count: (name) => counts.get(name) ?? 0 };
}

/** How many listen at the doorbell right now: each reader does, once. */
export function countListeners({ app }: TestApp): () => number {
  const { doorbell } = app;
  const listen = doorbell.subscribe.bind(doorbell);
  let listeners = 0;
  doorbell.subscribe = (...args) => {
    const unlisten = listen(...args);
    listeners += 1;
    return () => {
      listeners -= 1;
      unlisten();
    };
  };
  return () => listeners;
}
