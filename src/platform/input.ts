/** The door for input: what every command checks with, and how failures become one InvalidInputError. */

import { z } from 'zod';
import { InvalidInputError, type Issue } from '../errors.ts';
import { textFault } from './json.ts';

const KEY = /^[a-z0-9][a-z0-9._-]{0,99}$/;

/** The key of a project, environment, flag or variation. */
export const key = z
  .string()
  .regex(
    KEY,
    'must be 1 to 100 lower-case letters, digits, dots, underscores or hyphens, beginning with a letter or digit',
  );

/** Text for people, at most `max` UTF-16 units long. */
export function text(max: number) {
  return z
    .string()
    .max(max, `must be at most ${max} characters long`)
    .superRefine((value, context) => {
      const fault = textFault(value);
      if (fault) context.addIssue({ code: 'custom', message: fault });
    });
}

/** Text that must say something. */
export function requiredText(max: number) {
  return text(max).refine((value) => value.trim() !== '', 'must not be empty');
}

export const comment = text(2_000).nullish();

/** The parsed input. Fails with InvalidInputError, which lists every issue with its path. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new InvalidInputError(
    result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
  );
}

/** Fails with InvalidInputError when there are issues. */
export function refuse(issues: Issue[]): void {
  if (issues.length > 0) throw new InvalidInputError(issues);
}
