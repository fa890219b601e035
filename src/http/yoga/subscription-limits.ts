/** How many live subscriptions one token may have at a time: each holds memory until it ends. */

import type { ServerResponse } from 'node:http';
import { type ExecutionArgs, GraphQLError } from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import type { Context } from '../../graphql/context.ts';
import { createSlots } from '../limits/slots.ts';

/** What transports add to the context: over HTTP the answer, over WebSocket what aborts when the socket is closed. */
type FromTransport = Context & { res?: ServerResponse; closed?: AbortSignal };

/** Takes a slot before anything is resolved, and gives it back whatever way the subscription ends. */
export function limitSubscriptions(max: number): Plugin<Context> {
  const slots = createSlots(max);
  return {
    onSubscribe({ subscribeFn, setSubscribeFn }) {
      setSubscribeFn(async (args: ExecutionArgs) => {
        const { viewer, res, closed } = args.contextValue as FromTransport;
        // Without a viewer there will be no subscription.
        if (!viewer) return subscribeFn(args);
        const release = slots.take(viewer.credentialId);
        if (!release) return { errors: [tooMany(max)] };
        try {
          const result = await subscribeFn(args);
          if (!isAsyncIterable(result)) {
            release();
            return result;
          }
          // A client that leaves at once may neither read from the stream nor end it.
          if (res?.closed) release();
          else res?.once('close', release);
          return endWith(closed, result, release);
        } catch (error) {
          release();
          throw error;
        }
      });
    },
  };
}

function tooMany(max: number): GraphQLError {
  return new GraphQLError(
    `This access token has ${max} live subscriptions already, and no more are allowed at a time. End some, or raise SUBSCRIPTIONS_PER_TOKEN.`,
    { extensions: { code: 'TOO_MANY_SUBSCRIPTIONS', max, http: { status: 429 } } },
  );
}

/**
 * The same stream, that ends when its socket is closed. graphql-ws ends what it finds under an id then: a client that uses
 * an id twice hides one stream behind another, which would go on for nobody and keep its slot.
 */
function endWith<Item>(
  closed: AbortSignal | undefined,
  source: AsyncIterable<Item>,
  release: () => void,
): AsyncGenerator<Item, void, void> {
  const stream = releaseAtEnd(source, () => {
    closed?.removeEventListener('abort', end);
    release();
  });
  // Nobody is left who could be told that it did not end well.
  const end = () => void stream.return().catch(() => undefined);
  if (closed?.aborted) end();
  else closed?.addEventListener('abort', end);
  return stream;
}

/** The same stream, whose end is noticed: by itself, by an error, and by whoever reads it. */
function releaseAtEnd<Item>(
  stream: AsyncIterable<Item>,
  release: () => void,
): AsyncGenerator<Item, void, void> {
  const source = stream[Symbol.asyncIterator]();
  const iterator: AsyncGenerator<Item, void, void> = {
    async next() {
      try {
        const result = await source.next();
        if (result.done) release();
        return result;
      } catch (error) {
        release();
        throw error;
      }
    },
    async return() {
      release();
      await source.return?.();
      return { done: true, value: undefined };
    },
    async throw(error) {
      release();
      await source.return?.();
      throw error;
    },
    [Symbol.asyncIterator]: () => iterator,
    async [Symbol.asyncDispose]() {
      await iterator.return();
    },
  };
  return iterator;
}
