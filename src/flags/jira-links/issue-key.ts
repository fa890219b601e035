/** The keys of Jira issues: WEB-123 is issue 123 of the Jira project WEB. */

import { z } from 'zod';

/** A project key begins with a letter; an issue's number has no leading zero. */
export const ISSUE_KEY = /^[A-Z][A-Z0-9_]{1,49}-[1-9][0-9]{0,9}$/;

/** As it is asked for, in any case. */
export const issueKey = z
  .string()
  .transform((text) => text.trim().toUpperCase())
  .pipe(z.string().regex(ISSUE_KEY, 'must be the key of a Jira issue, such as WEB-123'));

/** The Jira project that an issue is in. */
export function jiraProjectOf(key: string): string {
  return key.slice(0, key.lastIndexOf('-'));
}
