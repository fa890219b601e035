/** What people fill in for an integration, and how that becomes settings and secrets. */

import { z } from 'zod';
import type { Form } from './provider.ts';
import type { AnyProvider } from './providers/registry.ts';

/** The provider's own form, or the plain one: all fields of its settings and secrets, side by side. */
export function formOf(provider: AnyProvider): Form<unknown, unknown> {
  return provider.form ?? plainForm(provider);
}

type Fields = Record<string, unknown>;

function plainForm({ settings, secrets }: AnyProvider): Form<unknown, unknown> {
  const fields = Object.entries({ ...settings.shape, ...secrets.shape });
  const input = z.object(Object.fromEntries(fields.map(([name, field]) => [name, orDefault(field)])));
  const optional = fields.map(([name, field]) => [name, unlessGiven(field)]);
  return {
    input,
    change: z.object(Object.fromEntries(optional)),
    configure: (given: Fields) => ({
      settings: pick(given, Object.keys(settings.shape)),
      secrets: pick(given, Object.keys(secrets.shape)),
    }),
    reconfigure: (current, change: Fields) => {
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value != null));
      return {
        settings: { ...(current.settings as Fields), ...pick(given, Object.keys(settings.shape)) },
        secrets: { ...(current.secrets as Fields), ...pick(given, Object.keys(secrets.shape)) },
      };
    },
  };
}

/** The same field, but null stands for its default as well: clients send it for what is not filled in. */
function orDefault(field: z.core.$ZodType): z.core.$ZodType {
  if (!(field instanceof z.ZodDefault)) return field;
  const inner = field.unwrap() as z.ZodType;
  const optional = inner.nullish().transform((value) => value ?? field.parse(undefined));
  return field.description ? optional.describe(field.description) : optional;
}

/** The same field, but optional and without its default: what is left out of a change must not be reset. */
function unlessGiven(field: z.core.$ZodType): z.ZodType {
  const inner = field instanceof z.ZodDefault ? field.unwrap() : field;
  const { description } = field as z.ZodType;
  const optional = (inner as z.ZodType).nullish();
  return description ? optional.describe(description) : optional;
}

function pick(from: Fields, names: string[]): Fields {
  return Object.fromEntries(
    names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]]),
  );
}
