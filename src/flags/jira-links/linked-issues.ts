/** The Jira issues of a flag: part of it, and changed like the rest of it. See docs/decisions/0019-jira-links-are-part-of-the-flag.md. */

import { changedFields } from '../changes/changed-fields.ts';
import { diffFlag } from '../changes/diff-flag.ts';
import type { FlagSnapshot } from '../flag.ts';
import type { FlagEventPayload } from '../flag-events/flag-event.ts';
import type { StoredFlag } from '../writing/stored-flag.ts';
import { findIssueKeys } from './issue-mentions.ts';

export const MAX_ISSUES = 50;

/** Texts in which issues are named; null where there is none. */
export type Mentions = readonly (string | null | undefined)[];

/**
 * The flag with the issues linked that these texts name. Beyond the limit none are: a comment must not be what a change
 * fails by. What the command itself unlinks stays so, though its comment may say of which issue it speaks.
 */
export function linkMentioned(flag: StoredFlag, after: FlagSnapshot, mentions: Mentions): FlagSnapshot {
  const named = mentions.flatMap((text) => (text ? findIssueKeys(text, flag.jiraProjects) : []));
  const known = [...flag.snapshot.jiraIssues, ...after.jiraIssues];
  const added = [...new Set(named)].filter((key) => !known.includes(key));
  if (added.length === 0) return after;
  return { ...after, jiraIssues: [...after.jiraIssues, ...added].slice(0, MAX_ISSUES) };
}

/** What an event says of a change in one environment that has linked issues as well. */
export function withLinks(
  payload: FlagEventPayload,
  before: FlagSnapshot,
  after: FlagSnapshot,
): FlagEventPayload {
  const old = { flag: before, targeting: null };
  const now = { flag: after, targeting: null };
  return {
    ...payload,
    changes: [...payload.changes, ...diffFlag(old, now, null)],
    fields: { ...payload.fields, ...changedFields(old, now) },
    jiraIssues: after.jiraIssues,
  };
}
