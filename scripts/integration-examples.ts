/** The example requests of docs/integrations.md: the same flag event for every provider, and other events for some of them. */

import type { ApprovalEventPayload } from '#src/approvals/events/approval-event.ts';
import { buildRequest } from '#src/deliveries/attempts/build-request.ts';
import type { FlagState } from '#src/flags/changes/change.ts';
import { changedFields } from '#src/flags/changes/changed-fields.ts';
import { diffFlag } from '#src/flags/changes/diff-flag.ts';
import { renderCodeLike } from '#src/flags/code-like/code-like.ts';
import type { FlagSnapshot, Targeting } from '#src/flags/flag.ts';
import type { FlagEventPayload } from '#src/flags/flag-events/flag-event.ts';
import { defaultTargeting } from '#src/flags/targeting/targeting.ts';
import type { Configuration } from '#src/integrations/contract/provider.ts';
import type { OutgoingEvent } from '#src/integrations/event/outgoing-event.ts';
import { type StoredEvent, toOutgoingEvent } from '#src/integrations/event/to-outgoing-event.ts';
import { formOf } from '#src/integrations/forms/form.ts';
import type { IntegrationEventPayload } from '#src/integrations/integration-event-payload.ts';
import {
  type AnyConversationProvider,
  type AnyHttpProvider,
  providerNamed,
} from '#src/integrations/providers/registry.ts';
import type { OutboundRequest } from '#src/platform/egress/outbound.ts';
import { exampleBurst } from './example-burst.ts';
import { exampleCurrentFlag } from './example-current-flag.ts';
import { exampleExperiment } from './example-experiment.ts';

export interface Example {
  /** Names the place in the page: `<!-- example:<name> -->`. */
  name: string;
  provider: string;
  /** The value of `provider.<name>` in createIntegration. */
  input: Record<string, unknown>;
  /** Shows the digest of a burst of events. */
  digest?: true;
  /** Default: the flag event. */
  event?: StoredEvent;
  /** One of the targets of the event. Default: the first. */
  target?: string;
}

const publicUrl = 'https://flags.example.com';
const occurredAt = new Date('2026-03-04T12:00:00Z');
const project = { id: 'proj_01kjvvfzw0e9ht1fyfp4m2x7av', key: 'shop', name: 'Shop' };

const signingSecret = `whsec_${Buffer.from('an example of a key, 32 bytes...').toString('base64')}`;
const url = 'https://hooks.example.com/flags';
const headers = [{ name: 'Authorization', value: 'Bearer a-token-of-yours' }];

const exampleFlag: FlagSnapshot = {
  key: 'new-checkout',
  name: 'New checkout',
  description: null,
  kind: 'STRING',
  variations: [
    { key: 'control', name: 'Control', description: null, value: 'control' },
    { key: 'treatment', name: 'Treatment', description: null, value: 'treatment' },
  ],
  tags: [],
  owner: null,
  lifecycle: 'ACTIVE',
  jiraIssues: ['WEB-123'],
};
const exampleOff = defaultTargeting(exampleFlag);
const exampleOn: Targeting = {
  ...exampleOff,
  enabled: true,
  rules: [
    {
      id: 'rule_01kjvvfzw0e9ht1fyfp4m2x7ar',
      description: null,
      clauses: [{ attribute: 'country', operator: 'IN', values: ['FR', 'DE'], negate: false }],
      serve: { variation: 'treatment' },
    },
  ],
};

export const examples: Example[] = [
  { name: 'webhook', provider: 'webhook', input: { url, headers } },
  { name: 'webhook-disabled', provider: 'webhook', input: { url, headers }, event: disabledEvent() },
  { name: 'webhook-approval', provider: 'webhook', input: { url, headers }, event: requestedEvent() },
  { name: 'webhook-experiment', provider: 'webhook', input: { url, headers }, event: exampleExperiment },
  { name: 'webhook-tggl', provider: 'webhook', input: { url, headers, payloadFormat: 'TGGL' } },
  {
    name: 'slack',
    provider: 'slack',
    input: { botToken: 'xoxb-the-token-of-the-bot', channels: ['#releases'] },
  },
  {
    name: 'slack-experiment',
    provider: 'slack',
    input: { botToken: 'xoxb-the-token-of-the-bot', channels: ['#releases'] },
    event: exampleExperiment,
  },
  {
    name: 'slack-digest',
    provider: 'slack',
    input: { botToken: 'xoxb-the-token-of-the-bot', channels: ['#releases'] },
    digest: true,
  },
  {
    name: 'teams',
    provider: 'teams',
    input: {
      workflowUrl:
        'https://default00000000.00.environment.api.powerplatform.com/powerautomate/automations/direct/workflows/' +
        '0123456789abcdef/triggers/manual/paths/invoke?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=the-signature',
    },
  },
  ...['link:WEB-123', 'comment:WEB-123'].map((target) => ({
    name: target.startsWith('link') ? 'jira' : 'jira-comment',
    provider: 'jira',
    input: {
      siteUrl: 'https://acme.atlassian.net',
      email: 'gogreen@example.com',
      apiToken: 'ATATT-the-token-of-the-account',
    },
    target,
  })),
  {
    name: 'datadog',
    provider: 'datadog',
    input: {
      apiKey: 'the-api-key-of-the-organization',
      site: 'datadoghq.eu',
      services: ['checkout'],
      tags: ['team:web'],
    },
  },
  {
    name: 'newRelic',
    provider: 'newRelic',
    input: {
      apiKey: 'NRAK-THE-KEY-OF-A-USER',
      region: 'EU',
      entityGuids: ['MXxBUE18QVBQTElDQVRJT058MjM='],
      attributes: [{ name: 'team', value: 'web' }],
    },
  },
  {
    name: 'dynatrace',
    provider: 'dynatrace',
    input: {
      environmentUrl: 'https://abc12345.live.dynatrace.com',
      apiToken: 'dt0c01.THE-TOKEN',
      entitySelector: 'type(SERVICE),tag("app:checkout")',
    },
  },
];

