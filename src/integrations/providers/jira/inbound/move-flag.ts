import type { LoggedEvent } from '../../../../events/logged-event.ts';
import { planFlag } from '../../../../flags/change-flag.ts';
import type { FlagLifecycle } from '../../../../flags/flag.ts';
import type { StoredFlag } from '../../../../flags/writing/stored-flag.ts';
import { writeChanges } from '../../../../flags/writing/write-changes.ts';
import { ApprovalRequiredError } from '../../../../platform/errors.ts';
import type { Transaction } from '../../../../platform/postgres/db.ts';
import type { JiraSettings } from '../settings.ts';
import { isOwnTransition } from './mapped-lifecycle.ts';
import { readLifecyclesSince } from './past-lifecycles.ts';
import type { StoredJiraWebhook } from './stored-jira-webhook.ts';

/** The result for one flag. `detail` is the rest of a sentence that begins with its key. */
export interface Move {
  flagKey: string;
  result: 'moved' | 'left' | 'rejected';
  detail: string;
  event: LoggedEvent | null;
}

interface MoveOrder {
  webhook: StoredJiraWebhook;
  settings: JiraSettings;
  lifecycle: FlagLifecycle;
  now: Date;
}

/** Sets the lifecycle of a locked flag with an ordinary change, whose actor is the integration. */
export async function moveFlag(
  tx: Transaction,
  flag: StoredFlag,
  { webhook, settings, lifecycle, now }: MoveOrder,
): Promise<Move> {
  const { key: flagKey, lifecycle: present } = flag.snapshot;
  const left = (detail: string): Move => ({ flagKey, result: 'left', detail, event: null });
  if (present === lifecycle) return left(`is ${lifecycle} already`);
  if (isOwnTransition(webhook, present, settings)) {
    return left(`is ${present}, for which this integration itself sets that status`);
  }
  const past = (await readLifecyclesSince(tx, flag, webhook)).find((lifecycle) =>
    isOwnTransition(webhook, lifecycle, settings),
  );
  // A late webhook about its own transition. The flag was changed since, and that change stays.
  if (past) return left(`was ${past} then, for which this integration itself sets that status`);
  // ARCHIVED is the later stage, and leaving it would make the flag serve by its rules again.
  if (present === 'ARCHIVED' && lifecycle === 'STALE')
    return left('is ARCHIVED, which is a later stage than STALE');
  const { id, name } = webhook.integration;
  const author = {
    actor: { id, email: null, name },
    comment: commentOn(webhook),
    now,
    // None: names of statuses and people may look like keys of Jira issues.
    mentions: [],
  };
  try {
    const change = planFlag(flag, { ...flag.snapshot, lifecycle }, author);
    const [event = null] = await writeChanges(tx, change ? [change] : []);
    return { flagKey, result: 'moved', detail: `is ${lifecycle} now`, event };
  } catch (error) {
    if (!(error instanceof ApprovalRequiredError)) throw error;
    return { flagKey, result: 'rejected', detail: `stays ${present}. ${error.message}`, event: null };
  }
}

function commentOn({ issueKey, statusName, movedBy }: StoredJiraWebhook): string {
  const by = movedBy === null ? '' : `, moved by ${movedBy}`;
  return `${issueKey} reached the status "${statusName}" in Jira${by}.`;
}
