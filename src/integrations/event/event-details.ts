/** The parts of an event that only some types have. They depend on the group of its type and are read from its payload. */

import { changeRequestUrl } from '../../approvals/change-request-url.ts';
import type { ApprovalEventPayload } from '../../approvals/events/approval-event.ts';
import { type EventGroup, groupOf } from '../../events/event-type.ts';
import type { LoggedEvent } from '../../events/logged-event.ts';
import type { ExperimentEventPayload } from '../../experiments/experiment-event.ts';
import { experimentUrl } from '../../experiments/experiment-url.ts';
import type { FlagEventPayload } from '../../flags/flag-events/flag-event.ts';
import { flagUrl } from '../../flags/flag-url.ts';
import type { IntegrationEventPayload } from '../integration-event-payload.ts';
import { integrationUrl } from '../integration-url.ts';
import { enumNameOf } from '../providers/names.ts';
import { type ProviderName, providers } from '../providers/registry.ts';
import type { OutgoingEvent } from './outgoing-event.ts';

type Stored = Pick<LoggedEvent, 'type' | 'flagId' | 'flagKey' | 'payload'> & { project: { key: string } };

type Details = Pick<
  OutgoingEvent,
  | 'flag'
  | 'url'
  | 'changes'
  | 'fields'
  | 'codeLikeBefore'
  | 'codeLikeAfter'
  | 'jiraIssues'
  | 'integration'
  | 'changeRequest'
  | 'experiment'
>;

/** All details. Those that events of its group do not have are null or empty. */
export function detailsOf(event: Stored, publicUrl: string): Details {
  return { ...none, ...readers[groupOf(event.type)](event, publicUrl) };
}

const none: Details = {
  flag: null,
  url: null,
  changes: [],
  fields: {},
  codeLikeBefore: null,
  codeLikeAfter: null,
  jiraIssues: [],
  integration: null,
  changeRequest: null,
  experiment: null,
};

/** A missing group does not compile. */
const readers: Record<EventGroup, (event: Stored, publicUrl: string) => Partial<Details>> = {
  flag: aboutChange,
  approval(event, publicUrl) {
    const { changeRequest } = event.payload as ApprovalEventPayload;
    const url = changeRequestUrl(publicUrl, event.project.key, changeRequest.id);
    return { ...aboutChange(event, publicUrl), url, changeRequest };
  },
  experiment(event, publicUrl) {
    const { experiment } = event.payload as ExperimentEventPayload;
    const url = experimentUrl(publicUrl, event.project.key, experiment.id);
    return { ...aboutFlag(event, publicUrl), url, experiment };
  },
  integration({ project, payload }, publicUrl) {
    const { integrationId, integrationName, provider, reason } = payload as IntegrationEventPayload;
    return {
      url: integrationUrl(publicUrl, project.key, integrationId),
      integration: {
        id: integrationId,
        name: integrationName,
        provider: enumNameOf(provider as ProviderName),
        providerLabel: labelOf(provider),
        reason,
      },
    };
  },
};

/** The name itself for a provider that this version does not know, so that the event is still delivered. */
function labelOf(provider: string): string {
  return Object.hasOwn(providers, provider) ? providers[provider as ProviderName].label : provider;
}

/** The details of every event about a change of a flag. */
function aboutChange(event: Stored, publicUrl: string): Partial<Details> {
  const { changes, fields, codeLikeBefore, codeLikeAfter } = event.payload as FlagEventPayload;
  return { ...aboutFlag(event, publicUrl), changes, fields, codeLikeBefore, codeLikeAfter };
}

/** The details of every event about a flag. */
function aboutFlag({ flagId, flagKey, project, payload }: Stored, publicUrl: string): Partial<Details> {
  if (!flagId || !flagKey) return {};
  const { flagName = flagKey, jiraIssues = [] } = payload as Partial<FlagEventPayload>;
  return {
    flag: { id: flagId, key: flagKey, name: flagName },
    url: flagUrl(publicUrl, project.key, flagKey),
    jiraIssues,
  };
}