/** The request as the delivery log shows it: signed, with masked secrets. */
export function exampleRequest(example: Example): OutboundRequest {
  const { provider: name, input, event: other } = example;
  const provider = providerNamed(name);
  const form = formOf(provider);
  const configuration = form.configure(form.input.parse(input) as never, {
    signingSecret: () => signingSecret,
  });
  const event = toOutgoingEvent(other ?? exampleEvent(), publicUrl);
  const request =
    provider.kind === 'http'
      ? httpRequest(provider, configuration, example, event)
      : firstRequest(provider, configuration, example, event);
  return provider.redact(request, configuration);
}

function httpRequest(
  provider: AnyHttpProvider,
  configuration: Configuration<unknown, unknown>,
  { digest, target }: Example,
  event: OutgoingEvent,
): OutboundRequest {
  const { settings } = configuration;
  const context = { settings, target: target ?? provider.targets?.(settings)[0] ?? '', links: { publicUrl } };
  const body = digest
    ? provider.digest?.(exampleBurst(exampleEvent(), publicUrl), context)
    : provider.body(event, context);
  if (!body || body === 'skip') throw new Error(`${provider.name} has no request for the example.`);
  return buildRequest(provider, configuration, body, {
    deliveryId: 'dlv_01kjvvfzw0e9ht1fyfp4m2x7aq',
    wireName: event.wireName,
    now: occurredAt,
  });
}

function firstRequest(
  provider: AnyConversationProvider,
  configuration: Configuration<unknown, unknown>,
  { target = '' }: Example,
  event: OutgoingEvent,
): OutboundRequest {
  const flag = exampleCurrentFlag(event, exampleFlag, [exampleOff, exampleOn], publicUrl);
  const context = { ...configuration, target, flag, links: { publicUrl }, repeated: false, now: occurredAt };
  const { value, done } = provider.converse(event, context).next();
  if (done) throw new Error(`${provider.name} has no request for the example.`);
  return value;
}

/** An incoming webhook was removed from Slack, so the integration that uses it was disabled. */
function disabledEvent(): StoredEvent {
  const integrationId = 'intg_01kjvvfzw0e9ht1fyfp4m2x7ay';
  const name = 'Release channel';
  const payload: IntegrationEventPayload = {
    integrationId,
    integrationName: name,
    provider: 'slack',
    reason: 'Slack answered no_service: the webhook was removed or disabled; create a new one.',
  };
  return {
    id: 'evt_01kjvvfzw0e9ht1fyfp4m2x7az',
    sequence: 43,
    type: 'INTEGRATION_DISABLED',
    occurredAt,
    project,
    environment: null,
    flagId: null,
    flagKey: null,
    comment: null,
    actor: { id: integrationId, name, email: null },
    payload: payload as unknown as StoredEvent['payload'],
  };
}

/** Ada asks for an approval before the flag is switched on. */
function requestedEvent(): StoredEvent {
  const event = exampleEvent();
  const comment = 'Ready for staff. Everyone follows on Monday.';
  const changeRequest: ApprovalEventPayload['changeRequest'] = {
    id: 'cr_01kjvvfzw0e9ht1fyfp4m2x7b0',
    title: 'Start with staff',
    state: 'PENDING',
    revision: 1,
    comment,
    author: event.actor as unknown as ApprovalEventPayload['changeRequest']['author'],
    approvals: [],
    minimumApprovals: 2,
    bypass: false,
    reason: null,
    scheduledAt: '2026-03-05T06:00:00.000Z',
  };
  const payload = { ...(event.payload as object), changeRequest };
  return {
    ...event,
    comment,
    id: 'evt_01kjvvfzw0e9ht1fyfp4m2x7b1',
    sequence: 44,
    type: 'APPROVAL_REQUESTED',
    payload: payload as unknown as StoredEvent['payload'],
  };
}

/** A flag is switched on in production and gets its first rule. */
function exampleEvent(): StoredEvent {
  const environment = { id: 'env_01kjvvfzw0e9ht1fyfp4m2x7at', key: 'production', name: 'Production' };
  return {
    id: 'evt_01kjvvfzw0e9ht1fyfp4m2x7as',
    sequence: 42,
    type: 'FLAG_UPDATED',
    occurredAt,
    project,
    environment,
    flagId: 'flag_01kjvvfzw0e9ht1fyfp4m2x7aw',
    flagKey: exampleFlag.key,
    actor: { id: 'user_01kjvvfzw0e9ht1fyfp4m2x7ax', name: 'Ada', email: 'ada@example.com' },
    comment: 'First two countries.',
    payload: payloadOf(
      { flag: exampleFlag, targeting: exampleOff },
      { flag: exampleFlag, targeting: exampleOn },
      environment.name,
    ) as unknown as StoredEvent['payload'],
  };
}

function payloadOf(before: FlagState, after: FlagState, environmentName: string): FlagEventPayload {
  return {
    flagName: after.flag.name,
    changes: diffFlag(before, after, environmentName),
    fields: changedFields(before, after),
    codeLikeBefore: before.targeting && renderCodeLike(before.targeting),
    codeLikeAfter: after.targeting && renderCodeLike(after.targeting),
  };
}
