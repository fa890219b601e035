/** An event as providers get it: plain and complete data, so that rendering needs neither the database nor GraphQL. */

import type { ChangeRequestPayload } from '../../approvals/events/approval-event.ts';
import type { EventType } from '../../events/event-type.ts';
import type { ExperimentPayload } from '../../experiments/experiment-event.ts';

/** One member of the FlagChange union with its fields, named and shaped as in GraphQL. */
export interface FlagChangeData {
  __typename: string;
  /** One sentence. */
  summary: string;
  [field: string]: unknown;
}

export interface OutgoingEvent {
  id: string;
  /** Its position in the project's log; 0 for a test event, which is not in the log. */
  sequence: number;
  type: EventType;
  /** Such as `flag.updated`. */
  wireName: string;
  occurredAt: Date;
  /** A test event: nothing has changed. */
  test: boolean;
  project: { id: string; key: string; name: string };
  /** Null when the event concerns no environment in particular. */
  environment: { id: string; key: string; name: string } | null;
  actor: { id: string; email: string | null; name: string };
  comment: string | null;
  flag: { id: string; key: string; name: string } | null;
  /** URL of the page of the flag, change request, experiment or integration. */
  url: string | null;
  changes: FlagChangeData[];
  /** The same changes by field: `enabled`, `rules`, `off_variation` and so on. */
  fields: Record<string, { old: unknown; new: unknown }>;
  codeLikeBefore: string | null;
  codeLikeAfter: string | null;
  /** Keys of the Jira issues that are linked to the flag after the event; for a deleted flag, of those that were linked. */
  jiraIssues: string[];
  /** The integration; null in events about something else. */
  integration: IntegrationData | null;
  /** The change request after the event; null in events about something else. */
  changeRequest: ChangeRequestPayload | null;
  /** The experiment after the event; null in events about something else. */
  experiment: ExperimentPayload | null;
  /** Set when large values were omitted: see shorten-event.ts. */
  truncated?: true;
}

/** Whether `changes` and `fields` were applied. Those of a change request are only proposed until its state is APPLIED. */
export function hasHappened({ changeRequest }: OutgoingEvent): boolean {
  return changeRequest === null || changeRequest.state === 'APPLIED';
}

export interface IntegrationData {
  id: string;
  name: string;
  /** As in GraphQL: WEBHOOK, NEW_RELIC. */
  provider: string;
  /** Display name of the provider: New Relic. */
  providerLabel: string;
  /** Why it was disabled, as a sentence. */
  reason: string;
}
