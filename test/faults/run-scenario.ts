/** Runs one scenario from an empty database to its verdict. */

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Books, closeBooks } from '#test/faults/books.ts';
import { type Cluster, openCluster } from '#test/faults/cluster.ts';
import { gatherFacts } from '#test/faults/facts.ts';
import { type LoadSize, startLoad } from '#test/faults/load.ts';
import { type MortalPostgres, startMortalPostgres } from '#test/faults/mortal-postgres.ts';
import { callByName, startHealthy, startMisbehaving } from '#test/faults/parties.ts';
import type { Scenario } from '#test/faults/scenario.ts';
import { settle } from '#test/faults/settle.ts';
import { openShop } from '#test/faults/shop.ts';
import { startSubscriber } from '#test/faults/subscriber.ts';
import { judge } from '#test/faults/verdict.ts';
import { startDnsServer } from '#test/support/dns-server.ts';

const HEALTHY = 5;
const HEALTHY_BESIDE_OTHERS = 3;

export interface Outcome {
  key: string;
  name: string;
  duplicatesAllowed: boolean;
  books: Books;
  /** What is wrong. */
  complaints: string[];
  seconds: number;
}

export async function runScenario(
  scenario: Scenario,
  size: LoadSize,
  shared: MortalPostgres,
): Promise<Outcome> {
  const startedAt = performance.now();
  await using open = new AsyncDisposableStack();
  const postgres = scenario.postgres === 'own' ? open.use(await startMortalPostgres()) : shared;
  const endpoints = await startHealthy(scenario.misbehaving ? HEALTHY_BESIDE_OTHERS : HEALTHY);
  const names = scenario.byName ? open.use(await startDnsServer()) : null;
  const parties = [
    ...(names ? callByName(endpoints, names) : endpoints),
    ...(scenario.misbehaving ? await startMisbehaving() : []),
  ];
  open.defer(async () => void (await Promise.all(parties.map(({ close }) => close()))));
  const cluster = await openCluster(postgres, { redis: scenario.redis ?? 'there', names });
  open.defer(() => cluster.stop());

  await startProcesses(cluster, scenario);
  const opened = await openShop(cluster.urls()[0] ?? '', parties, scenario.rules);
  const subscribers = [
    startSubscriber('SSE 1', 'SSE', cluster.urls),
    startSubscriber('SSE 2', 'SSE', cluster.urls),
    startSubscriber('graphql-ws 1', 'graphql-ws', cluster.urls),
    startSubscriber('graphql-ws 2', 'graphql-ws', cluster.urls),
  ];
  open.defer(async () => void (await Promise.all(subscribers.map((subscriber) => subscriber.leave()))));

  const load = startLoad(cluster.urls, size);
  let failure: unknown = null;
  await scenario.run({ cluster, endpoints, load, names }).catch((error: unknown) => {
    failure = error;
  });
  await load.finish().catch((error: unknown) => {
    failure ??= error;
  });
  await settle({ cluster, parties, subscribers });

  const facts = await gatherFacts({
    cluster,
    parties,
    subscribers,
    intended: opened + load.committed,
    failedRequests: load.failedRequests,
  });
  await Promise.all(subscribers.map((subscriber) => subscriber.leave()));
  await cluster.stop();
  const books = closeBooks(facts);
  const complaints = [
    ...(failure === null ? [] : [`it could not be carried out: ${String(failure)}`]),
    ...judge(books, scenario.terms),
  ];
  if (complaints.length > 0) await keepLogs(scenario, cluster);
  const { key, name, terms } = scenario;
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  return { key, name, duplicatesAllowed: terms.duplicates, books, complaints, seconds };
}

async function startProcesses(cluster: Cluster, { apis = 1, workers = 1 }: Scenario): Promise<void> {
  await Promise.all([
    ...Array.from({ length: apis }, () => cluster.startApi()),
    ...Array.from({ length: workers }, () => cluster.startWorker()),
  ]);
}

/** What the processes said, for whoever wants to know why. */
async function keepLogs({ key }: Scenario, { members }: Cluster): Promise<void> {
  const folder = path.resolve('.test', 'faults', key);
  await mkdir(folder, { recursive: true });
  for (const { name, log } of members)
    await writeFile(path.join(folder, `${name.replace(' ', '-')}.log`), log());
}
