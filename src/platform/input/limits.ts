/** Limits of texts that several rooms share. Inputs are checked against them, and descriptions say them. Counted in characters. */

export const MAX_NAME_LENGTH = 200;
export const MAX_DESCRIPTION_LENGTH = 2_000;
export const MAX_COMMENT_LENGTH = 2_000;

/** A limit as descriptions write it: `2,000`. */
export function shown(limit: number): string {
  return limit.toLocaleString('en-US');
}
