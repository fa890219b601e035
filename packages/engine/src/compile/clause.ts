import type { AttributeTest } from '../operators/definition.ts';
import { operators } from '../operators/registry.ts';
import type { Asked, CompileOptions } from '../options.ts';
import type { Clause, JsonValue } from '../ruleset.ts';
import { readAt, UnreadableError } from '../unreadable-error.ts';
import type { AttributeReaders, ReadAttribute } from './attribute.ts';
import { checkFields } from './known-fields.ts';

const FIELDS = ['attribute', 'operator', 'values', 'negate'];

export class CompiledClause {
  readonly #read: ReadAttribute;
  readonly #test: AttributeTest;
  readonly #negate: boolean;

  constructor(read: ReadAttribute, test: AttributeTest, negate: boolean) {
    this.#read = read;
    this.#test = test;
    this.#negate = negate;
  }

  /**
   * Whether the context passes. A negated clause holds for a context that lacks the attribute: a clause with EXISTS leaves
   * those out. An attribute that the operator cannot compare passes neither the clause nor its negation.
   */
  matches(asked: Asked): boolean {
    const result = this.#test(this.#read(asked.context), asked);
    return result !== null && result !== this.#negate;
  }

  /** What the context has for it; null when it has nothing. */
  actual({ context }: Asked): JsonValue {
    return this.#read(context) ?? null;
  }
}

/** Throws UnreadableError, whose message names the operator. */
export function compileClause(
  clause: Clause,
  readers: AttributeReaders,
  options: CompileOptions,
): CompiledClause {
  const { attribute, operator, values, negate = false } = clause;
  checkFields(clause, FIELDS);
  if (typeof attribute !== 'string') throw new UnreadableError('names no attribute');
  if (typeof negate !== 'boolean') throw new UnreadableError('"negate" must be true or left out');
  if (!isKnown(operator)) {
    throw new UnreadableError(`this version of gogreen-engine does not know the operator ${operator}`);
  }
  const test = readAt(operator, () => operators[operator](values, options));
  return new CompiledClause(readers.ofClause(attribute), test, negate);
}

function isKnown(operator: string): operator is keyof typeof operators {
  return Object.hasOwn(operators, operator);
}
