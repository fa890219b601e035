import type { FlagChange } from '../changes/change.ts';
import type { ChangedFields } from '../changes/changed-fields.ts';

/** What an event about a flag says beyond what every event says: enough to read it after the flag is gone. */
export interface FlagEventPayload {
  flagName: string;
  changes: FlagChange[];
  fields: ChangedFields;
  codeLikeBefore: string | null;
  codeLikeAfter: string | null;
  /** The change request that it was made by, if by one. */
  changeRequestId?: string;
  /** The Jira issues linked to the flag after the event; before it when the flag was deleted. Older events have none. */
  jiraIssues?: string[];
}
