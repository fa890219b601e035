import { z } from 'zod';
import { text } from '../platform/input/input.ts';

/** The most that SMTP can carry. */
const MAX_LENGTH = 254;
const FAULT = 'must be an e-mail address, such as ada@example.com';

/**
 * An e-mail address as it is stored: without spaces around it, in lower case. Checked before it is made lower case, since
 * that turns characters beyond ASCII, such as the Kelvin sign, into letters: two addresses would become one.
 */
export const email = text(1_000)
  .transform((given) => given.trim())
  .pipe(z.string().max(MAX_LENGTH, FAULT).regex(z.regexes.html5Email, FAULT).toLowerCase());

/** The address as it is stored; null when it is none. */
export function parseEmail(value: unknown): string | null {
  return email.safeParse(value).data ?? null;
}
