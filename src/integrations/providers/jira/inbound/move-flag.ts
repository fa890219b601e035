import type { LoggedEvent } from '../../../../events/logged-event.ts';
import { writeFlag } from '../../../../flags/change-flag.ts';
import type { FlagLifecycle } from '../../../../flags/flag.ts';
import type { StoredFlag } from '../../../../flags/stored-flag.ts';
import { ApprovalRequiredError } from '../../../../platform/errors.ts';
import type { Transaction } from '../../../../platform/postgres/db.ts';
import type { JiraSettings } from '../settings.ts';
import { isAskedFor } from './mapped-lifecycle.ts';
import { readLifecyclesSince } from './past-lifecycles.ts';
import type { StoredJiraWebhook } from './stored-jira-webhook.ts';

/** What came of one flag: `said` goes on after its key. */
export interface Move {
  flagKey: string;
  result: 'moved' | 'left' | 'refused';
  said: string;
  event: LoggedEvent | null;
}

interface Asked {
  webhook: StoredJiraWebhook;
  settings: JiraSettings;
  lifecycle: FlagLifecycle;
  now: Date;
}

/** Brings a locked flag to a lifecycle as an ordinary change, in the name of the integration. */
export async function moveFlag(
  tx: Transaction,
  flag: StoredFlag,
  { webhook, settings, lifecycle, now }: Asked,
): Promise<Move> {
  const { key: flagKey, lifecycle: present } = flag.snapshot;
  const left = (said: string): Move => ({ flagKey, result: 'left', said, event: null });
  if (present === lifecycle) return left(`is ${lifecycle} already`);
  if (isAskedFor(webhook, present, settings)) {
    return left(`is ${present}, for which this integration asks for that status itself`);
  }
  const past = (await readLifecyclesSince(tx, flag, webhook)).find((lifecycle) =>
    isAskedFor(webhook, lifecycle, settings),
  );
  // Its own transition, of which it hears late: whoever has changed the flag since knows better.
  if (past) return left(`was ${past} then, for which this integration asks for that status itself`);
  // Archived is further along, and the way back would have the flag serve its rules again.
  if (present === 'ARCHIVED' && lifecycle === 'STALE') return left('is ARCHIVED, which is beyond STALE');
  const { id, name } = webhook.integration;
  const author = {
    actor: { id, email: null, name },
    comment: commentOn(webhook),
    now,
    // The names of statuses and people may read like keys.
    mentions: [],
  };
  try {
    const event = await writeFlag(tx, flag, { ...flag.snapshot, lifecycle }, author);
    return { flagKey, result: 'moved', said: `is ${lifecycle} now`, event };
  } catch (error) {
    if (!(error instanceof ApprovalRequiredError)) throw error;
    return { flagKey, result: 'refused', said: `stays ${present}. ${error.message}`, event: null };
  }
}

function commentOn({ issueKey, statusName, movedBy }: StoredJiraWebhook): string {
  const by = movedBy === null ? '' : `, moved by ${movedBy}`;
  return `${issueKey} reached the status "${statusName}" in Jira${by}.`;
}
