import type { Context } from 'gogreen-engine';
import type { ClientError } from './client-error.ts';
import { type ClientOptions, type CompleteOptions, completeOptions } from './client-options.ts';
import { type ClientState, ClientStatus } from './client-status.ts';
import { Connection } from './connection/connection.ts';
import type { Feed, Taken } from './connection/feed.ts';
import { unitOf } from './context.ts';
import type { FlagAnswer, ValueType } from './resolution.ts';
import { requireType } from './resolution.ts';
import { StoredCopy } from './stores/stored-copy.ts';
import { UsageReporter } from './usage/usage-reporter.ts';

export interface ClientEvents {
  /** The state is another; with the error that led to it. */
  state: (state: ClientState, error: ClientError | null) => void;
  /** Flags may answer differently now. */
  change: (change: Taken) => void;
}

/** What a feed is for a client. */
export interface ClientFeed extends Feed {
  /** What the state is for: a copy of another one is not used. */
  readonly subject: string;
  /** The attribute that names whom a context is about. */
  readonly targetingKey: string;
  /** Makes JSON text for `takeWhole` of the state as it is now. */
  serialize(): () => string;
}

/** What clients of rulesets and of values have in common: connection, state, copy and usage. */
export abstract class FlagClient<OfFeed extends ClientFeed> {
  protected readonly feed: OfFeed;
  protected readonly status: ClientStatus;
  readonly #options: CompleteOptions;
  readonly #listeners = {
    state: new Set<ClientEvents['state']>(),
    change: new Set<ClientEvents['change']>(),
  };
  readonly #connection: Connection;
  readonly #copy: StoredCopy | null;
  readonly #usage: UsageReporter | null;
  #origin: 'nowhere' | 'copy' | 'server' = 'nowhere';
  #isStarted = false;

  protected constructor(options: ClientOptions, feed: OfFeed, maxCopyAgeMs: number) {
    const complete = completeOptions(options);
    const { store, usage, timing, logger } = complete;
    this.#options = complete;
    this.feed = feed;
    this.#copy = store ? new StoredCopy(store, maxCopyAgeMs, (message) => logger?.warn(message)) : null;
    this.#usage = usage ? new UsageReporter(complete) : null;
    this.status = new ClientStatus(timing.errorAfterMs, (state, error) => this.#emit('state', state, error));
    this.#connection = new Connection(feed, complete, {
      onOpened: () => {
        // What came from a copy is not known to be current before the server has said something.
        if (this.#origin === 'server') this.status.becomeCurrent();
      },
      onAlive: (taken) => this.#hear(taken),
      onLost: (error) => this.status.lose(error, this.#origin !== 'nowhere'),
    });
  }

  get state(): ClientState {
    return this.status.state;
  }

  /** Why the state is not `ready`, where that is known. */
  get error(): ClientError | null {
    return this.status.error;
  }

  protected get isStarted(): boolean {
    return this.#isStarted;
  }

  /** Whether there are flags to evaluate, of the server or of a copy. */
  get hasFlags(): boolean {
    return this.#origin !== 'nowhere';
  }

  /** `<epoch>.<version>` of the flags. Two clients with the same one answer the same. */
  get position(): string | null {
    return this.feed.position();
  }

  /**
   * Connects. Resolves when there are flags, of the server or of a copy. Fails with a ClientError: UNAUTHENTICATED or FORBIDDEN
   * for a bad key, TIMEOUT when there are none within `timeoutMs`; the client goes on trying after that.
   */
  async start({ timeoutMs = 10_000 }: { timeoutMs?: number | undefined } = {}): Promise<void> {
    if (!this.#isStarted) {
      this.#isStarted = true;
      this.#usage?.start();
      await this.#loadCopy();
      if (this.state !== 'closed') this.#connection.open();
    }
    if (!this.hasFlags) await this.status.wait(timeoutMs);
  }

  /** Calls back until the returned function is called. */
  on<Name extends keyof ClientEvents>(name: Name, listener: ClientEvents[Name]): () => void {
    const listeners = this.#listeners[name] as Set<ClientEvents[Name]>;
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** Ends the present pause between two attempts to connect, such as when a device is online again. */
  retryNow(): void {
    this.#connection.retryNow();
  }

  /** Sends what was counted, without waiting for the minute to end. For pages that may be closed: `keepalive`. */
  async flushUsage(options: { keepalive?: boolean } = {}): Promise<void> {
    await this.#usage?.flush(options);
  }

  /** Ends the connection, saves the copy and sends the last usage counts. Flags answer as they did. */
  async close(): Promise<void> {
    this.#connection.close();
    this.status.close();
    await Promise.all([this.#copy?.flush(), this.#usage?.close()]);
  }

  /** What somebody did, for the experiments that count it. Without a unit there is nobody whom it could count for. */
  protected report(name: string, unit: string | null, value: number | undefined): void {
    if (unit !== null) this.#usage?.track(name, unit, value);
  }

  /** The answer if it is of the type, with the reason that the client adds, and counted. */
  protected resolve(key: string, type: ValueType, find: () => FlagAnswer, context: Context): FlagAnswer {
    if (!this.hasFlags) {
      const why = this.error ? ` ${this.error.message}` : '';
      return { errorCode: 'PROVIDER_NOT_READY', errorDetails: `There are no flags yet.${why}` };
    }
    const answer = requireType(key, find(), type);
    if ('errorCode' in answer) return answer;
    this.#usage?.count(key, answer.variation);
    if (this.#options.exposures && answer.reason === 'SPLIT') this.#expose(key, answer.variation, context);
    if (this.#origin === 'copy') return { ...answer, reason: 'CACHED' };
    return this.isOutdated() ? { ...answer, reason: 'STALE' } : answer;
  }

  /** Whether the flags are so old that the reason says so. */
  protected isOutdated(): boolean {
    return this.state === 'error' || this.state === 'fatal';
  }

  #expose(key: string, variation: string, context: Context): void {
    const unit = unitOf(context, this.feed.targetingKey);
    if (unit !== null) this.#usage?.expose(key, variation, unit);
  }

  #hear(taken: Taken | null): void {
    if (!taken && this.#origin === 'nowhere') return;
    this.#origin = 'server';
    this.status.becomeCurrent();
    if (!taken) return;
    this.status.release();
    this.#copy?.save(this.#owner(), this.feed.serialize());
    if (taken.flagsChanged.length === 0) return;
    this.#emit('change', taken);
  }

  /** A listener that throws is no reason to end the connection, or to skip the others. */
  #emit<Name extends keyof ClientEvents>(name: Name, ...facts: Parameters<ClientEvents[Name]>): void {
    for (const listener of [...this.#listeners[name]] as ((...facts: unknown[]) => void)[]) {
      try {
        listener(...facts);
      } catch (error) {
        this.#options.logger?.warn(`A listener for "${name}" failed: ${error}`);
      }
    }
  }

  /** Connects again, such as with another context. */
  protected reopen(): void {
    if (!this.#isStarted) return;
    this.status.restart(this.hasFlags);
    this.#connection.open();
  }

  async #loadCopy(): Promise<void> {
    const owner = this.#owner();
    const state = await this.#copy?.load(owner);
    // Meanwhile the context may be another.
    if (!state || owner !== this.#owner()) return;
    try {
      await this.feed.takeWhole(state);
      this.#origin = 'copy';
      this.status.release();
    } catch (error) {
      this.#options.logger?.warn(`The copy of the flags is not used: ${error}`);
    }
  }

  #owner(): string {
    return JSON.stringify([this.#options.url, this.#options.key, this.feed.subject]);
  }
}
