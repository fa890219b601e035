import type { ApprovalEventPayload } from '../../approvals/events/approval-event.ts';
import type { ExperimentEventPayload } from '../../experiments/experiment-event.ts';
import type { FlagEventPayload } from '../../flags/flag-events/flag-event.ts';
import type { IntegrationEventPayload } from '../integration-event-payload.ts';

/** The column `payload` of an event. Its shape depends on the event's type. */
export type EventPayload =
  | FlagEventPayload
  | ApprovalEventPayload
  | ExperimentEventPayload
  | IntegrationEventPayload;
