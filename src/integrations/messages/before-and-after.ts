/** The old and the new value of a change as text, for the kinds of changes that have both. */

import { isDeepStrictEqual } from 'node:util';
import { toThousandths } from 'gogreen-engine';
import { renderRuleLine, renderShownServe } from '../../flags/changes/rule-line.ts';
import type { ShownRule, ShownServe, ShownVariation } from '../../flags/changes/shown.ts';
import { quoteName, quoteValue } from '../../flags/code-like/code-like-text.ts';
import type { FlagChangeData } from '../event/outgoing-event.ts';

export interface BeforeAndAfter {
  before: string;
  after: string;
  /** The part of the summary that repeats the values. Messages show the summary up to it, and then both values. */
  summaryTail: string | null;
}

/** Null if only the summary is shown: for things that were added or removed, and for unknown kinds of changes. */
export function beforeAndAfter(change: FlagChangeData): BeforeAndAfter | null {
  return Object.hasOwn(readers, change.__typename) ? (readers[change.__typename]?.(change) ?? null) : null;
}

type Reader = (change: FlagChangeData) => BeforeAndAfter | null;

const readers: Record<string, Reader> = {
  FlagEnabledChanged: sides('enabled', (enabled: boolean) => (enabled ? 'on' : 'off')),
  FlagLifecycleChanged: sides('lifecycle', (lifecycle: string) => lifecycle.toLowerCase()),
  FlagFallthroughChanged: sides('fallthrough', showServe, (serve) => ` from ${renderShownServe(serve)}`),
  FlagOffVariationChanged: sides('offVariation', quoteKey, ({ key }) => ` from "${key}"`),
  FlagConditionChanged: sides('rule', showRule, (rule) => ` from ${renderRuleLine(rule)}`),
  FlagVariationChanged: ({ variationBefore: before, variationAfter: after }) =>
    before && after ? variationSides(before as ShownVariation, after as ShownVariation) : null,
  FlagVariationsReordered: sides('variationKeys', quoteAll, () => ': '),
  FlagNameChanged: sides('name', quoteText, (name) => ` from "${name}"`),
  FlagDescriptionChanged: sides('description', quoteText),
  FlagOwnerChanged: (change) =>
    change['ownerBefore'] === null || change['ownerAfter'] === null ? null : ownerSides(change),
};

const ownerSides = sides('owner', quoteText, (owner) => ` from "${owner}"`);

/** Reads `<field>Before` and `<field>After`. */
function sides<Value>(
  field: string,
  show: (value: Value, other: Value) => string,
  summaryTail: (before: Value) => string | null = () => null,
): Reader {
  return (change) => {
    const [before, after] = [change[`${field}Before`], change[`${field}After`]] as (Value | undefined)[];
    if (before === undefined || after === undefined) return null;
    return { before: show(before, after), after: show(after, before), summaryTail: summaryTail(before) };
  };
}

/** One change of a variation can contain several of its fields. The value is shown if it changed. */
function variationSides(before: ShownVariation, after: ShownVariation): BeforeAndAfter {
  if (!isDeepStrictEqual(before.value, after.value)) {
    const [old, now] = [quoteValue(before.value), quoteValue(after.value)];
    return { before: old, after: now, summaryTail: ` from ${old}` };
  }
  const part = before.name === after.name ? 'description' : 'name';
  const summaryTail = part === 'name' ? ` from "${before.name}"` : null;
  return { before: quoteText(before[part]), after: quoteText(after[part]), summaryTail };
}

/** A rule in one line, or its description if only that changed. */
function showRule(rule: ShownRule, other: ShownRule): string {
  const line = renderRuleLine(rule);
  return line === renderRuleLine(other) ? quoteText(rule.description) : line;
}

/** `75% "control", 25% "treatment" (by userId)`. */
function showServe(serve: ShownServe): string {
  if (serve.__typename === 'VariationServe') return quoteKey(serve.variation);
  const shares = serve.weights.map(
    ({ variation, weight }) => `${toThousandths(weight) / 1_000}% ${quoteKey(variation)}`,
  );
  return `${shares.join(', ')} (by ${quoteName(serve.bucketBy)})`;
}

function quoteText(text: string | null): string {
  return text === null ? 'none' : quoteValue(text);
}

function quoteKey({ key }: ShownVariation): string {
  return quoteValue(key);
}

function quoteAll(keys: string[]): string {
  return keys.map(quoteValue).join(', ');
}
