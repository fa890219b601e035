import type { Evaluation, EvaluationFailure } from '../evaluation.ts';
import type { Asked, CompileOptions, EvaluateOptions } from '../options.ts';
import type { Context, Ruleset, RulesetChanges } from '../ruleset.ts';
import { AttributeReaders } from './attribute.ts';
import { type CompiledFlag, compileFlag, type RuleTrace } from './flag.ts';

/** A ruleset, ready to be evaluated. It never changes: changes make another one. */
export interface CompiledRuleset {
  /** The data that it was made from. */
  readonly ruleset: Ruleset;
  /**
   * What the flag serves to the context, and why. Never throws. Evaluations and values are shared, and frozen. A flag that
   * this engine cannot read fails with PARSE_ERROR, and the others work; GENERAL is what `matchPattern` threw.
   */
  evaluate(flagKey: string, context: Context, options?: EvaluateOptions): Evaluation | EvaluationFailure;
  /** The same of every flag, in the order of their keys (by UTF-16 code units). */
  all(context: Context, options?: EvaluateOptions): Map<string, Evaluation | EvaluationFailure>;
  /** Every rule of a flag, in order, with what the context has for each of its clauses. Fails as `evaluate` does. */
  trace(flagKey: string, context: Context, options?: EvaluateOptions): RuleTrace[] | EvaluationFailure;
  /** A new one with the changes; only the flags in them are compiled. null: not from this epoch and version: read the whole ruleset. */
  apply(changes: RulesetChanges): CompiledRuleset | null;
}

/** Makes a ruleset ready. It is not checked as a whole: data from elsewhere goes through `parseRuleset` first. */
export function compile(ruleset: Ruleset, options: CompileOptions = {}): CompiledRuleset {
  const readers = new AttributeReaders(ruleset.targetingKey);
  const flags = Object.entries(ruleset.flags).map(
    ([key, data]) => [key, compileFlag(key, data, readers, options)] as const,
  );
  const { flags: _compiled, ...head } = ruleset;
  return new Compiled(head, inOrder(flags), options, ruleset);
}

class Compiled implements CompiledRuleset {
  /** Without its flags, which are in `#flags`. */
  readonly #head: Omit<Ruleset, 'flags'>;
  readonly #flags: ReadonlyMap<string, CompiledFlag>;
  readonly #options: CompileOptions;
  #ruleset: Ruleset | null;

  constructor(
    head: Omit<Ruleset, 'flags'>,
    flags: ReadonlyMap<string, CompiledFlag>,
    options: CompileOptions,
    ruleset: Ruleset | null = null,
  ) {
    this.#head = head;
    this.#flags = flags;
    this.#options = options;
    this.#ruleset = ruleset;
  }

  get ruleset(): Ruleset {
    this.#ruleset ??= {
      ...this.#head,
      // Not by assignment, which would take a flag named "__proto__" for the prototype.
      flags: Object.fromEntries([...this.#flags].map(([key, { data }]) => [key, data])),
    };
    return this.#ruleset;
  }

  evaluate(flagKey: string, context: Context, options?: EvaluateOptions): Evaluation | EvaluationFailure {
    const flag = this.#flags.get(flagKey);
    return flag ? flag.evaluate(toAsked(context, options)) : notFound(flagKey);
  }

  all(context: Context, options?: EvaluateOptions): Map<string, Evaluation | EvaluationFailure> {
    const asked = toAsked(context, options);
    const evaluations = new Map<string, Evaluation | EvaluationFailure>();
    for (const [key, flag] of this.#flags) evaluations.set(key, flag.evaluate(asked));
    return evaluations;
  }

  trace(flagKey: string, context: Context, options?: EvaluateOptions): RuleTrace[] | EvaluationFailure {
    const flag = this.#flags.get(flagKey);
    return flag ? flag.trace(toAsked(context, options)) : notFound(flagKey);
  }

  apply({ epoch, from, to, flags: changed }: RulesetChanges): CompiledRuleset | null {
    if (epoch !== this.#head.epoch || from !== this.#head.version) return null;
    const flags = new Map(this.#flags);
    const readers = new AttributeReaders(this.#head.targetingKey);
    let isInOrder = true;
    for (const [key, data] of Object.entries(changed)) {
      if (data === null) flags.delete(key);
      else {
        isInOrder &&= flags.has(key);
        flags.set(key, compileFlag(key, data, readers, this.#options));
      }
    }
    const head = { ...this.#head, version: to };
    return new Compiled(head, isInOrder ? flags : inOrder([...flags]), this.#options);
  }
}

function toAsked(context: Context, options: EvaluateOptions | undefined): Asked {
  return { context, matchPattern: options?.matchPattern };
}

function inOrder(flags: (readonly [string, CompiledFlag])[]): Map<string, CompiledFlag> {
  return new Map(flags.toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

function notFound(flagKey: string): EvaluationFailure {
  return { errorCode: 'FLAG_NOT_FOUND', errorDetails: `there is no flag "${flagKey}"` };
}
