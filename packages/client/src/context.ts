import type { Context, JsonValue } from 'gogreen-engine';
import { ClientError } from './client-error.ts';

/** What is known of the user or system that flags are evaluated for. Dates are sent as ISO 8601 text. */
export type ContextInput = { readonly [attribute: string]: unknown };

/** As deep as the server takes. */
const MAX_DEPTH = 32;

/**
 * The context as JSON: dates as text, without what JSON does not have. Contexts that are JSON with flat attributes, as nearly
 * all are, come back as they are. Fails with INVALID_CONTEXT for lists and objects that are deeper than 32, or contain themselves.
 */
export function toContext(input: ContextInput): Context {
  return Object.values(input).every(isFlat) ? (input as Context) : (toJson(input, 0) as Context);
}

function isFlat(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'boolean' || value === null || Number.isFinite(value);
}

function toJson(value: unknown, depth: number): JsonValue | undefined {
  if (isFlat(value)) return value as JsonValue;
  if (typeof value !== 'object' || value === null) return undefined;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  if (depth > MAX_DEPTH) throw new ClientError('INVALID_CONTEXT', `The context is deeper than ${MAX_DEPTH}.`);
  if (Array.isArray(value)) return value.map((item) => toJson(item, depth + 1) ?? null);
  // Made of entries, so that an attribute `__proto__` is one like any other.
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      const json = toJson(item, depth + 1);
      return json === undefined ? [] : [[key, json] as const];
    }),
  );
}

/** Whom a context is about, as OpenFeature's targeting key or by the attribute that stands for it; null when it says neither. */
export function unitOf(context: Context, targetingKey: string): string | null {
  const unit = ownOf(context, targetingKey) ?? ownOf(context, 'targetingKey') ?? null;
  return (typeof unit === 'string' && unit !== '') || typeof unit === 'number' ? String(unit) : null;
}

function ownOf(context: Context, attribute: string): JsonValue | undefined {
  return Object.hasOwn(context, attribute) ? context[attribute] : undefined;
}
