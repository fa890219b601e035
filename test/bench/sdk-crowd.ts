/** Many SDKs, each with a stream of its own. */

import { openSdkReader, type SdkReader } from '#test/bench/sdk-reader.ts';

export interface SdkCrowd extends Disposable {
  /**
   * Call it before the change is made. Resolves, when the last SDK has applied it, with the `performance.now()` of each;
   * rejects when some go without, or one is disconnected.
   */
  untilAllApplied(): Promise<number[]>;
  /** The event that came last. */
  lastEvent(): string;
}

const PATIENCE_MS = 20_000;
/** How many connect at a time. */
const CONCURRENCY = 50;

/** Resolves when all of them have the ruleset. */
export async function openSdkCrowd(count: number, port: number, environment: string): Promise<SdkCrowd> {
  const members: SdkReader[] = [];
  const { promise: lost, reject: lose } = Promise.withResolvers<never>();
  // Whoever waits for something hears of it.
  lost.catch(() => undefined);
  let isClosing = false;
  let latest = '';
  let times: number[] = [];
  let allApplied = (_times: number[]) => {};

  const connect = () =>
    new Promise<void>((resolve) => {
      let isFirst = true;
      const member = openSdkReader({
        port,
        environment,
        onApplied(event) {
          latest = event;
          times.push(performance.now());
          if (isFirst) resolve();
          isFirst = false;
          if (times.length === count) allApplied(times);
        },
        onLost: (why) => isClosing || lose(new Error(`An SDK lost its stream: ${why}`)),
      });
      members.push(member);
    });
  let left = count;
  const connectSome = async () => {
    while (left-- > 0) await connect();
  };
  await Promise.race([Promise.all(Array.from({ length: CONCURRENCY }, connectSome)), lost]);

  return {
    async untilAllApplied() {
      times = [];
      const { promise, resolve, reject } = Promise.withResolvers<number[]>();
      allApplied = resolve;
      const patience = setTimeout(
        () => reject(new Error(`${count - times.length} of ${count} SDKs are without the change.`)),
        PATIENCE_MS,
      );
      return await Promise.race([promise, lost]).finally(() => clearTimeout(patience));
    },
    lastEvent: () => latest,
    [Symbol.dispose]() {
      isClosing = true;
      for (const member of members) member.close();
    },
  };
}
