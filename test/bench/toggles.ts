/**
 * How many flags can be switched in a second, and what each costs in CPU time: by 20 and by 100 clients in one project, and
 * by 20 in ten projects, while the same process delivers every change to a webhook.
 */

import type { Bench, Measurement } from '#test/bench/bench.ts';
import { cpuOf, cpuOfTree } from '#test/bench/cpu.ts';
import { startProduct } from '#test/bench/product.ts';
import { startReceiver } from '#test/bench/receiver.ts';
import { ENVIRONMENT, flagKey, makeProject, makeWebhook, setEnabled } from '#test/bench/shop.ts';
import { openToggleFloor } from '#test/bench/toggle-floor.ts';

const PROJECTS = Array.from({ length: 10 }, (_, number) => `bench-${number}`);
/** Of each project. Each client has flags of its own. */
const FLAGS = 100;

const loads = [
  { name: 'setFlagEnabled, 20 clients', clients: 20, projects: 1 },
  { name: 'setFlagEnabled, 100 clients', clients: 100, projects: 1 },
  { name: 'setFlagEnabled, 20 clients in 10 projects', clients: 20, projects: 10 },
];

export async function measureToggles({ postgres, options, say }: Bench): Promise<Measurement[]> {
  const { rounds, toggleSeconds } = options.size;
  await using open = new AsyncDisposableStack();
  const product = open.use(
    await startProduct({
      databaseUrl: await postgres.createDatabase('toggles'),
      role: 'all',
      profileDir: options.profileDir,
    }),
  );
  const webhooks = open.use(await startReceiver());
  for (const projectKey of PROJECTS) {
    await makeProject(product, FLAGS, projectKey);
    await makeWebhook(product, webhooks.url, { projectKey });
  }
  const floor = await openFloor(await postgres.createDatabase('toggles_floor'), open);

  const measurements: Measurement[] = [];
  for (const { name, ...load } of loads) {
    const ours: Round[] = [];
    const theirs: Round[] = [];
    for (let round = 0; round <= rounds; round++) {
      say(round === 0 ? `toggles, warm-up: ${name}` : `toggles, round ${round} of ${rounds}: ${name}`);
      const seconds = round === 0 ? 0.5 : toggleSeconds;
      const floorCpu = () => ownCpu() + cpuOfTree(postgres.pid);
      const floorRound = await measureRound({ ...load, seconds }, floorCpu, floor);
      webhooks.arrivals.length = 0;
      const productCpu = () => cpuOf(product.pid) + cpuOfTree(postgres.pid);
      const productRound = await measureRound({ ...load, seconds }, productCpu, (project, flag, enabled) =>
        setEnabled(product, flag, enabled, PROJECTS[project]),
      );
      // Nothing of it is left to do in the next round, and nothing is lost.
      await webhooks.waitFor(productRound.toggles);
      if (round === 0) continue;
      theirs.push(floorRound);
      ours.push(productRound);
    }
    const of = (key: keyof Round) => ({
      product: ours.map((round) => round[key]),
      floor: theirs.map((round) => round[key]),
    });
    measurements.push(
      { name, unit: '/s', ...of('perSecond') },
      { name: `${name}: CPU of each`, unit: 'ms', ...of('cpuMs') },
    );
  }
  return measurements;
}

type Toggle = (project: number, flag: number, enabled: boolean) => Promise<unknown>;

/** In a database with the same projects, where nothing else runs. */
async function openFloor(databaseUrl: string, open: AsyncDisposableStack): Promise<Toggle> {
  const product = await startProduct({ databaseUrl, role: 'api', profileDir: null });
  for (const projectKey of PROJECTS) await makeProject(product, FLAGS, projectKey);
  await product[Symbol.asyncDispose]();
  const flagKeys = Array.from({ length: FLAGS }, (_, number) => flagKey(number));
  const floor = open.use(
    await openToggleFloor(databaseUrl, {
      projectKeys: PROJECTS,
      environmentKey: ENVIRONMENT,
      flagKeys,
      connections: Math.max(...loads.map(({ clients }) => clients)),
    }),
  );
  return (project, flag, enabled) => floor.toggle(project * FLAGS + flag, enabled);
}

interface Round {
  toggles: number;
  perSecond: number;
  /** CPU time of each toggle. */
  cpuMs: number;
}

interface Size {
  seconds: number;
  clients: number;
  projects: number;
}

/** Each client has flags of its own in every project and switches them on and off, so that every toggle is a change. */
async function measureRound(
  { seconds, clients, projects }: Size,
  cpu: () => number,
  toggle: Toggle,
): Promise<Round> {
  const cpuBefore = cpu();
  const startedAt = performance.now();
  const endAt = startedAt + seconds * 1_000;
  let toggles = 0;
  const client = async (number: number) => {
    for (let turn = number; ; turn++) {
      for (let flag = number; flag < FLAGS; flag += clients) {
        if (performance.now() >= endAt) return;
        await toggle(turn % projects, flag, true);
        await toggle(turn % projects, flag, false);
        toggles += 2;
      }
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  const perSecond = (toggles * 1_000) / (performance.now() - startedAt);
  return { toggles, perSecond, cpuMs: (cpu() - cpuBefore) / toggles };
}

/** Of this process, which is the client of the floor. */
function ownCpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
