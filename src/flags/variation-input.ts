/** Variations as they are asked for, and what is refused about them. */

import { z } from 'zod';
import type { Issue } from '../platform/errors.ts';
import { json, key, requiredText, text } from '../platform/input/input.ts';
import { countCharacters } from '../platform/input/json.ts';
import { MAX_DESCRIPTION_LENGTH, MAX_NAME_LENGTH } from '../platform/input/limits.ts';
import type { FlagKind, JsonValue, Variation } from './flag.ts';
import { MAX_JSON_VALUE_KIB, MAX_STRING_VALUE_LENGTH, MAX_VARIATIONS } from './limits.ts';

export const variationInputs = z
  .array(
    z.object({
      key,
      name: requiredText(MAX_NAME_LENGTH).nullish(),
      description: text(MAX_DESCRIPTION_LENGTH).nullish(),
      value: json,
    }),
  )
  .max(MAX_VARIATIONS, `at most ${MAX_VARIATIONS} variations`);

export type VariationInput = z.output<typeof variationInputs>[number];

/** The variations with what may be left out filled in: a name that is not given is the key. */
export function toVariations(inputs: VariationInput[]): Variation[] {
  return inputs.map(({ key, name, description, value }) => ({
    key,
    name: name ?? key,
    description: description ?? null,
    value,
  }));
}

/** The variations of a boolean flag for which none were given. */
export const booleanVariations: Variation[] = [
  { key: 'on', name: 'On', description: null, value: true },
  { key: 'off', name: 'Off', description: null, value: false },
];

/** What is wrong with the variations of a flag of that kind. */
export function checkVariations(kind: FlagKind, variations: Variation[]): Issue[] {
  const least = kind === 'BOOLEAN' ? 2 : 1;
  const issues: Issue[] = [];
  if (variations.length < least) {
    issues.push({ path: 'variations', message: `a ${kind} flag needs at least ${least}` });
  }
  const seen = new Set<string>();
  for (const [index, variation] of variations.entries()) {
    const path = `variations.${index}`;
    if (seen.has(variation.key)) {
      issues.push({ path: `${path}.key`, message: `"${variation.key}" stands twice; give each its own key` });
    }
    seen.add(variation.key);
    const fault = valueFault(kind, variation.value);
    if (fault) issues.push({ path: `${path}.value`, message: fault });
  }
  return issues;
}

function valueFault(kind: FlagKind, value: JsonValue): string | null {
  switch (kind) {
    case 'BOOLEAN':
      return typeof value === 'boolean' ? null : 'must be true or false, as the flag is BOOLEAN';
    case 'NUMBER':
      return typeof value === 'number' ? null : 'must be a number, as the flag is NUMBER';
    case 'STRING':
      if (typeof value !== 'string') return 'must be a string, as the flag is STRING';
      return countCharacters(value) > MAX_STRING_VALUE_LENGTH
        ? `must be at most ${MAX_STRING_VALUE_LENGTH} characters long`
        : null;
    case 'JSON':
      if (value === null) return 'must not be null; use an empty object or leave the variation out';
      return Buffer.byteLength(JSON.stringify(value)) > MAX_JSON_VALUE_KIB * 1024
        ? 'must be at most 100 KiB as JSON'
        : null;
    default:
      return kind satisfies never;
  }
}
