/** Turns fields of settings and secrets into fields of forms. */

import { z } from 'zod';

/** The same field, but null also means its default: clients send null for empty fields. */
export function toInputField(field: z.core.$ZodType): z.core.$ZodType {
  if (!(field instanceof z.ZodDefault)) return field;
  const inner = field.unwrap() as z.ZodType;
  const optional = inner.nullish().transform((value) => value ?? field.parse(undefined));
  return withMetaOf(field, optional);
}

/** The same field, but optional and without its default: a field that is omitted from a change must not be reset. */
export function toChangeField(field: z.core.$ZodType): z.ZodType {
  const inner = field instanceof z.ZodDefault ? field.unwrap() : field;
  return withMetaOf(field as z.ZodType, (inner as z.ZodType).nullish());
}

/** What is said of a field is said of the other one, too. Its id is that of its type, which stays the same. */
function withMetaOf(field: z.ZodType, other: z.ZodType): z.ZodType {
  const { id: _, ...meta } = field.meta() ?? {};
  return other.meta(meta);
}
