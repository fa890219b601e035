import { z } from 'zod';

/** A text that `parse` turns into a value, or into undefined when it is wrong. */
export function setting<T>(parse: (text: string) => T | undefined, complaint: (text: string) => string) {
  return z
    .string()
    .trim()
    .transform((text, context): T => {
      const value = parse(text);
      if (value !== undefined) return value;
      context.addIssue(complaint(text));
      return z.NEVER;
    });
}
