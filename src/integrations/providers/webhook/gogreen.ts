import type { OutgoingEvent } from '../../event/outgoing-event.ts';
import { experimentOf } from './experiment.ts';

/** The GOGREEN body. The first seven keys are a contract with every receiver: never change their names, shapes and order. */
export function toGogreenBody(event: OutgoingEvent): Record<string, unknown> {
  return {
    event: event.wireName,
    timestamp: toTimestamp(event.occurredAt),
    project_id: event.project.id,
    environment_id: event.environment?.id ?? null,
    flag_key: event.flag?.key ?? null,
    changes: event.fields,
    actor: { id: event.actor.id, email: event.actor.email },
    id: event.id,
    sequence: event.sequence,
    project_key: event.project.key,
    environment_key: event.environment?.key ?? null,
    flag_name: event.flag?.name ?? null,
    url: event.url,
    comment: event.comment,
    code_like_before: event.codeLikeBefore,
    code_like_after: event.codeLikeAfter,
    ...integrationOf(event),
    ...changeRequestOf(event),
    ...experimentOf(event),
    ...(event.truncated ? { truncated: true } : {}),
    ...(event.test ? { test: true } : {}),
  };
}

/** Only in events about integrations: the bodies of other events must not change. */
export function integrationOf({ integration }: OutgoingEvent): Record<string, unknown> {
  if (!integration) return {};
  const { id, name, provider, reason } = integration;
  return { integration: { id, name, provider, reason } };
}

/** Only in events about change requests. Their `changes` are only proposed until the state is APPLIED. */
function changeRequestOf({ changeRequest }: OutgoingEvent): Record<string, unknown> {
  if (!changeRequest) return {};
  const { id, title, state, revision, comment, author, approvals, bypass, reason } = changeRequest;
  return {
    change_request: {
      id,
      title,
      state,
      revision,
      comment,
      author: { id: author.id, email: author.email },
      approvals: approvals.map(({ approver, comment: approvalComment, approvedAt }) => ({
        actor: { id: approver.id, email: approver.email },
        comment: approvalComment,
        approved_at: toTimestamp(new Date(approvedAt)),
      })),
      minimum_approvals: changeRequest.minimumApprovals,
      bypass,
      scheduled_at: changeRequest.scheduledAt && toTimestamp(new Date(changeRequest.scheduledAt)),
      reason,
    },
  };
}

/** RFC 3339 in UTC, with milliseconds only where there are any: `2026-03-04T12:00:00Z`. */
export function toTimestamp(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z');
}
