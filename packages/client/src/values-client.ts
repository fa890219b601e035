import type { ClientOptions } from './client-options.ts';
import { type ContextInput, toContext, unitOf } from './context.ts';
import { FlagClient } from './flag-client.ts';
import { type FlagAnswer, typeOf, type ValueType } from './resolution.ts';
import type { FlagKey, FlagValue } from './typed-keys.ts';
import { ValuesFeed } from './values-feed.ts';

/** Older copies are not used: what they say was for another time. */
const MAX_COPY_AGE_MS = 30 * 24 * 60 * 60_000;

export interface ValuesClientOptions extends ClientOptions {
  /** Whom flags are evaluated for. Default: `{}`. */
  context?: ContextInput | undefined;
}

/**
 * Knows what the flags of an environment serve to one context, such as the user of a page. The server evaluates, so a client
 * key is enough, which may be public.
 */
export class ValuesClient extends FlagClient<ValuesFeed> {
  constructor(options: ValuesClientOptions) {
    super(options, new ValuesFeed(toContext(options.context ?? {})), MAX_COPY_AGE_MS);
  }

  /** What a flag serves to the context; `defaultValue` when the flag is missing, of another type, or there are no flags yet. */
  value<Key extends FlagKey>(key: Key, defaultValue: FlagValue<Key>): FlagValue<Key> {
    const answer = this.details(key, typeOf(defaultValue));
    return 'errorCode' in answer ? defaultValue : (answer.value as FlagValue<Key>);
  }

  /** The same with variation and reason, or why there is no value. Never throws. */
  details(key: string, type: ValueType): FlagAnswer {
    return this.resolve(key, type, () => this.feed.get(key) ?? missing(key), this.feed.context);
  }

  /**
   * Evaluates for another context from now on. Flags answer as before until the new values are there; then it resolves. Fails
   * with a ClientError: INVALID_CONTEXT, TIMEOUT (the client goes on trying), CLOSED, or the one that was fatal before.
   */
  async setContext(
    input: ContextInput,
    { timeoutMs = 10_000 }: { timeoutMs?: number | undefined } = {},
  ): Promise<void> {
    const context = toContext(input);
    if (JSON.stringify(context) === this.feed.subject && this.feed.isOfContext) return;
    this.feed.setContext(context);
    if (!this.isStarted) return;
    if (this.state !== 'fatal' && this.state !== 'closed') this.reopen();
    // Back to the context of before, while another one was under way.
    if (this.feed.isOfContext) this.status.release();
    else await this.status.wait(timeoutMs);
  }

  /**
   * Reports what the user of the context did, for experiments that count it: an event by its name, with a number if it has one,
   * such as an amount.
   */
  track(name: string, { value }: { value?: number | undefined } = {}): void {
    this.report(name, unitOf(this.feed.context, this.feed.targetingKey), value);
  }

  protected override isOutdated(): boolean {
    return super.isOutdated() || !this.feed.isOfContext;
  }
}

function missing(key: string): FlagAnswer {
  return { errorCode: 'FLAG_NOT_FOUND', errorDetails: `There is no flag ${key} in this environment.` };
}
