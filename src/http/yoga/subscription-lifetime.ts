/**
 * How long a subscription runs: until its client leaves, the right to it is lost or the server closes. Meanwhile it takes
 * one of the slots of its token, because each holds memory.
 *
 * `complete` tells a client that no more data will come, and clients do not subscribe again after it. So it is sent only when
 * that is so. When the server closes, the connection breaks off instead, as if the process had crashed: clients reconnect.
 */

import type { ServerResponse } from 'node:http';
import { type ExecutionArgs, type ExecutionResult, GraphQLError } from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import type { AccessLossReason } from '../../access/live-viewers.ts';
import { isAllowedIn } from '../../access/permissions.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Context, RunningSubscription, SubscriptionRight } from '../../graphql/context.ts';
import { type EndableStream, endable } from '../../platform/live/endable.ts';
import { createSlots } from '../limits/slots.ts';
import type { Serving } from '../serving.ts';

/** What transports add to the context: over HTTP the response, over WebSocket what aborts when the socket is closed. */
type TransportContext = Context & { res?: ServerResponse; closed?: AbortSignal };

interface Options extends Pick<Serving, 'app' | 'settings' | 'liveViewers'> {
  /** Aborts when the server closes. */
  closing: AbortSignal;
}

interface Opened {
  context: TransportContext;
  viewer: Viewer;
  subscription: RunningSubscription;
  /** Makes the source end. */
  ending: AbortController;
  releaseSlot: () => void;
}

export function limitSubscriptions(options: Options): Plugin<Context> {
  const max = options.settings.subscriptionsPerToken;
  const slots = createSlots(max);
  const overHttp = new WeakMap<ServerResponse, RunningSubscription>();
  return {
    onSubscribe({ subscribeFn, setSubscribeFn }) {
      setSubscribeFn(async (args: ExecutionArgs) => {
        const context = args.contextValue as TransportContext;
        const { viewer } = context;
        // Without a viewer there will be no subscription.
        if (!viewer) return subscribeFn(args);
        const releaseSlot = slots.take(viewer.rateLimitKey);
        if (!releaseSlot) return { errors: [tooMany(max)] };
        const ending = new AbortController();
        const lastEventId = context.res?.req.headers['last-event-id'] || null;
        const subscription: RunningSubscription = {
          signal: ending.signal,
          right: null,
          lastEventId: typeof lastEventId === 'string' ? lastEventId : null,
          sequence: null,
        };
        context.subscription = subscription;
        if (context.res) overHttp.set(context.res, subscription);
        try {
          const result: ExecutionResult | AsyncIterable<ExecutionResult> = await subscribeFn(args);
          if (isAsyncIterable(result))
            return supervise(result, options, { context, viewer, subscription, ending, releaseSlot });
          releaseSlot();
          return result;
        } catch (error) {
          releaseSlot();
          throw error;
        }
      });
    },
    onResultProcess({ result, setResult, serverContext }) {
      const { res } = serverContext as { res?: ServerResponse };
      const subscription = res && overHttp.get(res);
      if (subscription && isAsyncIterable(result)) setResult(withEventIds(result, subscription));
    },
  };
}

/** Server-sent events with the sequence as `id`, which browsers send back as `Last-Event-ID` when they reconnect. */
async function* withEventIds(
  results: AsyncIterable<ExecutionResult>,
  subscription: RunningSubscription,
): AsyncGenerator<ExecutionResult> {
  for await (const result of results) {
    const { sequence } = subscription;
    // Yoga writes the text after `data: `, so that a further line is a further field of the event.
    const stringify = (shown: ExecutionResult) => `${JSON.stringify(shown)}\nid: ${sequence}`;
    yield sequence === null ? result : ({ ...result, stringify } as ExecutionResult);
  }
}

/** The same results, until one of the reasons to end occurs. */
function supervise(
  results: AsyncIterable<ExecutionResult>,
  { app, closing, liveViewers }: Options,
  { context, viewer, subscription, ending, releaseSlot }: Opened,
): EndableStream<ExecutionResult> {
  let untrack: (() => void) | undefined;
  const { subscriptions } = app.metrics;
  const transport = { transport: context.res ? 'sse' : 'websocket' };
  subscriptions.inc(transport);
  const stream = endable(results, {
    beforeNext() {
      untrack ??= start();
    },
    onEnd() {
      context.res?.off('close', leave);
      context.closed?.removeEventListener('abort', leave);
      closing.removeEventListener('abort', breakOff);
      untrack?.();
      releaseSlot();
      subscriptions.dec(transport);
      ending.abort();
    },
  });
  const leave = () => stream.end();
  /**
   * Ends the connection without `complete`. The response is not ended either: clients that do not know `complete` would take
   * a response that is whole for the end of the data. What was written already is still sent. Over WebSocket,
   * websocket/graphql-ws.ts closes the socket.
   */
  const breakOff = () => context.res?.socket?.destroySoon();

  /** Called with the first read: a client that leaves before may never end what it never began. */
  function start(): () => void {
    if (closing.aborted) breakOff();
    closing.addEventListener('abort', breakOff);
    return liveViewers.track(viewer, {
      isAllowed(now) {
        const { right } = subscription;
        if (right && !isAllowedIn(now, right.permission, right.projectId)) return false;
        // Fields of later items are resolved with the roles of now.
        context.viewer = now;
        return true;
      },
      end: (reason) => {
        if (reason === 'unchecked') breakOff();
        else stream.end({ data: null, errors: [accessLost(reason, subscription.right)] });
      },
    });
  }

  // A client that leaves at once may neither read from the stream nor end it. And graphql-ws ends what it finds under an
  // id when the socket is closed: a client that uses an id twice hides one stream behind another.
  if (context.res?.closed || context.closed?.aborted) leave();
  context.res?.once('close', leave);
  context.closed?.addEventListener('abort', leave);
  return stream;
}

function tooMany(max: number): GraphQLError {
  return new GraphQLError(
    `This access token has ${max} live subscriptions already, and no more are allowed at a time. End some, or raise SUBSCRIPTIONS_PER_TOKEN.`,
    { extensions: { code: 'TOO_MANY_SUBSCRIPTIONS', max, http: { status: 429 } } },
  );
}

function accessLost(reason: Loss, right: SubscriptionRight | null): GraphQLError {
  const [code, message] = endings[reason];
  const location = right && {
    nodes: right.field.fieldNodes,
    path: [right.field.path.key],
  };
  return new GraphQLError(message, { ...location, extensions: { code } });
}

/** Without the one that is not known to be a loss: the client may try again. */
type Loss = Exclude<AccessLossReason, 'unchecked'>;

const endings: Record<Loss, [code: string, message: string]> = {
  token: ['UNAUTHENTICATED', 'This access token or session is no longer valid: the subscription is over.'],
  right: ['FORBIDDEN', 'You may not read this any more: the subscription is over.'],
};
