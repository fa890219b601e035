import { builder } from './builder.ts';

/** Defines an enum: the description of each value, and the name of a value where that is not the value itself. */
export function describedEnum<Value extends string>(
  name: string,
  description: string,
  values: Record<Value, string>,
  nameOf: (value: Value) => string = (value) => value,
) {
  const entries = Object.entries<string>(values) as [Value, string][];
  return builder.enumType(name, {
    description,
    values: Object.fromEntries(
      entries.map(([value, meaning]) => [nameOf(value), { value, description: meaning }]),
    ),
  });
}
