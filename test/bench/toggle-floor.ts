/**
 * The floor of a toggle: the statements that the product sends for one, through `pg`, without anything around them.
 *
 * They are not written down here but recorded: the command itself is run once per flag and direction on a pool that
 * notes what passes. A replay sends the same statements again, one after the other, with a fresh event id in place of
 * the recorded one; so it locks the same rows, takes the same counter, adds a job of its own and writes as many bytes.
 */

import pg from 'pg';
import { adminOf } from '#src/accounts/admin.ts';
import { loadConfig } from '#src/app/config.ts';
import { openApp } from '#src/app/open-app.ts';
import { setFlagEnabled } from '#src/flags/flag-environments.ts';
import type { App } from '#src/platform/app.ts';
import { newId } from '#src/platform/input/ids.ts';
import { createLogger } from '#src/platform/logger.ts';
import { ENCRYPTION_KEYS, TOKEN } from '#test/bench/product.ts';

export interface ToggleFloor extends AsyncDisposable {
  /** Replays switching the flag of this number, those of the second project following those of the first. Resolves after the commit. */
  toggle(flag: number, enabled: boolean): Promise<void>;
}

interface Place {
  projectKeys: string[];
  environmentKey: string;
  flagKeys: string[];
  connections: number;
}

/** Records on flags that are off, and leaves them off. */
export async function openToggleFloor(
  databaseUrl: string,
  { projectKeys, environmentKey, flagKeys, connections }: Place,
): Promise<ToggleFloor> {
  const config = loadConfig({
    DATABASE_URL: databaseUrl,
    GOGREEN_ADMIN_TOKEN: TOKEN,
    GOGREEN_ENCRYPTION_KEYS: ENCRYPTION_KEYS,
  });
  const { app, close } = await openApp({ ...config, databaseUrl, adminToken: TOKEN }, createLogger('warn'));
  const recordings: Record<'on' | 'off', Recording>[] = [];
  for (const projectKey of projectKeys) {
    for (const flagKey of flagKeys) {
      const input = { projectKey, environmentKey, flagKey };
      recordings.push({
        on: await record(app, { ...input, enabled: true }),
        off: await record(app, { ...input, enabled: false }),
      });
    }
  }
  await close();

  const pool = new pg.Pool({ connectionString: databaseUrl, max: connections });
  pool.on('error', () => undefined);
  return {
    async toggle(flag, enabled) {
      const recording = recordings[flag]?.[enabled ? 'on' : 'off'];
      if (!recording) throw new Error(`nothing was recorded for flag ${flag}`);
      const fresh = newId('evt');
      const client = await pool.connect();
      try {
        for (const statement of recording.statements) {
          await client.query(withEventId(statement, recording.eventId, fresh));
        }
      } finally {
        client.release();
      }
    },
    [Symbol.asyncDispose]: () => pool.end(),
  };
}

interface Recording {
  eventId: string;
  statements: Statement[];
}

/** As it is given to pg: BEGIN and COMMIT are plain text, the rest are named statements with values. */
type Statement = string | pg.QueryConfig;

/** Runs the product's command on connections that note every statement. */
async function record(app: App, input: object): Promise<Recording> {
  const statements: Statement[] = [];
  const { pool } = app.database;
  const connect = async () => {
    const client = await pool.connect();
    return {
      query: (statement: Statement, values?: unknown[]) => {
        statements.push(values && typeof statement === 'string' ? { text: statement, values } : statement);
        return client.query(statement as string, values);
      },
      release: (error?: Error) => client.release(error),
    };
  };
  const recorder = { ...app, database: { ...app.database, pool: { connect } as never } };
  const { event } = await setFlagEnabled(recorder, await adminOf(app), input);
  if (!event) throw new Error('the flag was not switched, so there is nothing to replay');
  return { eventId: event.id, statements };
}

function withEventId(statement: Statement, recorded: string, fresh: string): Statement {
  if (typeof statement === 'string' || !statement.values) return statement;
  const values = statement.values.map((value: unknown) =>
    typeof value === 'string' ? value.replaceAll(recorded, fresh) : value,
  );
  return { ...statement, values };
}
