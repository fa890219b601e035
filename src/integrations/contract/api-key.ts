import { z } from 'zod';

const MAX_KEY_LENGTH = 500;

/**
 * A key or token that users copy from a product. It becomes a header, so it may contain only visible ASCII. `issueOf`
 * returns what is wrong with it and where to find the right one, or null.
 */
export function apiKey(product: string, issueOf: (key: string) => string | null) {
  return z
    .string()
    .max(MAX_KEY_LENGTH, `must be at most ${MAX_KEY_LENGTH} characters long`)
    .regex(
      /^[\x21-\x7e]*$/,
      'must contain only ASCII characters, without spaces and line breaks; copy it again',
    )
    .superRefine((key, context) => {
      const found = foreignKeyIssue(key, product) ?? issueOf(key);
      if (found !== null) context.addIssue({ code: 'custom', message: found });
    })
    .meta({ secret: true });
}

function foreignKeyIssue(key: string, product: string): string | null {
  if (/^https?:/i.test(key)) return 'is a URL, not a key';
  const owner = keys.find(([, pattern]) => pattern.test(key))?.[0];
  return owner === undefined || owner === product ? null : `is a key of ${owner}, not of ${product}`;
}

/** Prefixes of the keys of each product. */
const keys: [product: string, pattern: RegExp][] = [
  ['Slack', /^xox[a-z]-|^xapp-/],
  ['Jira', /^ATATT/],
  ['New Relic', /^NR[A-Z]{2}-|NRAL$/],
  ['Dynatrace', /^dt0[a-z]\d\d\./],
  ['GoGreen', /^whsec_/],
];
