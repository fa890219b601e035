/** How many flags can be switched in a second, by 20 clients at a time over 50 flags of one project. */

import type { Bench, Measurement } from '#test/bench/bench.ts';
import { startProduct } from '#test/bench/product.ts';
import { ENVIRONMENT, flagKey, makeProject, PROJECT, setEnabled } from '#test/bench/shop.ts';
import { openToggleFloor } from '#test/bench/toggle-floor.ts';

const CONCURRENCY = 20;
const FLAGS = 50;

export async function measureToggles({ postgres, options, say }: Bench): Promise<Measurement[]> {
  const { rounds, toggleSeconds } = options.size;
  await using open = new AsyncDisposableStack();
  const databaseUrl = await postgres.createDatabase('toggles');
  const product = open.use(await startProduct({ databaseUrl, role: 'api', profileDir: options.profileDir }));
  await makeProject(product, FLAGS);
  const flagKeys = Array.from({ length: FLAGS }, (_, number) => flagKey(number));
  const opening = openToggleFloor(databaseUrl, {
    projectKey: PROJECT,
    environmentKey: ENVIRONMENT,
    flagKeys,
    connections: CONCURRENCY,
  });
  const floor = open.use(await opening);
  const toggle = async (flag: number, enabled: boolean) => void (await setEnabled(product, flag, enabled));
  await measureRound(0.5, floor.toggle);
  await measureRound(0.5, toggle);

  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    say(`toggles, round ${round} of ${rounds}`);
    theirs.push(await measureRound(toggleSeconds, floor.toggle));
    ours.push(await measureRound(toggleSeconds, toggle));
  }
  return [{ name: 'setFlagEnabled, 20 at a time', unit: '/s', product: ours, floor: theirs }];
}

type Toggle = (flag: number, enabled: boolean) => Promise<void>;

/** Each client has flags of its own and switches them on and off, so that every mutation is a change. */
async function measureRound(seconds: number, toggle: Toggle): Promise<number> {
  const startedAt = performance.now();
  const endAt = startedAt + seconds * 1_000;
  let done = 0;
  const client = async (number: number) => {
    for (;;) {
      for (let flag = number; flag < FLAGS; flag += CONCURRENCY) {
        if (performance.now() >= endAt) return;
        await toggle(flag, true);
        await toggle(flag, false);
        done += 2;
      }
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, (_, number) => client(number)));
  return (done * 1_000) / (performance.now() - startedAt);
}
