import type { ClientError } from '../client-error.ts';
import type { ClientState } from '../client-status.ts';
import type { ClientEvents } from '../flag-client.ts';

export type ProviderEvent =
  | 'PROVIDER_READY'
  | 'PROVIDER_STALE'
  | 'PROVIDER_ERROR'
  | 'PROVIDER_CONFIGURATION_CHANGED';

export interface ProviderEventDetails {
  message?: string;
  flagsChanged?: string[];
  /** Flags are not evaluated any more. */
  isFatal?: boolean;
}

interface Client {
  hasFlags: boolean;
  on<Name extends keyof ClientEvents>(name: Name, listener: ClientEvents[Name]): () => void;
}

/**
 * Tells OpenFeature what happens to a client. While the SDK waits for something, such as to be initialized, it emits the
 * events itself, so that then nothing is emitted here.
 */
export class EventForwarder {
  readonly #client: Client;
  readonly #emit: (event: ProviderEvent, details: ProviderEventDetails) => void;
  #awaited = 0;
  /** What OpenFeature takes the provider for. */
  #shown: 'ready' | 'stale' | 'error' = 'error';

  constructor(client: Client, emit: (event: ProviderEvent, details: ProviderEventDetails) => void) {
    this.#client = client;
    this.#emit = emit;
    client.on('state', (state, error) => this.#showState(state, error));
    client.on('change', ({ flagsChanged }) => {
      if (this.#awaited === 0) this.#emit('PROVIDER_CONFIGURATION_CHANGED', { flagsChanged });
    });
  }

  /** Does what the SDK waits for. Fails with what it fails with. */
  async during(work: () => Promise<void>): Promise<void> {
    this.#awaited++;
    try {
      await work();
      this.#shown = 'ready';
    } catch (error) {
      this.#shown = 'error';
      throw error;
    } finally {
      this.#awaited--;
    }
  }

  #showState(state: ClientState, error: ClientError | null): void {
    if (this.#awaited > 0) return;
    const details = error ? { message: error.message } : {};
    if (state === 'ready' && this.#shown !== 'ready') {
      this.#shown = 'ready';
      this.#emit('PROVIDER_READY', {});
    }
    if (state === 'stale') {
      this.#shown = 'stale';
      this.#emit('PROVIDER_STALE', details);
    }
    if (state === 'error' || state === 'fatal') {
      this.#shown = 'error';
      // A key that was revoked is no reason to serve the defaults of the code from one moment to the next.
      this.#emit('PROVIDER_ERROR', { ...details, isFatal: state === 'fatal' && !this.#client.hasFlags });
    }
  }
}
