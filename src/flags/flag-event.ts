import type { ChangedFields } from './changed-fields.ts';
import type { FlagChange } from './changes/change.ts';

/** What an event about a flag says beyond what every event says: enough to read it after the flag is gone. */
export interface FlagEventPayload {
  flagName: string;
  changes: FlagChange[];
  fields: ChangedFields;
  codeLikeBefore: string | null;
  codeLikeAfter: string | null;
  /** The Jira issues that the flag is linked to after it; of a deletion those it was. Older events do not have it. */
  jiraIssues?: string[];
  /** The change request that it was made by, if by one. */
  changeRequestId?: string;
}
