/** Turns fields of settings and secrets into fields of forms. */

import { z } from 'zod';

/** The same field, but null also means its default: clients send null for empty fields. */
export function toInputField(field: z.core.$ZodType): z.core.$ZodType {
  if (!(field instanceof z.ZodDefault)) return field;
  const inner = field.unwrap() as z.ZodType;
  const optional = inner.nullish().transform((value) => value ?? field.parse(undefined));
  return field.description ? optional.describe(field.description) : optional;
}

/** The same field, but optional and without its default: a field that is omitted from a change must not be reset. */
export function toChangeField(field: z.core.$ZodType): z.ZodType {
  const inner = field instanceof z.ZodDefault ? field.unwrap() : field;
  const { description } = field as z.ZodType;
  const optional = (inner as z.ZodType).nullish();
  return description ? optional.describe(description) : optional;
}
