/** Reads changes of status from Jira's webhooks. All other content of webhooks is ignored. */

import { z } from 'zod';
import { ISSUE_KEY } from '../../../../flags/jira-links/issue-key.ts';
import { shorten } from '../../../contract/shorten.ts';

export interface StatusChange {
  issueKey: string;
  statusId: string;
  statusName: string;
  /** Display name of the user who moved the Jira issue. */
  movedBy: string | null;
  occurredAt: Date;
}

/** More than Jira allows for any of them. */
const MAX_LENGTH = 255;

const shortText = z
  .string()
  .transform((text) => shorten(text.replaceAll('\0', '').toWellFormed(), MAX_LENGTH));

const item = z.object({
  field: z.string(),
  fieldtype: z.string().nullish(),
  to: shortText.nullish(),
  // Without this field in the body it would be the function that every object inherits.
  toString: z.unknown(),
});

const issueUpdated = z.object({
  webhookEvent: z.literal('jira:issue_updated'),
  timestamp: z.int().nonnegative().max(8.64e15),
  user: z.object({ displayName: shortText.nullish() }).nullish(),
  issue: z.object({ key: z.string().toUpperCase().regex(ISSUE_KEY) }),
  changelog: z.object({ items: z.array(item) }),
});

/** Null for webhooks about something else, such as a new summary. */
export function readStatusChange(body: unknown): StatusChange | null {
  const { data } = issueUpdated.safeParse(body);
  const moved = data?.changelog.items.findLast(isStatus);
  if (!data || !moved) return null;
  const { timestamp, user, issue } = data;
  const name = shortText.safeParse(moved.toString).data ?? '';
  return {
    issueKey: issue.key,
    statusId: moved.to ?? '',
    statusName: name,
    movedBy: user?.displayName ?? null,
    occurredAt: new Date(timestamp),
  };
}

/** Not a custom field, which may have the same name. */
function isStatus({ field, fieldtype }: z.output<typeof item>): boolean {
  return field === 'status' && fieldtype !== 'custom';
}
