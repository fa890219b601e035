import type { Evaluation, EvaluationFailure } from '../evaluation.ts';
import type { Asked, CompileOptions } from '../options.ts';
import type { FlagRules, JsonValue, Rule } from '../ruleset.ts';
import { messageOf, readAt, UnreadableError } from '../unreadable-error.ts';
import type { AttributeReaders } from './attribute.ts';
import { type CompiledClause, compileClause } from './clause.ts';
import { type CompiledServe, compileServe, type ServeScope, served } from './serve.ts';

/** What a context has for a rule. */
export interface RuleTrace {
  ruleId: string;
  /** Whether all its clauses match. The first such rule decides. */
  matched: boolean;
  /** In the order of its clauses. */
  clauses: ClauseTrace[];
}

export interface ClauseTrace {
  /** Null when the context has no such attribute. */
  actual: JsonValue;
  matched: boolean;
}

interface CompiledRule {
  id: string;
  clauses: CompiledClause[];
  serve: CompiledServe;
}

/** What decides while the flag is on. */
interface Behaviour {
  rules: CompiledRule[];
  fallthrough: CompiledServe;
}

/** One flag, ready to be evaluated. */
export class CompiledFlag {
  /** What it was made from. */
  readonly data: FlagRules;
  /** The answer to every context, where the flag is off or archived, or cannot be read. */
  readonly #fixed: Evaluation | EvaluationFailure | null;
  readonly #behaviour: Behaviour | EvaluationFailure;

  constructor(
    data: FlagRules,
    fixed: Evaluation | EvaluationFailure | null,
    behaviour: Behaviour | EvaluationFailure,
  ) {
    this.data = data;
    this.#fixed = fixed;
    this.#behaviour = behaviour;
  }

  /**
   * The off variation when the flag is archived or off, else what the first matching rule serves, else the fallthrough.
   * Never throws.
   */
  evaluate(asked: Asked): Evaluation | EvaluationFailure {
    if (this.#fixed !== null) return this.#fixed;
    const behaviour = this.#behaviour;
    if ('errorCode' in behaviour) return behaviour;
    try {
      for (const { clauses, serve } of behaviour.rules) {
        if (matchesAll(clauses, asked)) return typeof serve === 'function' ? serve(asked) : serve;
      }
      const { fallthrough } = behaviour;
      return typeof fallthrough === 'function' ? fallthrough(asked) : fallthrough;
    } catch (error) {
      return failureOf(error);
    }
  }

  /** All rules in their order, those after the one that decides as well, and also while the flag is off or archived. */
  trace(asked: Asked): RuleTrace[] | EvaluationFailure {
    const behaviour = this.#behaviour;
    if ('errorCode' in behaviour) return behaviour;
    try {
      return behaviour.rules.map(({ id, clauses }) => {
        const traced = clauses.map((clause) => ({
          actual: clause.actual(asked),
          matched: clause.matches(asked),
        }));
        return { ruleId: id, matched: traced.every(({ matched }) => matched), clauses: traced };
      });
    } catch (error) {
      return failureOf(error);
    }
  }
}

/** Never throws: a flag that cannot be read answers PARSE_ERROR while it is on, and alone. */
export function compileFlag(
  key: string,
  data: FlagRules,
  readers: AttributeReaders,
  options: CompileOptions,
): CompiledFlag {
  const place = `flag "${key}"`;
  try {
    const scope = readAt(place, () => readScope(key, data, readers));
    const off = readAt(place, () => offEvaluation(data, scope));
    try {
      return new CompiledFlag(
        data,
        off,
        readAt(place, () => compileBehaviour(data, scope, options)),
      );
    } catch (error) {
      return new CompiledFlag(data, off, failureOf(error));
    }
  } catch (error) {
    const failure = failureOf(error);
    return new CompiledFlag(data, failure, failure);
  }
}

function readScope(flagKey: string, data: FlagRules, readers: AttributeReaders): ServeScope {
  if (typeof data !== 'object' || data === null) throw new UnreadableError('must be an object');
  if (typeof data.on !== 'boolean') throw new UnreadableError('"on" must be true or false');
  checkList('variations', data.variations);
  const variations = new Map(data.variations.map(({ key, value }) => [key, freeze(value)]));
  return { flagKey, readers, variations };
}

function offEvaluation({ on, archived, off }: FlagRules, scope: ServeScope): Evaluation | null {
  if (archived) return Object.freeze({ ...served(off, scope), reason: 'ARCHIVED' as const });
  return on ? null : Object.freeze({ ...served(off, scope), reason: 'OFF' as const });
}

function compileBehaviour(
  { rules, fallthrough }: FlagRules,
  scope: ServeScope,
  options: CompileOptions,
): Behaviour {
  checkList('rules', rules);
  const hasRules = rules.length > 0;
  return {
    rules: rules.map((rule) => readAt(`rule ${rule.id}`, () => compileRule(rule, scope, options))),
    fallthrough: readAt('fallthrough', () =>
      compileServe(fallthrough, { reason: 'FALLTHROUGH', hasRules }, scope),
    ),
  };
}

function compileRule({ id, clauses, serve }: Rule, scope: ServeScope, options: CompileOptions): CompiledRule {
  checkList('clauses', clauses);
  return {
    id,
    clauses: clauses.map((clause, index) =>
      readAt(`clause ${index + 1}`, () => compileClause(clause, scope.readers, options)),
    ),
    serve: compileServe(serve, { reason: 'RULE_MATCH', ruleId: id }, scope),
  };
}

function checkList(field: string, value: unknown): void {
  if (!Array.isArray(value)) throw new UnreadableError(`"${field}" must be a list`);
}

function matchesAll(clauses: readonly CompiledClause[], asked: Asked): boolean {
  for (const clause of clauses) if (!clause.matches(asked)) return false;
  return true;
}

/** Values are shared by all who get them: an application that changed one would change it for everybody. */
function freeze(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const item of Object.values(value)) freeze(item);
  Object.freeze(value);
  return value;
}

function failureOf(error: unknown): EvaluationFailure {
  const errorCode = error instanceof UnreadableError ? 'PARSE_ERROR' : 'GENERAL';
  return Object.freeze({ errorCode, errorDetails: messageOf(error) });
}
