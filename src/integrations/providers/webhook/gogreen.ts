import type { DeliveredEvent } from '../../integration-event.ts';

/** The GOGREEN body. The first seven keys are a contract with every receiver: names, shapes and order stay. */
export function toGogreenBody(event: DeliveredEvent): Record<string, unknown> {
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
    ...(event.test ? { test: true } : {}),
  };
}

/** Only in events about integrations: the body of the others stays as it was. */
export function integrationOf({ integration }: DeliveredEvent): Record<string, unknown> {
  if (!integration) return {};
  const { id, name, provider, reason } = integration;
  return { integration: { id, name, provider, reason } };
}

/** RFC 3339 in UTC, with milliseconds only where there are any: `2026-03-04T12:00:00Z`. */
export function toTimestamp(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z');
}
