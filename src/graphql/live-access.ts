/** How every subscription is opened: to those who may, and for as long as they may. */

import { RequestCache } from '@pothos/plugin-scope-auth';
import { GraphQLError } from 'graphql';
import { allowInProject, type Subject } from '../access/allow.ts';
import type { Loss } from '../access/live-viewers.ts';
import { isAllowedIn, type ProjectPermission } from '../access/permissions.ts';
import type { Viewer } from '../access/viewer.ts';
import type { App } from '../platform/app.ts';
import { unauthenticated } from './builder.ts';
import type { Context } from './context.ts';

interface Opening<Args, Item> {
  may: ProjectPermission;
  /** What it is about: decides the project. */
  about: (args: Args) => Subject;
  open: (app: App, viewer: Viewer, args: Args) => Promise<AsyncGenerator<Item, void, void>>;
}

/** Stands in the place of an item when the right is gone: the last thing that is told. */
class AccessLost {
  readonly loss: Loss;

  constructor(loss: Loss) {
    this.loss = loss;
  }
}

/**
 * The `subscribe` of a subscription. A project that is not the viewer's is as one that does not exist. When the token or
 * the right is gone the subscription ends at once, with an error: `stillAllowed` has to be the first thing that the
 * field's `resolve` does with an item.
 */
export function whileAllowed<Args, Item>({ may, about, open }: Opening<Args, Item>) {
  return async (_root: unknown, args: Args, context: Context): Promise<AsyncGenerator<Item, void, void>> => {
    const { app, liveViewers, viewer } = context;
    if (!viewer) throw unauthenticated('Send an access token: Authorization: Bearer <token>.');
    if (viewer.credential.kind === 'setting')
      return guard(await open(app, viewer, args), context, () => () => undefined);
    const projectId = await allowInProject(app, viewer, may, about(args));
    const source = await open(app, viewer, args);
    return guard(source, context, (end) =>
      liveViewers.hold(viewer, {
        isAllowed: (now) => {
          if (!isAllowedIn(now, may, projectId)) return false;
          // What the fields of later items may tell is up to what holds by then.
          context.viewer = now;
          return true;
        },
        end,
      }),
    );
  };
}

/** The item of a subscription; fails, when it stands for the end of the right to it, with what its reader is told. */
export function stillAllowed<Item>(item: Item): Item {
  if (!(item instanceof AccessLost)) return item;
  const [code, message] = endings[item.loss];
  throw new GraphQLError(message, { extensions: { code } });
}

const endings: Record<Loss, [code: string, message: string]> = {
  token: ['UNAUTHENTICATED', 'This access token is no longer valid: the subscription is over.'],
  right: ['FORBIDDEN', 'You may not read this any more: the subscription is over.'],
  unchecked: [
    'UNAVAILABLE',
    'For some minutes it could not be checked whether you may still read this: the subscription is over. Subscribe again, where there is `afterSequence` with the last sequence that you got.',
  ],
};

/** `hold` is called with the first `next`: a client that leaves before may never end what it never began. */
function guard<Item>(
  source: AsyncGenerator<Item, void, void>,
  context: Context,
  hold: (end: (loss: Loss) => void) => () => void,
): AsyncGenerator<Item, void, void> {
  let release: (() => void) | undefined;
  let lost: AccessLost | undefined;
  let isOver = false;
  const over = { done: true, value: undefined } as const;

  function finish(): void {
    isOver = true;
    release?.();
  }
  /** Whoever waits for the next item gets the end of the source, and in its place what is said last. */
  function end(loss: Loss): void {
    if (isOver) return;
    lost = new AccessLost(loss);
    void source.return();
  }

  const iterator: AsyncGenerator<Item, void, void> = {
    async next() {
      if (isOver) return over;
      release ??= hold(end);
      // Scopes remember each object that they have looked at for as long as their request lasts, which here is for days.
      RequestCache.clearForContext(context);
      try {
        const result = lost ? over : await source.next();
        if (lost || result.done) finish();
        return lost ? { done: false, value: lost as Item } : result;
      } catch (error) {
        finish();
        throw error;
      }
    },
    return() {
      finish();
      return source.return();
    },
    throw(error) {
      finish();
      return source.throw(error);
    },
    [Symbol.asyncIterator]: () => iterator,
    async [Symbol.asyncDispose]() {
      await iterator.return();
    },
  };
  return iterator;
}
