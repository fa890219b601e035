/** The flags of the OpenFeature specification's own tests (test-flags.json), as flags of GoGreen. */

import type { Clause, FlagRules, JsonValue } from 'gogreen-engine';

interface TestFlag {
  variants: Record<string, JsonValue>;
  defaultVariant?: string | null;
  disabled?: boolean;
  contextEvaluator?: string;
}

/** Their expressions as clauses: all of them are comparisons that lead to one variant. */
const EXPRESSIONS: Record<string, { clauses: Clause[]; variation: string }> = {
  "email == 'ballmer@macrosoft.com' ? 'zero' : ''": {
    clauses: [{ attribute: 'email', operator: 'EQUALS', values: ['ballmer@macrosoft.com'] }],
    variation: 'zero',
  },
  "!customer && email == 'ballmer@macrosoft.com' && age > 10 ? 'internal' : ''": {
    clauses: [
      { attribute: 'customer', operator: 'EQUALS', values: [true], negate: true },
      { attribute: 'email', operator: 'EQUALS', values: ['ballmer@macrosoft.com'] },
      { attribute: 'age', operator: 'NUMBER_GREATER', values: [10] },
    ],
    variation: 'internal',
  },
};

/** Flags without a default variant are left out: ours always serve one. */
export function toFlags(flags: Record<string, TestFlag>): Record<string, FlagRules> {
  return Object.fromEntries(
    Object.entries(flags).flatMap(([key, flag]) => {
      const { defaultVariant } = flag;
      return typeof defaultVariant === 'string' ? [[key, toFlag(flag, defaultVariant)] as const] : [];
    }),
  );
}

function toFlag({ variants, disabled, contextEvaluator }: TestFlag, defaultVariant: string): FlagRules {
  const variations = Object.entries(variants).map(([key, value]) => ({ key, value }));
  const rule = contextEvaluator === undefined ? undefined : EXPRESSIONS[contextEvaluator];
  if (contextEvaluator !== undefined && !rule)
    throw new Error(`There are no clauses for ${contextEvaluator}.`);
  return {
    kind: kindOf(variations[0]?.value),
    on: !disabled,
    rules: rule ? [{ id: 'rule', clauses: rule.clauses, serve: { variation: rule.variation } }] : [],
    fallthrough: { variation: defaultVariant },
    // What is disabled serves the default of the code there. Ours serves its off variation, which here is the same value.
    off: variations.find(({ key }) => key !== defaultVariant)?.key ?? defaultVariant,
    variations,
  };
}

function kindOf(value: JsonValue | undefined): FlagRules['kind'] {
  if (typeof value === 'boolean') return 'BOOLEAN';
  if (typeof value === 'string') return 'STRING';
  return typeof value === 'number' ? 'NUMBER' : 'JSON';
}
