import pg from 'pg';

/** What Postgres (from version 14) reports of a session at its start and whenever it changes. */
const READ_ONLY_PARAMETERS = ['in_hot_standby', 'default_transaction_read_only'];
/** read_only_sql_transaction */
const READ_ONLY = '25006';

/**
 * A connection that knows whether it can write. After a failover a connection may lead to a server that became read-only,
 * or keep a read-only setting of its session for as long as it is open.
 */
export class WatchedClient extends pg.Client {
  readonly #openedAt = performance.now();
  readonly #readOnlyParameters = new Set<string>();
  #hasRefusedWrite = false;

  constructor(config?: pg.ClientConfig) {
    super(config);
    this.connection.on('parameterStatus', ({ parameterName, parameterValue }: Record<string, string>) => {
      if (!parameterName || !READ_ONLY_PARAMETERS.includes(parameterName)) return;
      if (parameterValue === 'on') this.#readOnlyParameters.add(parameterName);
      else this.#readOnlyParameters.delete(parameterName);
    });
    this.connection.on('errorMessage', ({ code }: { code?: string }) => {
      if (code === READ_ONLY) this.#hasRefusedWrite = true;
    });
  }

  get isReadOnly(): boolean {
    return this.#hasRefusedWrite || this.#readOnlyParameters.size > 0;
  }

  get ageMs(): number {
    return performance.now() - this.#openedAt;
  }
}
