/**
 * Batches small statements, whose round trips and commits cost more than their work. Requests that arrive while batches
 * run are collected and form the next batch: a single request never waits, and under load batches form by themselves.
 */

import { createLines } from '../lines.ts';
import { inProcessShare } from './connections/connection-queue.ts';

/** Concurrent batches: one is sent while another is being answered. */
const MAX_CONCURRENT = 2;
/** At least the number of jobs that run concurrently. */
const MAX_BATCH = 50;

/** How much requests take of a batch. */
export interface Weights<Request> {
  weightOf(request: Request): number;
  maxWeight: number;
}

interface Waiting<Request, Result> {
  request: Request;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Makes a function that handles one request out of `runBatch`, which handles many and returns their results in order.
 * Requests of different owners, such as connection pools, are never in the same batch. The requests of a failed batch are
 * run one by one, so that a request fails only by itself; `runBatch` must therefore have no effect when it fails.
 *
 * `lineOf` names the line in which a request waits, such as its project. A batch takes one request from each line in turn,
 * so that a long line does not delay the others. `weightOf` says how much of `maxWeight` a request takes; without it all are equal.
 */
export function coalesce<Owner extends object, Request, Result>(
  runBatch: (owner: Owner, requests: Request[]) => Promise<Result[]>,
  lineOf: (request: Request) => string = () => '',
  weights: Weights<Request> = { weightOf: () => 1, maxWeight: MAX_BATCH },
): (owner: Owner, request: Request) => Promise<Result> {
  const queues = new WeakMap<Owner, (waiting: Waiting<Request, Result>) => void>();
  return (owner, request) => {
    const add =
      queues.get(owner) ?? createQueue((requests: Request[]) => runBatch(owner, requests), lineOf, weights);
    queues.set(owner, add);
    return new Promise((resolve, reject) => add({ request, resolve, reject }));
  };
}

function createQueue<Request, Result>(
  runBatch: (requests: Request[]) => Promise<Result[]>,
  lineOf: (request: Request) => string,
  { weightOf, maxWeight }: Weights<Request>,
) {
  const lines = createLines<Waiting<Request, Result>>();
  let running = 0;
  let isScheduled = false;

  function startBatches(): void {
    isScheduled = false;
    while (running < MAX_CONCURRENT && !lines.isEmpty()) void run(takeBatch());
  }

  /** At least one, however much it weighs. */
  function takeBatch(): Waiting<Request, Result>[] {
    let weight = 0;
    return lines.take(Number.POSITIVE_INFINITY, (_line, { request }) => {
      const own = weightOf(request);
      if (weight > 0 && weight + own > maxWeight) return false;
      weight += own;
      return true;
    });
  }

  async function run(batch: Waiting<Request, Result>[]): Promise<void> {
    running += 1;
    await settle(batch);
    running -= 1;
    startBatches();
  }

  async function settle(batch: Waiting<Request, Result>[]): Promise<void> {
    try {
      const results = await inProcessShare(() => runBatch(batch.map(({ request }) => request)));
      for (const [at, { resolve }] of batch.entries()) resolve(results[at] as Result);
    } catch (error) {
      const [only, ...others] = batch;
      if (others.length === 0) only?.reject(error);
      else for (const each of batch) await settle([each]);
    }
  }

  return (added: Waiting<Request, Result>) => {
    lines.add(lineOf(added.request), added);
    if (isScheduled) return;
    isScheduled = true;
    // A single request is sent at once; while others run, after all requests of this turn of the event loop.
    if (running === 0) queueMicrotask(startBatches);
    else setImmediate(startBatches);
  };
}
