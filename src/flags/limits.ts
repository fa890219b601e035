/** Limits of a flag. Inputs are checked against them, and descriptions say them. Lengths are counted in characters. */

export const MAX_VARIATIONS = 100;
export const MAX_STRING_VALUE_LENGTH = 10_000;
export const MAX_JSON_VALUE_KIB = 100;
export const MAX_TAGS = 50;
export const MAX_TAG_LENGTH = 50;
export const MAX_OWNER_LENGTH = 200;
export const MAX_ATTRIBUTE_LENGTH = 100;
export const MAX_RULES = 200;
export const MAX_CLAUSES = 50;
export const MAX_WEIGHTS = 100;
/** Of an evaluation context as JSON. */
export const MAX_CONTEXT_KIB = 64;
/** Of the sentence that summarises one change. */
export const MAX_SUMMARY_LENGTH = 500;
