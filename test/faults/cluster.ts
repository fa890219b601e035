/** Everything that one scenario runs on: a database, a Redis, and any number of processes of the product. */

import { type Exit, type Member, startMember } from '#test/faults/member.ts';
import { type MortalPostgres, runSql } from '#test/faults/mortal-postgres.ts';
import { TOKEN } from '#test/faults/operation.ts';
import { findQuietPort } from '#test/faults/quiet-port.ts';
import { becomes } from '#test/faults/until.ts';
import { type DnsServer, settingsFor } from '#test/support/dns-server.ts';
import { type RedisServer, startRedis } from '#test/support/redis-server.ts';

const jumpingClock = new URL('./jumping-clock.ts', import.meta.url).href;

export interface Cluster {
  readonly postgres: MortalPostgres;
  readonly databaseUrl: string;
  /** Null: the processes know the address of one that is not there. */
  readonly redis: { url: string; kill(): Promise<void>; restart(): Promise<void> } | null;
  /** All that were ever started, in their order. */
  readonly members: Member[];
  readonly exits: Exit[];
  /** Of the APIs that are to be there, whether they are at the moment or not. */
  urls(): string[];
  startWorker(options?: { clock: 'jumping' }): Promise<Member>;
  /** On a port of its own, or on that of one that has ended. Resolves when it answers. */
  startApi(inPlaceOf?: Member): Promise<Member>;
  /** Takes an API out of those that clients use. */
  retire(api: Member): void;
  sql<Row extends Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Asks what still runs to stop. Everything is gone afterwards. */
  stop(): Promise<void>;
}

interface Surroundings {
  redis: 'there' | 'never';
  /** Null: that of the machine. */
  names: DnsServer | null;
}

export async function openCluster(
  postgres: MortalPostgres,
  { redis: redisIs, names }: Surroundings,
): Promise<Cluster> {
  const databaseUrl = await postgres.createDatabase();
  const redis = redisIs === 'there' ? await startRedis() : null;
  const shared = {
    DATABASE_URL: databaseUrl,
    REDIS_URL: redis?.url ?? `redis://127.0.0.1:${await findQuietPort()}`,
    GOGREEN_ADMIN_TOKEN: TOKEN,
    GOGREEN_ENCRYPTION_KEYS: `faults:${Buffer.alloc(32, 7).toString('base64')}`,
    PUBLIC_URL: 'https://gogreen.test',
    EGRESS_ALLOW: '127.0.0.0/8',
    ...(names && settingsFor(names)),
  };
  const members: Member[] = [];
  const exits: Exit[] = [];
  const urls: string[] = [];
  const counts = { api: 0, worker: 0 };

  async function start(role: 'api' | 'worker', settings: Record<string, string>): Promise<Member> {
    counts[role] += 1;
    const name = `${role} ${counts[role]}`;
    const member = await startMember(name, { ...shared, GOGREEN_ROLE: role, ...settings }, (exit) =>
      exits.push(exit),
    );
    members.push(member);
    return member;
  }

  return {
    postgres,
    databaseUrl,
    redis: redis && { url: redis.url, kill: redis.kill, restart: () => restartRedis(redis) },
    members,
    exits,
    urls: () => urls,
    async startWorker(options) {
      const worker = await start('worker', options ? { NODE_OPTIONS: `--import=${jumpingClock}` } : {});
      await worker.up;
      return worker;
    },
    async startApi(inPlaceOf) {
      const url = inPlaceOf?.url ?? `http://127.0.0.1:${await findQuietPort()}`;
      const api = await start('api', { PORT: new URL(url).port });
      await api.up;
      if (!urls.includes(url)) urls.push(url);
      return api;
    },
    retire({ url }) {
      if (url !== null && urls.includes(url)) urls.splice(urls.indexOf(url), 1);
    },
    sql: (text, values) => runSql(databaseUrl, text, values),
    async stop() {
      const ended = new Set(exits.map((exit) => exit.process));
      const running = members.filter(({ name }) => !ended.has(name));
      // One that was left standing still could not hear that it is to stop.
      for (const member of running) member.thaw();
      await Promise.all(running.map((member) => member.terminate()));
      await redis?.stop();
    },
  };
}

/** Where a connection has got hold of its port meanwhile, it lets go of it soon. */
async function restartRedis(redis: RedisServer): Promise<void> {
  const restart = () =>
    redis.restart().then(
      () => true,
      () => false,
    );
  if (!(await becomes(restart, 30_000))) throw new Error('Redis does not come back');
}
