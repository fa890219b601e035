import { type Context, toOpenFeature } from 'gogreen-engine';
import { ClientError } from './client-error.ts';
import type { ClientOptions } from './client-options.ts';
import { type ContextInput, toContext, unitOf } from './context.ts';
import { FlagClient } from './flag-client.ts';
import { type FlagAnswer, typeOf, type ValueType } from './resolution.ts';
import { RulesetFeed } from './ruleset-feed.ts';
import type { FlagKey, FlagValue } from './typed-keys.ts';

/**
 * Evaluates flags in the process, for any context, with the ruleset of an environment that it keeps current. Needs a server
 * key: rules say whom they are for, so they are not for browsers.
 */
export class RulesetClient extends FlagClient<RulesetFeed> {
  constructor(options: ClientOptions) {
    // Rules of last year are better than none.
    super(options, new RulesetFeed(), Number.POSITIVE_INFINITY);
  }

  /** What a flag serves to a context; `defaultValue` when the flag is missing, of another type, or there are no flags yet. */
  value<Key extends FlagKey>(
    key: Key,
    defaultValue: FlagValue<Key>,
    context: ContextInput = {},
  ): FlagValue<Key> {
    const answer = this.details(key, typeOf(defaultValue), context);
    return 'errorCode' in answer ? defaultValue : (answer.value as FlagValue<Key>);
  }

  /** The same with variation and reason, or why there is no value. Never throws. */
  details(key: string, type: ValueType, input: ContextInput = {}): FlagAnswer {
    try {
      const context = toContext(input);
      return this.resolve(key, type, () => this.#evaluate(key, context), context);
    } catch (error) {
      const errorCode = error instanceof ClientError ? 'INVALID_CONTEXT' : 'GENERAL';
      return { errorCode, errorDetails: error instanceof Error ? error.message : String(error) };
    }
  }

  /**
   * Reports what the user of the context did, for experiments that count it: an event by its name, with a number if it has one,
   * such as an amount.
   */
  track(name: string, input: ContextInput, { value }: { value?: number | undefined } = {}): void {
    this.report(name, unitOf(toContext(input), this.feed.targetingKey), value);
  }

  #evaluate(key: string, context: Context): FlagAnswer {
    const evaluation = this.feed.evaluate(key, context);
    return 'errorCode' in evaluation ? evaluation : toOpenFeature(evaluation);
  }
}
