import { isBucketable } from '../bucketing.ts';
import { isMissing } from '../options.ts';
import { type Context, type JsonValue, TARGETING_KEY } from '../ruleset.ts';

/** Reads one attribute of a context. */
export type ReadAttribute = (context: Context) => JsonValue | undefined;

/**
 * Makes the readers of attributes, one for all clauses with the same attribute. `targetingKey` and the attribute that the
 * ruleset names for it stand for each other: where a context lacks the one, the other is read.
 */
export class AttributeReaders {
  readonly #targetingKey: string;
  readonly #ofClauses = new Map<string, ReadAttribute>();
  readonly #ofRollouts = new Map<string, ReadAttribute>();

  constructor(targetingKey: string) {
    this.#targetingKey = targetingKey;
  }

  /** For a clause, to which only a missing attribute is one that the context lacks. */
  ofClause(name: string): ReadAttribute {
    return this.#reader(this.#ofClauses, name, (value) => !isMissing(value));
  }

  /** For a rollout, to which everything is that cannot be hashed. */
  ofRollout(name: string): ReadAttribute {
    return this.#reader(this.#ofRollouts, name, isBucketable);
  }

  #reader(
    readers: Map<string, ReadAttribute>,
    name: string,
    isThere: (value: JsonValue | undefined) => boolean,
  ): ReadAttribute {
    const known = readers.get(name);
    if (known) return known;
    const reader = makeReader(name, aliasOf(name, this.#targetingKey), isThere);
    readers.set(name, reader);
    return reader;
  }
}

function makeReader(
  name: string,
  alias: string | null,
  isThere: (value: JsonValue | undefined) => boolean,
): ReadAttribute {
  if (alias === null) return (context) => ownValue(context, name);
  return (context) => {
    const value = ownValue(context, name);
    if (isThere(value)) return value;
    const other = ownValue(context, alias);
    return isThere(other) ? other : value;
  };
}

function aliasOf(name: string, targetingKey: string): string | null {
  if (targetingKey === TARGETING_KEY) return null;
  if (name === targetingKey) return TARGETING_KEY;
  return name === TARGETING_KEY ? targetingKey : null;
}

/** An attribute named "constructor" must not find what every object inherits. */
function ownValue(context: Context, name: string): JsonValue | undefined {
  return Object.hasOwn(context, name) ? context[name] : undefined;
}
