/** Many WebSockets that all get the same events, each on a connection of its own. */

import type { WebSocket } from 'ws';

export interface Crowd extends Disposable {
  /** Adds members until there are so many. */
  growTo(count: number, connect: () => Promise<WebSocket>): Promise<void>;
  /**
   * Call it before what is to be heard is sent. Resolves with the `performance.now()` at which the last member got a
   * message; rejects when some go without.
   */
  untilAllHear(): Promise<number>;
  /** The message that came last, as it came. */
  lastMessage(): string;
  /** Throws unless every member got these events since the last check, each once and in this order. */
  check(eventIds: string[]): void;
}

/** How many connect at a time. */
const CONCURRENCY = 50;
const PATIENCE_MS = 20_000;

/** `who` is for messages. Disposing of it breaks off all connections. */
export function openCrowd(who: string): Crowd {
  const members: { socket: WebSocket; heard: string[] }[] = [];
  const { promise: lost, reject: lose } = Promise.withResolvers<never>();
  // Whoever waits for something hears of it.
  lost.catch(() => undefined);
  let latest = '';
  let missing = 0;
  let allHeard = (_at: number) => {};

  function add(socket: WebSocket): void {
    const heard: string[] = [];
    socket.on('message', (data) => {
      latest = String(data);
      heard.push(eventIdIn(latest));
      if (--missing === 0) allHeard(performance.now());
    });
    socket.on('close', (code) => lose(new Error(`One of ${who} lost its connection (${code}).`)));
    members.push({ socket, heard });
  }

  return {
    async growTo(count, connect) {
      let left = count - members.length;
      const connectSome = async () => {
        while (left-- > 0) add(await connect());
      };
      await Promise.race([Promise.all(Array.from({ length: CONCURRENCY }, connectSome)), lost]);
    },
    async untilAllHear() {
      missing = members.length;
      const { promise, resolve, reject } = Promise.withResolvers<number>();
      allHeard = resolve;
      let before = missing;
      const look = () => {
        if (missing === before)
          reject(new Error(`${missing} of ${members.length} ${who} are without it, and no more get it.`));
        before = missing;
      };
      const patience = setInterval(look, PATIENCE_MS);
      return await Promise.race([promise, lost]).finally(() => clearInterval(patience));
    },
    lastMessage: () => latest,
    check(eventIds) {
      const expected = eventIds.join(', ');
      for (const { heard } of members) {
        const got = heard.splice(0).join(', ');
        if (got !== expected) throw new Error(`One of ${who} got the events ${got}; sent were ${expected}.`);
      }
    },
    [Symbol.dispose]() {
      for (const { socket } of members) {
        socket.removeAllListeners('close');
        socket.terminate();
      }
    },
  };
}

function eventIdIn(message: string): string {
  return /"(evt_\w+)"/.exec(message)?.[1] ?? message;
}
