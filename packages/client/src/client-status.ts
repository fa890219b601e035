import { ClientError } from './client-error.ts';
import { setIdleTimer } from './connection/timers.ts';

export type ClientState =
  /** There is no state of the server yet. Flags may come from a copy. */
  | 'connecting'
  /** The flags are current. */
  | 'ready'
  /** The connection was lost. The flags are those of before. */
  | 'stale'
  /** The connection is lost for five minutes, or the server rejects the context. */
  | 'error'
  /** The server rejects the key. There is no further attempt. */
  | 'fatal'
  | 'closed';

/** The state of a client, and those who wait for its first flags. */
export class ClientStatus {
  readonly #errorAfterMs: number;
  readonly #onChange: (state: ClientState, error: ClientError | null) => void;
  readonly #waiting = new Set<{ resolve: () => void; reject: (error: ClientError) => void }>();
  #state: ClientState = 'connecting';
  #error: ClientError | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(errorAfterMs: number, onChange: (state: ClientState, error: ClientError | null) => void) {
    this.#errorAfterMs = errorAfterMs;
    this.#onChange = onChange;
  }

  get state(): ClientState {
    return this.#state;
  }

  /** Why the state is not `ready`, where that is known. */
  get error(): ClientError | null {
    return this.#error;
  }

  /** The flags are current. */
  becomeCurrent(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#enter('ready', null);
  }

  /** The flags may be out of date. `hasFlags`: whether there are any. */
  lose(error: ClientError, hasFlags: boolean): void {
    if (error.code === 'UNAUTHENTICATED' || error.code === 'FORBIDDEN') this.#end('fatal', error);
    else if (error.isFinal) this.#fail(error);
    else this.#doubt(error, hasFlags);
  }

  /** Begins anew, as with another context: there are no flags of it yet. */
  restart(hasFlags: boolean): void {
    this.#enter(hasFlags ? 'stale' : 'connecting', null);
  }

  close(): void {
    this.#end('closed', new ClientError('CLOSED', 'The client was closed.'));
  }

  /** Resolves when `release` is called, and fails when that cannot happen any more, or takes longer than `timeoutMs`. */
  wait(timeoutMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#state === 'fatal' || this.#state === 'closed') return reject(this.#error);
      const done = (settle: () => void) => {
        this.#waiting.delete(waiter);
        clearTimeout(timer);
        settle();
      };
      const waiter = {
        resolve: () => done(resolve),
        reject: (error: ClientError) => done(() => reject(error)),
      };
      const timer = setTimeout(() => {
        const cause = this.#error;
        const message = `No flags within ${timeoutMs} ms${cause ? `: ${cause.message}` : '.'}`;
        waiter.reject(new ClientError('TIMEOUT', message, { cause }));
      }, timeoutMs);
      this.#waiting.add(waiter);
    });
  }

  release(): void {
    for (const waiter of [...this.#waiting]) waiter.resolve();
  }

  #doubt(error: ClientError, hasFlags: boolean): void {
    this.#timer ??= setIdleTimer(() => this.#fail(this.#error ?? error), this.#errorAfterMs);
    if (this.#state === 'error') this.#enter('error', error);
    else this.#enter(hasFlags ? 'stale' : 'connecting', error);
  }

  #fail(error: ClientError): void {
    this.#enter('error', error);
    if (error.isFinal) this.#reject(error);
  }

  #end(state: 'fatal' | 'closed', error: ClientError): void {
    clearTimeout(this.#timer);
    if (this.#state === 'closed') return;
    this.#enter(state, error);
    this.#reject(error);
  }

  #reject(error: ClientError): void {
    for (const waiter of [...this.#waiting]) waiter.reject(error);
  }

  #enter(state: ClientState, error: ClientError | null): void {
    const isNew = state !== this.#state;
    this.#state = state;
    this.#error = error;
    if (isNew) this.#onChange(state, error);
  }
}
