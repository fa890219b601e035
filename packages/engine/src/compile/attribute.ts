import { isMissing } from '../options.ts';
import { type Context, type JsonValue, TARGETING_KEY } from '../ruleset.ts';

export type ReadAttribute = (context: Context) => JsonValue | undefined;

/**
 * How one attribute is read. `targetingKey` and the attribute that the ruleset names for it stand for each other: where a
 * context lacks the one, the other is read.
 */
export function attributeReader(
  name: string,
  targetingKey: string,
  isThere: (value: JsonValue | undefined) => boolean = (value) => !isMissing(value),
): ReadAttribute {
  const other = alias(name, targetingKey);
  if (other === null) return (context) => ownValue(context, name);
  return (context) => {
    const value = ownValue(context, name);
    if (isThere(value)) return value;
    const stand = ownValue(context, other);
    return isThere(stand) ? stand : value;
  };
}

function alias(name: string, targetingKey: string): string | null {
  if (targetingKey === TARGETING_KEY) return null;
  if (name === targetingKey) return TARGETING_KEY;
  return name === TARGETING_KEY ? targetingKey : null;
}

/** An attribute named "constructor" must not find what every object inherits. */
function ownValue(context: Context, name: string): JsonValue | undefined {
  return Object.hasOwn(context, name) ? context[name] : undefined;
}
