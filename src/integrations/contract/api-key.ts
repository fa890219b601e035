import { z } from 'zod';

const MAX_KEY_LENGTH = 500;

/**
 * A key or token as people copy it from a product. It becomes a header, so nothing but visible ASCII. `fault` says
 * what is wrong with it and where the right one is found, as a phrase.
 */
export function apiKey(product: string, fault: (key: string) => string | null) {
  return z
    .string()
    .max(MAX_KEY_LENGTH, `must be at most ${MAX_KEY_LENGTH} characters long`)
    .regex(
      /^[\x21-\x7e]*$/,
      'must not contain spaces, line breaks or other than ASCII characters; copy it again',
    )
    .superRefine((key, context) => {
      const found = foreignKeyFault(key, product) ?? fault(key);
      if (found !== null) context.addIssue({ code: 'custom', message: found });
    });
}

function foreignKeyFault(key: string, product: string): string | null {
  if (/^https?:/i.test(key)) return 'is an address; a key is asked for';
  const owner = keys.find(([, pattern]) => pattern.test(key))?.[0];
  return owner === undefined || owner === product ? null : `is a key of ${owner}, not of ${product}`;
}

/** What the products put in front of the secrets that they make. */
const keys: [product: string, pattern: RegExp][] = [
  ['Slack', /^xox[a-z]-|^xapp-/],
  ['Jira', /^ATATT/],
  ['New Relic', /^NR[A-Z]{2}-|NRAL$/],
  ['Dynatrace', /^dt0[a-z]\d\d\./],
  ['GoGreen', /^whsec_/],
];
