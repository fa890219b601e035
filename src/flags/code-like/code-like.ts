import { toThousandths } from 'gogreen-engine';
import type { Clause, Rollout, Rule, Serve, Targeting } from '../flag.ts';
import { operators } from '../operators/registry.ts';
import { escapeHidden, quoteName, quoteValue } from './code-like-text.ts';

/**
 * A flag's behaviour in one environment as text for people: never parsed, and stable, so that a line diff shows what
 * changed. One clause and one serve per line. A flag that is off gets one more line on top; a flag without rules is
 * the single line `SERVE …`. A rule's description stands above it as `// …`. IN negated and NOT_IN behave alike and
 * read alike.
 */
export function renderCodeLike({ enabled, rules, fallthrough, offVariation }: Targeting): string {
  return [
    ...(enabled ? [] : [`OFF: ${quoteValue(offVariation)}`]),
    ...rules.flatMap((rule, index) => renderRule(rule, index === 0 ? 'IF' : 'ELSE IF')),
    `${rules.length === 0 ? 'SERVE' : 'ELSE'} ${renderServe(fallthrough)}`,
  ].join('\n');
}

/** What is served, as code-like writes it: `"control"` or `ROLLOUT BY userId ("control" 50%, "variant-a" 50%)`. */
export function renderServe(serve: Serve): string {
  return 'variation' in serve ? quoteValue(serve.variation) : renderRollout(serve.rollout);
}

/** One test as code-like writes it: `country IN ("FR", "DE")`. */
export function renderClause({ attribute, operator, values, negate }: Clause): string {
  const { words } = operators[operator];
  const name = `${quoteName(attribute)} ${negate ? words.negated : words.positive}`;
  const quoted = values.map(quoteValue);
  switch (words.values) {
    case 'NONE':
      return name;
    case 'ONE':
      return quoted.length === 1 ? `${name} ${quoted[0]}` : `${name} ANY OF (${quoted.join(', ')})`;
    case 'LIST':
      return `${name} (${quoted.join(', ')})`;
    case 'RANGE':
      return `${name} ${quoted.join(' AND ')}`;
    default:
      return words.values satisfies never;
  }
}

function renderRule({ description, clauses, serve }: Rule, start: string): string[] {
  return [
    ...renderDescription(description),
    ...clauses.map((clause, index) => `${index === 0 ? start : 'AND'} ${renderClause(clause)}`),
    `THEN ${renderServe(serve)}`,
  ];
}

/** Each line gets its own mark: a description can never pass for a rule. */
function renderDescription(description: string | null): string[] {
  if (!description?.trim()) return [];
  return description
    .trim()
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => `// ${escapeHidden(line)}`.trimEnd());
}

function renderRollout({ bucketBy, weights }: Rollout): string {
  // Through thousandths, so that 0.1 + 0.2 never shows as 0.30000000000000004.
  const parts = weights.map(
    ({ variation, weight }) => `${quoteValue(variation)} ${toThousandths(weight) / 1_000}%`,
  );
  return `ROLLOUT BY ${quoteName(bucketBy)} (${parts.join(', ')})`;
}
