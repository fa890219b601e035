/** Schemas that the inputs of commands share, and the parsing that turns their issues into one InvalidInputError. */

import { z } from 'zod';
import { InvalidInputError, type Issue } from '../errors.ts';
import { type JsonValue, jsonIssue, plainJson, textIssue } from './json.ts';
import { MAX_COMMENT_LENGTH } from './limits.ts';

const KEY = /^[a-z0-9][a-z0-9._-]{0,99}$/;

/** The key of a project, environment, flag or variation. */
export const key = z
  .string()
  .regex(
    KEY,
    'must be 1 to 100 lower-case letters, digits, dots, underscores or hyphens, beginning with a letter or digit',
  );

const storableText = z.string().superRefine((value, context) => {
  const issue = textIssue(value);
  if (issue) context.addIssue({ code: 'custom', message: issue });
});

/** Free text of at most `max` characters, counted as `countCharacters` does. */
export function text(max: number) {
  return storableText.max(max, `must be at most ${max} characters long`);
}

/** Any JSON that can be stored, normalized to what will be read back. */
export const json = z
  .custom<JsonValue>((value) => value !== undefined, 'must be given')
  .transform((value, context) => {
    const issue = jsonIssue(value);
    if (issue === null) return plainJson(value);
    context.addIssue({ code: 'custom', message: issue });
    return z.NEVER;
  });

/** Text that must not be blank. */
export function requiredText(max: number) {
  return text(max).refine((value) => value.trim() !== '', 'must not be empty');
}

/** A key or id of an object, which is looked up later. */
export const reference = text(200);

export const comment = text(MAX_COMMENT_LENGTH).nullish();

/** Parses the input. Fails with InvalidInputError, which lists every issue with its path. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input, { error: missing });
  if (result.success) return result.data;
  throw new InvalidInputError(
    result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
  );
}

/** The message of a value that was not given, instead of zod's. */
function missing({ code, input }: { code: string; input?: unknown }): string | undefined {
  return code === 'invalid_type' && input == null ? 'must be given' : undefined;
}

/** Fails with InvalidInputError if there are issues. */
export function rejectIfAny(issues: Issue[]): void {
  if (issues.length > 0) throw new InvalidInputError(issues);
}
