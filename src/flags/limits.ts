/** Limits of a flag. Inputs are checked against them, and descriptions say them. Lengths are counted in characters. */

export const MAX_VARIATIONS = 100;
export const MAX_STRING_VALUE_LENGTH = 10_000;
export const MAX_JSON_VALUE_KIB = 100;
/** Of a flag as a whole as JSON: its variations, and its rules in all environments. */
export const MAX_FLAG_KIB = 256;
/** Of what the event of one change says about it, as JSON. A flag of the largest size fits in before and after. */
export const MAX_EVENT_KIB = 2_048;
export const MAX_TAGS = 50;
export const MAX_TAG_LENGTH = 50;
export const MAX_OWNER_LENGTH = 200;
export const MAX_ATTRIBUTE_LENGTH = 100;
export const MAX_RULES = 200;
export const MAX_CLAUSES = 50;
export const MAX_WEIGHTS = 100;
/** Keys of flags in one call of evaluateFlags. */
export const MAX_FLAG_KEYS = 1_000;
/** Flags that one GraphQL operation may evaluate, those of all its calls of evaluateFlags together. */
export const MAX_EVALUATIONS = 10_000;
/** Flags whose evaluation one operation may trace: a trace shows all rules. */
export const MAX_TRACES = 100;
/** Of the sentence that summarises one change. */
export const MAX_SUMMARY_LENGTH = 500;
