/**
 * Subscribers with the same document, variables and rights share one execution for each event: a thousand browsers that
 * watch one project cost one execution, and each of them a message.
 */

import { createSourceEventStream, type ExecutionArgs, type ExecutionResult, execute, print } from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import type { Viewer } from '../../access/viewer.ts';
import type { Context } from '../../graphql/context.ts';
import { endReading } from '../../graphql/large-reads.ts';
import { oncePerApp } from '../../platform/app.ts';

/** Results that a group keeps, for those of its subscribers that are a little behind the others. */
const MAX_KEPT = 8;
/** Later, what is not part of the item is read anew. */
const KEEP_MS = 1_000;

export const shareExecutions: Plugin<Context> = {
  onSubscribe({ setSubscribeFn }) {
    setSubscribeFn(subscribe);
  },
};

/** As `subscribe` of graphql-js, but for what subscribers share. */
async function subscribe(args: ExecutionArgs): Promise<AsyncIterable<ExecutionResult> | ExecutionResult> {
  const source = await createSourceEventStream(args);
  return isAsyncIterable(source) ? executeEach(args, source[Symbol.asyncIterator]()) : source;
}

/** Written by hand because the `return` of a generator waits for the `next` that is pending. */
function executeEach(
  args: ExecutionArgs,
  items: AsyncIterator<unknown>,
): AsyncIterableIterator<ExecutionResult, void, void> {
  const context = args.contextValue as Context;
  let { viewer } = context;
  let group = join(args, viewer);
  let isOpen = true;

  function leave(): void {
    if (isOpen) group.leave();
    isOpen = false;
  }

  return {
    async next() {
      const { done, value } = await items.next().catch((error: unknown) => {
        leave();
        throw error;
      });
      if (done) {
        leave();
        return { done: true, value: undefined };
      }
      // It is another one when the roles of the viewer have changed.
      if (isOpen && context.viewer !== viewer) {
        group.leave();
        viewer = context.viewer;
        group = join(args, viewer);
      }
      return { done: false, value: await group.execute(value) };
    },
    async return() {
      leave();
      await items.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** The subscribers of this process whose results are the same. */
class Group {
  readonly #args: ExecutionArgs;
  readonly #context: Context;
  readonly #onEmpty: () => void;
  readonly #results = new Map<object, { at: number; result: Promise<ExecutionResult> }>();
  #size = 0;
  #forget: NodeJS.Timeout | undefined;

  constructor(args: ExecutionArgs, viewer: Viewer | null, onEmpty: () => void) {
    // Without the context of the first one, which has its connection.
    this.#args = { ...args, contextValue: undefined };
    this.#context = { app: (args.contextValue as Context).app, viewer };
    this.#onEmpty = onEmpty;
  }

  join(): void {
    this.#size += 1;
  }

  leave(): void {
    this.#size -= 1;
    if (this.#size > 0) return;
    this.#clear();
    this.#onEmpty();
  }

  /**
   * The result for an item of the source. Those that read the same log get the same objects, one for each item; what is no
   * object may come again and mean something newer.
   */
  execute(item: unknown): Promise<ExecutionResult> {
    if (this.#size === 1 || typeof item !== 'object' || item === null) return this.#execute(item);
    const known = this.#results.get(item);
    const now = performance.now();
    if (known && now - known.at < KEEP_MS) return known.result;
    const result = this.#execute(item);
    this.#results.set(item, { at: now, result });
    const [oldest] = this.#results.keys();
    if (this.#results.size > MAX_KEPT && oldest) this.#results.delete(oldest);
    clearTimeout(this.#forget);
    this.#forget = setTimeout(() => this.#clear(), KEEP_MS).unref();
    return result;
  }

  async #execute(item: unknown): Promise<ExecutionResult> {
    // A context of its own for each item: what is remembered for an operation must not be for days.
    const contextValue = { ...this.#context };
    try {
      return await execute({ ...this.#args, rootValue: item, contextValue });
    } finally {
      endReading(contextValue);
    }
  }

  #clear(): void {
    clearTimeout(this.#forget);
    this.#results.clear();
  }
}

const groupsOf = oncePerApp(() => new Map<string, Group>());

function join(args: ExecutionArgs, viewer: Viewer | null): Group {
  const groups = groupsOf((args.contextValue as Context).app);
  const { document, operationName, variableValues } = args;
  const text = document.loc?.source.body ?? print(document);
  const key = JSON.stringify([rightsOf(viewer), operationName, variableValues, text]);
  const group = groups.get(key) ?? new Group(args, viewer, () => groups.delete(key));
  groups.set(key, group);
  group.join();
  return group;
}

/** Everything about a viewer that decides what fields show. It includes the user, who may read more of their own account. */
function rightsOf(viewer: Viewer | null): unknown {
  if (!viewer) return null;
  const { isOwner, clientOf, roles, actor } = viewer;
  return clientOf ?? [actor.id, isOwner, [...roles].toSorted()];
}
