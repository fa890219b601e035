import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster } from '#test/faults/cluster.ts';
import { runSql } from '#test/faults/mortal-postgres.ts';
import { RECOVERED_WITHIN_MS, type Scenario } from '#test/faults/scenario.ts';

const READ_ONLY_MS = 10_000;

/** As a failover looks: connections end, those that are made again cannot write, and later the database can be written. */
export const postgresReadOnly: Scenario = {
  key: 'postgres-read-only',
  name: 'Postgres read-only for ten seconds, as during a failover',
  // A result that cannot be recorded is tried again, but not for longer than the lease.
  terms: { duplicates: true, recoveredWithinMs: RECOVERED_WITHIN_MS },
  apis: 2,
  workers: 2,
  async run({ cluster, load }) {
    await load.reached(0.2);
    await alter(cluster, 'SET default_transaction_read_only = on');
    await cluster.sql(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    await delay(READ_ONLY_MS);
    await alter(cluster, 'RESET default_transaction_read_only');
  },
};

async function alter({ databaseUrl }: Cluster, change: string): Promise<void> {
  const url = new URL(databaseUrl);
  const database = url.pathname.slice(1);
  url.searchParams.set('options', '-c default_transaction_read_only=off');
  await runSql(url.href, `ALTER DATABASE ${database} ${change}`);
}
