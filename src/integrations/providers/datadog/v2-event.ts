import { shorten } from '../../contract/shorten.ts';
import type { OutgoingEvent } from '../../event/outgoing-event.ts';
import { oneLine } from '../../messages/one-line.ts';
import { authorOf, plainTextOf, plainTitleOf } from '../../messages/plain-text.ts';
import { withoutMentions } from './mentions.ts';
import type { DatadogSettings } from './settings.ts';
import { aggregationKeyOf, tagsOf } from './tags.ts';
import { valuesOf } from './values.ts';

/** In characters, from the schema of v2 change events in Datadog's OpenAPI. */
const MAX_TITLE_LENGTH = 500;
const MAX_MESSAGE_LENGTH = 4_000;
const MAX_NAME_LENGTH = 128;

/** For texts in the metadata. No limit is published. */
const MAX_METADATA_TEXT_LENGTH = 1_000;

/** The body of `POST /api/v2/events`: a change event, as Change Tracking shows them. */
export function toV2Event(event: OutgoingEvent, settings: DatadogSettings): Record<string, unknown> {
  const { actor, occurredAt } = event;
  const attributes = {
    changed_resource: resourceOf(event),
    author: { name: authorOf(event, MAX_NAME_LENGTH), type: authorTypeOf(actor.id) },
    ...(settings.services.length > 0
      ? { impacted_resources: settings.services.map((name) => ({ name, type: 'service' })) }
      : {}),
    ...valuesOf(event),
    change_metadata: metadataOf(event),
  };
  return {
    data: {
      type: 'event',
      attributes: {
        title: shorten(withoutMentions(plainTitleOf(event, MAX_TITLE_LENGTH)), MAX_TITLE_LENGTH),
        message: shorten(withoutMentions(plainTextOf(event, MAX_MESSAGE_LENGTH)), MAX_MESSAGE_LENGTH),
        category: 'change',
        integration_id: 'custom-events',
        aggregation_key: aggregationKeyOf(event),
        tags: tagsOf(event, settings),
        timestamp: occurredAt.toISOString(),
        attributes,
      },
    },
  };
}

/** The API has two kinds of resources, flags and configurations. An integration is a configuration. */
function resourceOf({ flag, integration, project }: OutgoingEvent): { name: string; type: string } {
  if (flag) return { name: shorten(flag.key, MAX_NAME_LENGTH), type: 'feature_flag' };
  // A name without visible characters would be rejected.
  const name = oneLine(integration?.name ?? '') || integration?.id || project.key;
  return { name: shorten(name, MAX_NAME_LENGTH), type: 'configuration' };
}

/** Everything that has no field of its own. With the event's id a repeated delivery can be told from a second change. */
function metadataOf({
  id,
  sequence,
  wireName,
  project,
  environment,
  flag,
  integration,
  changeRequest,
  experiment,
  actor,
  comment,
  url,
  test,
}: OutgoingEvent) {
  const cut = (text: string) => shorten(text, MAX_METADATA_TEXT_LENGTH);
  return {
    event_id: id,
    sequence,
    event: wireName,
    project: project.key,
    ...(environment ? { environment: environment.key } : {}),
    ...(flag ? { flag: flag.key, flag_name: cut(flag.name) } : {}),
    ...(integration
      ? {
          integration: { id: integration.id, name: cut(integration.name), provider: integration.provider },
          reason: cut(integration.reason),
        }
      : {}),
    ...(changeRequest
      ? {
          change_request: {
            id: changeRequest.id,
            title: cut(changeRequest.title),
            state: changeRequest.state,
            bypass: changeRequest.bypass,
          },
        }
      : {}),
    ...(experiment
      ? {
          experiment: {
            id: experiment.id,
            name: cut(experiment.name),
            state: experiment.state,
            metric: cut(experiment.metric.name),
            ...(experiment.conclusion?.winner ? { winner: cut(experiment.conclusion.winner) } : {}),
          },
        }
      : {}),
    actor: { id: actor.id, name: cut(actor.name), ...(actor.email ? { email: cut(actor.email) } : {}) },
    ...(comment ? { comment: cut(comment) } : {}),
    ...(url ? { resource_link: url } : {}),
    ...(test ? { test: true } : {}),
  };
}

/** From the prefix of the actor's id: users are people, tokens are programs that call the API. */
function authorTypeOf(actorId: string): 'user' | 'api' | 'system' {
  if (actorId.startsWith('user_')) return 'user';
  return actorId.startsWith('tok_') ? 'api' : 'system';
}
