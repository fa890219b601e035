import {
  ErrorCode,
  type EvaluationContext,
  type JsonValue,
  OpenFeatureEventEmitter,
  type Provider,
  ProviderEvents,
  ProviderFatalError,
  type ResolutionDetails,
  type TrackingEventDetails,
} from '@openfeature/web-sdk';
import {
  ClientError,
  ValuesClient,
  type ValuesClientOptions,
  type ValueType,
  type WebStorage,
  webStore,
} from 'gogreen-client';
import { checkOptions, EventForwarder, toResolution } from 'gogreen-client/open-feature';
import { watchPage } from './page-events.ts';

export interface GoGreenWebProviderOptions extends Omit<ValuesClientOptions, 'store' | 'context'> {
  /**
   * Where to keep the values for the next visit, such as `localStorage`: they are there at once then, and while GoGreen is
   * away. Without it nothing is kept.
   */
  storage?: WebStorage | undefined;
  /**
   * How long OpenFeature waits for the first values, and for those of another context, in milliseconds. Default: 10,000. The
   * provider goes on trying after that.
   */
  readyTimeoutMs?: number | undefined;
}

const EVENTS = {
  PROVIDER_READY: ProviderEvents.Ready,
  PROVIDER_STALE: ProviderEvents.Stale,
  PROVIDER_ERROR: ProviderEvents.Error,
  PROVIDER_CONFIGURATION_CHANGED: ProviderEvents.ConfigurationChanged,
} as const;

/**
 * The flags of a GoGreen environment for the context of a page. GoGreen evaluates them and sends what changes; a client key
 * is enough.
 */
export class GoGreenWebProvider implements Provider {
  readonly metadata = { name: 'GoGreen' };
  readonly runsOn = 'client';
  /** Values in a storage are those of one domain of OpenFeature. */
  readonly domainScoped: boolean;
  readonly events = new OpenFeatureEventEmitter();
  readonly #options: GoGreenWebProviderOptions;
  #client: ValuesClient | null = null;
  #forwarder: EventForwarder | null = null;
  #unwatch = () => {};

  /** Fails when the address or the key cannot be right. */
  constructor(options: GoGreenWebProviderOptions) {
    checkOptions(options);
    this.#options = options;
    this.domainScoped = options.storage !== undefined;
  }

  async initialize(context: EvaluationContext = {}, domain = 'default'): Promise<void> {
    const { storage, readyTimeoutMs, ...options } = this.#options;
    const store = storage && webStore(storage, domain);
    const client = new ValuesClient({ ...options, store, context });
    this.#client = client;
    this.#forwarder = new EventForwarder(client, (event, { isFatal, ...details }) =>
      this.events.emit(EVENTS[event], {
        ...details,
        ...(isFatal ? { errorCode: ErrorCode.PROVIDER_FATAL } : {}),
      }),
    );
    this.#unwatch();
    this.#unwatch = watchPage({
      onBack: () => client.retryNow(),
      onLeave: () => void client.flushUsage({ keepalive: true }),
    });
    await this.#wait(() => client.start({ timeoutMs: readyTimeoutMs }));
  }

  /** Flags answer as before until the values for the new context are there. */
  async onContextChange(_old: EvaluationContext, context: EvaluationContext): Promise<void> {
    const client = this.#client;
    const { readyTimeoutMs: timeoutMs } = this.#options;
    if (client) await this.#wait(() => client.setContext(context, { timeoutMs }));
  }

  async onClose(): Promise<void> {
    this.#unwatch();
    await this.#client?.close();
  }

  resolveBooleanEvaluation(key: string, defaultValue: boolean) {
    return this.#resolve(key, 'boolean', defaultValue);
  }

  resolveStringEvaluation(key: string, defaultValue: string) {
    return this.#resolve(key, 'string', defaultValue);
  }

  resolveNumberEvaluation(key: string, defaultValue: number) {
    return this.#resolve(key, 'number', defaultValue);
  }

  resolveObjectEvaluation<Value extends JsonValue>(key: string, defaultValue: Value) {
    return this.#resolve(key, 'object', defaultValue);
  }

  /** Counts for experiments whose metric has this name. Events without a targeting key in the context are not sent. */
  track(name: string, _context: EvaluationContext, { value }: TrackingEventDetails = {}): void {
    this.#client?.track(name, { value });
  }

  async #wait(work: () => Promise<void>): Promise<void> {
    try {
      await this.#forwarder?.during(work);
    } catch (error) {
      const isFatal = error instanceof ClientError && error.isFinal && !this.#client?.hasFlags;
      throw isFatal ? new ProviderFatalError(error.message, { cause: error }) : error;
    }
  }

  #resolve<Value>(key: string, type: ValueType, defaultValue: Value): ResolutionDetails<Value> {
    const answer = this.#client?.details(key, type) ?? {
      errorCode: 'PROVIDER_NOT_READY',
      errorDetails: 'The provider is not initialized.',
    };
    return toResolution(answer, defaultValue) as ResolutionDetails<Value>;
  }
}
