/** How long after a change the last of many subscribers has the event, each on a WebSocket of its own. */

import { newId } from '#src/platform/input/ids.ts';
import type { Bench, Measurement } from '#test/bench/bench.ts';
import { startBroadcastFloor } from '#test/bench/broadcast-floor.ts';
import { type Crowd, openCrowd } from '#test/bench/crowd.ts';
import { startProduct } from '#test/bench/product.ts';
import { lastSequence, makeEvent, makeProject, switchFlags } from '#test/bench/shop.ts';
import { percentile } from '#test/bench/statistics.ts';
import { subscribe } from '#test/bench/subscribe.ts';

const FLAGS = 20;

export async function measureSubscribers({ postgres, options, say }: Bench): Promise<Measurement[]> {
  const { rounds, subscribers, broadcasts } = options.size;
  await using open = new AsyncDisposableStack();
  const databaseUrl = await postgres.createDatabase('subscribers');
  const product = open.use(await startProduct({ databaseUrl, role: 'api', profileDir: options.profileDir }));
  await makeProject(product, FLAGS);
  const floor = open.use(await startBroadcastFloor());
  const watching = open.use(openCrowd('the subscribers'));
  const listening = open.use(openCrowd('the sockets of the floor'));

  const changeFlag = switchFlags(product, FLAGS, makeEvent);
  const broadcast = async () => {
    const id = newId('evt');
    await floor.broadcast(watching.lastMessage().replace(/evt_\w+/, id));
    return id;
  };
  const measurements: Measurement[] = [];
  for (const count of subscribers) {
    say(`subscribers, ${count} connect`);
    const position = await lastSequence(product);
    await watching.growTo(count, () => subscribe(product, position));
    await listening.growTo(count, floor.connect);
    await measureRound(watching, 1, changeFlag);
    await measureRound(listening, 1, broadcast);

    const ours: Reach[] = [];
    const theirs: Reach[] = [];
    for (let round = 1; round <= rounds; round++) {
      say(`subscribers, round ${round} of ${rounds}: ${count}`);
      theirs.push(await measureRound(listening, broadcasts, broadcast));
      ours.push(await measureRound(watching, broadcasts, changeFlag));
    }
    measurements.push(
      toMeasurement(`mutation sent → last of ${count} subscribers`, ours, theirs, 'fromSent'),
      toMeasurement(`mutation answered → last of ${count} subscribers`, ours, theirs, 'fromAnswer'),
    );
  }
  return measurements;
}

/** How long one event after the other took to reach the last subscriber, in milliseconds. */
interface Reach {
  fromSent: number[];
  fromAnswer: number[];
}

/** Sends one event after the other, each when everybody has the one before. Throws unless everybody got each once. */
async function measureRound(crowd: Crowd, count: number, send: () => Promise<string>): Promise<Reach> {
  const ids: string[] = [];
  const reach: Reach = { fromSent: [], fromAnswer: [] };
  for (let number = 0; number < count; number++) {
    const { id, sentAt, answeredAt, lastAt } = await sendToAll(crowd, send);
    ids.push(id);
    reach.fromSent.push(lastAt - sentAt);
    // The process that answers also serves the subscribers: all of them may have the event before the answer comes.
    reach.fromAnswer.push(Math.max(0, lastAt - answeredAt));
  }
  // One more, not counted: what came twice came before it.
  const { id } = await sendToAll(crowd, send);
  crowd.check([...ids, id]);
  return reach;
}

async function sendToAll(crowd: Crowd, send: () => Promise<string>) {
  const sentAt = performance.now();
  const [lastAt, { id, answeredAt }] = await Promise.all([
    crowd.untilAllHear(),
    send().then((id) => ({ id, answeredAt: performance.now() })),
  ]);
  return { id, sentAt, answeredAt, lastAt };
}

function toMeasurement(name: string, ours: Reach[], theirs: Reach[], from: keyof Reach): Measurement {
  const medians = (rounds: Reach[]) => rounds.map((round) => percentile(round[from], 50));
  return { name: `${name}, p50`, unit: 'ms', product: medians(ours), floor: medians(theirs) };
}
