import { shorten } from '../../contract/shorten.ts';
import { hasHappened, type OutgoingEvent } from '../../event/outgoing-event.ts';
import { authorOf, plainTextOf, plainTitleOf } from '../../messages/plain-text.ts';
import { PREFIX } from './attributes.ts';
import type { NewRelicSettings } from './settings.ts';

/** NRDB stores 4,096 characters of a text. For the events' own fields no limits are published; these are accepted. */
const MAX_TEXT_LENGTH = 4_000;
const MAX_SHORT_LENGTH = 255;

const mutation = `mutation FlagChange($event: ChangeTrackingCreateEventInput!) {
  changeTrackingCreateEvent(changeTrackingEvent: $event) {
    changeTrackingEvent { changeTrackingId }
    messages
  }
}`;

/** The GraphQL request that creates an event on one entity. */
export function toMutation(
  event: OutgoingEvent,
  settings: NewRelicSettings,
  guid: string,
): Record<string, unknown> {
  return { query: mutation, variables: { event: toInput(event, settings, guid) } };
}

function toInput(event: OutgoingEvent, settings: NewRelicSettings, guid: string): Record<string, unknown> {
  return {
    categoryAndTypeData: categoryOf(event),
    entitySearch: { query: `id = '${guid}'` },
    shortDescription: plainTitleOf(event, MAX_SHORT_LENGTH),
    description: plainTextOf(event, MAX_TEXT_LENGTH),
    user: authorOf(event, MAX_SHORT_LENGTH),
    // The same on all entities, because it is one change.
    groupId: event.id,
    timestamp: event.occurredAt.getTime(),
    customAttributes: {
      ...Object.fromEntries(settings.attributes.map(({ name, value }) => [name, value])),
      ...attributesOf(event),
    },
  };
}

/**
 * FEATURE_FLAG events need a flag and mark a change on charts, so they are not used for proposed changes and experiments. Both
 * pairs of category and type are predefined by New Relic.
 */
function categoryOf(event: OutgoingEvent): Record<string, unknown> {
  const { flag, project, experiment } = event;
  if (!flag || experiment || !hasHappened(event)) return { kind: { category: 'OPERATIONAL', type: 'OTHER' } };
  const featureFlagId = shorten(`${project.key}/${flag.key}`, MAX_SHORT_LENGTH);
  return {
    kind: { category: 'FEATURE_FLAG', type: 'BASIC' },
    categoryFields: { featureFlag: { featureFlagId } },
  };
}

/**
 * Attributes for searching and grouping in NRQL. They may be strings, numbers and booleans only. With the event's id a
 * repeated delivery can be told from a second change.
 */
function attributesOf(event: OutgoingEvent): Record<string, string | number | boolean> {
  const {
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
    fields,
  } = event;
  const enabled = hasHappened(event) ? fields['enabled'] : undefined;
  const values: Record<string, unknown> = {
    EventId: id,
    Event: wireName,
    Sequence: sequence,
    Project: project.key,
    Environment: environment?.key,
    Flag: flag?.key,
    FlagName: flag?.name,
    Integration: integration?.name,
    IntegrationId: integration?.id,
    IntegrationProvider: integration?.provider,
    Reason: integration?.reason ?? changeRequest?.reason,
    ChangeRequest: changeRequest?.id,
    ChangeRequestTitle: changeRequest?.title,
    ChangeRequestState: changeRequest?.state,
    Bypass: changeRequest?.bypass || null,
    Experiment: experiment?.name,
    ExperimentId: experiment?.id,
    ExperimentState: experiment?.state,
    Metric: experiment?.metric.name,
    Winner: experiment?.conclusion?.winner,
    Actor: actor.name,
    ActorId: actor.id,
    ActorEmail: actor.email,
    Comment: comment,
    Url: url,
    EnabledBefore: enabled?.old,
    EnabledAfter: enabled?.new,
    CodeLikeBefore: event.codeLikeBefore,
    CodeLikeAfter: event.codeLikeAfter,
    Test: test || null,
  };
  const attributes: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'number' || typeof value === 'boolean') attributes[PREFIX + name] = value;
    if (typeof value === 'string' && value !== '')
      attributes[PREFIX + name] = shorten(value, MAX_TEXT_LENGTH);
  }
  return attributes;
}
