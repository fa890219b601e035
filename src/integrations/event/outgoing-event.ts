/** An event as providers get it: plain data, complete, so that rendering needs neither a database nor GraphQL. */

import type { ChangeRequestPayload } from '../../approvals/events/approval-event.ts';
import type { EventType } from '../../events/event-type.ts';
import type { ExperimentPayload } from '../../experiments/experiment-event.ts';

/** One member of the FlagChange union with its fields, named and shaped as in GraphQL. */
export interface FlagChangeData {
  __typename: string;
  /** One sentence for people. */
  summary: string;
  [field: string]: unknown;
}

export interface OutgoingEvent {
  id: string;
  /** Its place in the project's log; 0 for a test event, which is not in it. */
  sequence: number;
  type: EventType;
  /** Such as `flag.updated`. */
  wireName: string;
  occurredAt: Date;
  /** Sent to try the integration out; nothing has changed. */
  test: boolean;
  project: { id: string; key: string; name: string };
  /** Null when the event concerns no environment in particular. */
  environment: { id: string; key: string; name: string } | null;
  actor: { id: string; email: string | null; name: string };
  comment: string | null;
  flag: { id: string; key: string; name: string } | null;
  /** Where a person can look at it. */
  url: string | null;
  changes: FlagChangeData[];
  /** The same changes by field: `enabled`, `rules`, `off_variation` and so on. */
  fields: Record<string, { old: unknown; new: unknown }>;
  codeLikeBefore: string | null;
  codeLikeAfter: string | null;
  /** The keys of the Jira issues linked to the flag after the event; those that it had when it was deleted. */
  jiraIssues: string[];
  /** What happened to which integration; null in events that are about something else. */
  integration: IntegrationData | null;
  /** The change request right after the event; null in events that are about something else. */
  changeRequest: ChangeRequestPayload | null;
  /** The experiment right after the event; null in events that are about something else. */
  experiment: ExperimentPayload | null;
  /** Large values were left out: see shorten-event.ts. */
  truncated?: true;
}

/** Whether `changes` and `fields` have happened: a change that was only proposed has not. */
export function hasHappened({ changeRequest }: OutgoingEvent): boolean {
  return changeRequest === null || changeRequest.state === 'APPLIED';
}

export interface IntegrationData {
  id: string;
  name: string;
  /** As in GraphQL: WEBHOOK, NEW_RELIC. */
  provider: string;
  /** What people call that: New Relic. */
  providerLabel: string;
  /** Why it was disabled, as a sentence. */
  reason: string;
}
