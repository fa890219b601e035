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
} from '@openfeature/server-sdk';
import { ClientError, type ClientOptions, RulesetClient, type ValueType } from 'gogreen-client';
import { checkOptions, EventForwarder, toResolution } from 'gogreen-client/open-feature';

export interface GoGreenProviderOptions extends ClientOptions {
  /** How long OpenFeature waits for the first flags, in milliseconds. Default: 10,000. The provider goes on trying after that. */
  readyTimeoutMs?: number | undefined;
}

const EVENTS = {
  PROVIDER_READY: ProviderEvents.Ready,
  PROVIDER_STALE: ProviderEvents.Stale,
  PROVIDER_ERROR: ProviderEvents.Error,
  PROVIDER_CONFIGURATION_CHANGED: ProviderEvents.ConfigurationChanged,
} as const;

/**
 * Evaluates the flags of a GoGreen environment in the process. Needs a server key. Flags that were read once are served until
 * GoGreen is there again.
 */
export class GoGreenProvider implements Provider {
  readonly metadata = { name: 'GoGreen' };
  readonly runsOn = 'server';
  readonly events = new OpenFeatureEventEmitter();
  readonly #options: GoGreenProviderOptions;
  #client: RulesetClient | null = null;

  /** Fails when the address or the key cannot be right. */
  constructor(options: GoGreenProviderOptions) {
    checkOptions(options);
    this.#options = options;
  }

  async initialize(): Promise<void> {
    const client = new RulesetClient(this.#options);
    this.#client = client;
    const events = new EventForwarder(client, (event, { isFatal, ...details }) =>
      this.events.emit(EVENTS[event], {
        ...details,
        ...(isFatal ? { errorCode: ErrorCode.PROVIDER_FATAL } : {}),
      }),
    );
    try {
      await events.during(() => client.start({ timeoutMs: this.#options.readyTimeoutMs }));
    } catch (error) {
      const isFatal = error instanceof ClientError && error.isFinal;
      throw isFatal ? new ProviderFatalError(error.message, { cause: error }) : error;
    }
  }

  async onClose(): Promise<void> {
    await this.#client?.close();
  }

  async resolveBooleanEvaluation(key: string, defaultValue: boolean, context: EvaluationContext) {
    return this.#resolve(key, 'boolean', defaultValue, context);
  }

  async resolveStringEvaluation(key: string, defaultValue: string, context: EvaluationContext) {
    return this.#resolve(key, 'string', defaultValue, context);
  }

  async resolveNumberEvaluation(key: string, defaultValue: number, context: EvaluationContext) {
    return this.#resolve(key, 'number', defaultValue, context);
  }

  async resolveObjectEvaluation<Value extends JsonValue>(
    key: string,
    defaultValue: Value,
    context: EvaluationContext,
  ) {
    return this.#resolve(key, 'object', defaultValue, context);
  }

  /** Counts for experiments whose metric has this name. Events without a targeting key in the context are not sent. */
  track(name: string, context: EvaluationContext, { value }: TrackingEventDetails = {}): void {
    this.#client?.track(name, context, { value });
  }

  #resolve<Value>(
    key: string,
    type: ValueType,
    defaultValue: Value,
    context: EvaluationContext,
  ): ResolutionDetails<Value> {
    const answer = this.#client?.details(key, type, context) ?? {
      errorCode: 'PROVIDER_NOT_READY',
      errorDetails: 'The provider is not initialized.',
    };
    return toResolution(answer, defaultValue) as ResolutionDetails<Value>;
  }
}
