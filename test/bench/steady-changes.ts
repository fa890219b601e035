/** Changes at a steady pace, and how long each takes to arrive. */

import { setTimeout as delay } from 'node:timers/promises';
import type { Measurement } from '#test/bench/bench.ts';
import type { JobFloor } from '#test/bench/job-floor.ts';
import { arrivalTimes, type Receiver } from '#test/bench/receiver.ts';
import { percentile } from '#test/bench/statistics.ts';

/** How long one change took to arrive, in milliseconds. */
export interface Latency {
  /** The event or the job. */
  id: string;
  fromSent: number;
  fromAnswer: number;
}

/**
 * Makes changes on time, whether the ones before are through or not, and waits until all have arrived. Answers in the
 * order in which they were made. Throws unless each of them arrived exactly once, and nothing else did.
 */
export async function measureChanges(
  receiver: Receiver,
  { count, everyMs }: { count: number; everyMs: number },
  change: () => Promise<string>,
): Promise<Latency[]> {
  receiver.arrivals.length = 0;
  const startAt = performance.now();
  const running: Promise<{ id: string; sentAt: number; answeredAt: number }>[] = [];
  for (let number = 0; number < count; number++) {
    await delay(Math.max(0, startAt + number * everyMs - performance.now()));
    const sentAt = performance.now();
    running.push(change().then((id) => ({ id, sentAt, answeredAt: performance.now() })));
  }
  const made = await Promise.all(running);
  await receiver.waitFor(count);
  const times = arrivalTimes(receiver.arrivals);
  return made.map(({ id, sentAt, answeredAt }) => {
    const arrivedAt = times.get(id);
    if (arrivedAt === undefined) throw new Error(`${id} did not arrive, and something else did.`);
    return { id, fromSent: arrivedAt - sentAt, fromAnswer: arrivedAt - answeredAt };
  });
}

/** Jobs of the floor with ids of their own. */
export function addNumbered(floor: JobFloor): () => Promise<string> {
  let number = 0;
  return async () => {
    const id = `job-${number++}`;
    await floor.add(id);
    return id;
  };
}

/** A line for each of the percentiles, of what lies between the mutation and the webhook. 100 is the maximum. */
export function toLatencyMeasurements(
  suffix: string,
  percents: number[],
  product: Latency[][],
  floor: Latency[][],
): Measurement[] {
  const of = (name: string, select: (latency: Latency) => number): Measurement[] =>
    percents.map((percent) => ({
      name: `${name} → webhook${suffix}, ${percent === 100 ? 'max' : `p${percent}`}`,
      unit: 'ms',
      product: product.map((round) => percentile(round.map(select), percent)),
      floor: floor.map((round) => percentile(round.map(select), percent)),
    }));
  return [
    ...of('mutation sent', ({ fromSent }) => fromSent),
    ...of('mutation answered', ({ fromAnswer }) => fromAnswer),
  ];
}
