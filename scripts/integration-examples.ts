/** What docs/integrations.md shows of every provider: the request that one and the same event causes. */

import { changedFields } from '#src/flags/changed-fields.ts';
import type { FlagState } from '#src/flags/changes/change.ts';
import { renderCodeLike } from '#src/flags/code-like.ts';
import { diffFlag } from '#src/flags/diff-flag.ts';
import type { FlagSnapshot, Targeting } from '#src/flags/flag.ts';
import type { FlagEventPayload } from '#src/flags/flag-event.ts';
import { defaultTargeting } from '#src/flags/targeting.ts';
import { type DeliverableEvent, toDeliveredEvent } from '#src/integrations/delivered-event.ts';
import { formOf } from '#src/integrations/form.ts';
import { providerNamed } from '#src/integrations/providers/registry.ts';
import type { OutboundRequest } from '#src/platform/outbound.ts';

export interface Example {
  /** Names the place in the page: `<!-- example:<name> -->`. */
  name: string;
  provider: string;
  /** What `provider` holds in the mutation that makes the integration. */
  input: Record<string, unknown>;
}

const signingSecret = `whsec_${Buffer.from('an example of a key, 32 bytes...').toString('base64')}`;
const url = 'https://hooks.example.com/flags';
const headers = [{ name: 'Authorization', value: 'Bearer a-token-of-yours' }];

export const examples: Example[] = [
  { name: 'webhook', provider: 'webhook', input: { url, headers } },
  { name: 'webhook-tggl', provider: 'webhook', input: { url, headers, payloadFormat: 'TGGL' } },
  {
    name: 'slack',
    provider: 'slack',
    input: { botToken: 'xoxb-the-token-of-the-bot', channels: ['#releases'] },
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

const publicUrl = 'https://flags.example.com';
const occurredAt = new Date('2026-03-04T12:00:00Z');

/** The request as the log of deliveries shows it: signed, secrets masked. */
export function exampleRequest({ provider: name, input }: Example): OutboundRequest {
  const provider = providerNamed(name);
  const form = formOf(provider);
  const configuration = form.configure(form.input.parse(input) as never, {
    signingSecret: () => signingSecret,
  });
  const event = toDeliveredEvent(exampleEvent(), publicUrl);
  const target = provider.targets?.(configuration.settings)[0] ?? '';
  const request = provider.request(event, { ...configuration, target, links: { publicUrl } });
  if (request === 'skip') throw new Error(`${name} skips the event that the examples are made of.`);
  const signature = provider.sign?.(request.body ?? '', {
    ...configuration,
    deliveryId: 'dlv_01kjvvfzw0e9ht1fyfp4m2x7aq',
    wireName: event.wireName,
    now: occurredAt,
  });
  return provider.redact({ ...request, headers: { ...request.headers, ...signature } }, configuration);
}

/** A flag is switched on in production and gets its first rule. */
function exampleEvent(): DeliverableEvent {
  const flag: FlagSnapshot = {
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
  };
  const off = defaultTargeting(flag);
  const on: Targeting = {
    ...off,
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
  const environment = { id: 'env_01kjvvfzw0e9ht1fyfp4m2x7at', key: 'production', name: 'Production' };
  return {
    id: 'evt_01kjvvfzw0e9ht1fyfp4m2x7as',
    sequence: 42,
    type: 'FLAG_UPDATED',
    occurredAt,
    project: { id: 'proj_01kjvvfzw0e9ht1fyfp4m2x7av', key: 'shop', name: 'Shop' },
    environment,
    flagId: 'flag_01kjvvfzw0e9ht1fyfp4m2x7aw',
    flagKey: flag.key,
    actor: { id: 'user_01kjvvfzw0e9ht1fyfp4m2x7ax', name: 'Ada', email: 'ada@example.com' },
    comment: 'First two countries.',
    payload: payloadOf(
      { flag, targeting: off },
      { flag, targeting: on },
      environment.name,
    ) as unknown as DeliverableEvent['payload'],
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
