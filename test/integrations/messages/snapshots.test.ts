/**
 * What each provider sends of each type of event and each kind of change, in files to look through: whoever reads one
 * should know who did what, where, and what was before and after. Written anew by running this file with `-u` at the end.
 */

import { describe, expect, it } from 'vitest';
import type { Configuration } from '#src/integrations/contract/provider.ts';
import type { CurrentFlag } from '#src/integrations/event/current-flag.ts';
import type { OutgoingEvent } from '#src/integrations/event/outgoing-event.ts';
import { jiraSettings } from '#src/integrations/providers/jira/settings.ts';
import { newLifecycleOf } from '#src/integrations/providers/jira/targets.ts';
import {
  type AnyConversationProvider,
  type AnyProvider,
  providers,
} from '#src/integrations/providers/registry.ts';
import type { OutboundRequest } from '#src/platform/egress/outbound.ts';
import { currentFlag } from '#test/support/current-flag.ts';
import { eventsByChange, eventsByType } from '#test/support/flag-events.ts';
import { links, requestOf } from '#test/support/provider-request.ts';
import { readJira, readSlack, readTeams } from '#test/support/read-chat.ts';
import { layOutJson } from '../../../scripts/lay-out-json.ts';

const guid = 'MXxBUE18QVBQTElDQVRJT058MQ';
const webhook = (payloadFormat: string) => ({
  settings: { url: 'https://hooks.example.com/flags', payloadFormat, headerNames: [] },
  secrets: { signingSecret: `whsec_${Buffer.alloc(32).toString('base64')}`, headerValues: {} },
});
const datadog = (api: string) => ({
  settings: { site: 'datadoghq.com', services: ['checkout'], tags: ['team:web'], api },
  secrets: { apiKey: 'key' },
});

/** One file for each: what is sent may differ by what an integration is set to. */
const configurations: Record<
  string,
  { provider: keyof typeof providers; settings: unknown; secrets: unknown }
> = {
  'webhook-gogreen': { provider: 'webhook', ...webhook('GOGREEN') },
  'webhook-tggl': { provider: 'webhook', ...webhook('TGGL') },
  'webhook-cloudevents': { provider: 'webhook', ...webhook('CLOUDEVENTS') },
  slack: { provider: 'slack', settings: { channels: ['#releases'] }, secrets: { botToken: 'xoxb-1' } },
  teams: { provider: 'teams', settings: {}, secrets: { workflowUrl: 'https://example.com/flow' } },
  jira: {
    provider: 'jira',
    settings: jiraSettings.parse({
      siteUrl: 'https://acme.atlassian.net',
      email: 'gogreen@example.com',
      transitions: [{ lifecycle: 'ARCHIVED', status: 'Done' }],
    }),
    secrets: { apiToken: 'ATATT1' },
  },
  'datadog-v2': { provider: 'datadog', ...datadog('V2') },
  'datadog-v1': { provider: 'datadog', ...datadog('V1') },
  'new-relic': {
    provider: 'newRelic',
    settings: { region: 'US', entityGuids: [guid], attributes: [] },
    secrets: { apiKey: 'NRAK-1' },
  },
  dynatrace: {
    provider: 'dynatrace',
    settings: {
      environmentUrl: 'https://abc12345.live.dynatrace.com',
      eventType: 'CUSTOM_CONFIGURATION',
      entitySelector: 'type(SERVICE)',
      properties: [],
    },
    secrets: { apiToken: 'dt0c01.1' },
  },
};

/** Where people read messages rather than bodies. */
const readers: Record<string, (body: never) => string> = {
  slack: readSlack,
  teams: readTeams,
  jira: (body) => readJira(body) ?? layOutJson(body),
};

/** Every type of event; and for people every kind of change, which the others name in the same words. */
const byType = Object.entries(eventsByType);
const everything = [...byType, ...Object.entries(eventsByChange)];

it('every provider has a snapshot of its bodies', () => {
  const covered = new Set(Object.values(configurations).map(({ provider }) => provider));
  expect([...covered].sort()).toEqual(Object.keys(providers).sort());
});

describe.each(Object.entries(configurations))(
  'the provider and format %s',
  (file, { provider: name, ...configuration }) => {
    it('the bodies of all events are those in the snapshot file', async () => {
      const provider = providers[name] as AnyProvider;
      const read = readers[name];
      const sections = (read ? everything : byType).map(([title, event]) => {
        const parts = targetsOf(provider, configuration.settings, event).map((target) => {
          const { jiraIssues } = event;
          const lifecycle = newLifecycleOf(event) ?? 'ACTIVE';
          const flag = event.type === 'FLAG_DELETED' ? null : currentFlag({ jiraIssues, lifecycle });
          const first =
            provider.kind === 'http'
              ? null
              : firstRequest(provider, event, { ...configuration, target, flag });
          const rendered =
            provider.kind === 'http' ? requestOf(provider, event, { ...configuration, target }) : first;
          const body = JSON.parse(rendered?.body ?? 'null');
          const shown = read && body !== null ? read(body as never) : layOutJson(body);
          if (!first) return shown;
          return [`${target}: ${first.method} ${first.url}`, ...(body === null ? [] : [shown])].join('\n');
        });
        return `## ${title}\n\n\`\`\`${read ? 'text' : 'json'}\n${parts.join('\n\n') || 'Nothing.'}\n\`\`\`\n`;
      });
      await expect(sections.join('\n')).toMatchFileSnapshot(`./snapshots/${file}.md`);
    });
  },
);

/** Where targets do not depend on the event, one stands for all. */
function targetsOf(provider: AnyProvider, settings: unknown, event: OutgoingEvent): string[] {
  if (provider.kind === 'conversation') return provider.targets(settings, event, 'intg_1');
  return (provider.targets?.(settings) ?? ['']).slice(0, 1);
}

function firstRequest(
  provider: AnyConversationProvider,
  event: OutgoingEvent,
  context: Configuration<unknown, unknown> & { target: string; flag: CurrentFlag | null },
): OutboundRequest | null {
  const { value, done } = provider
    .converse(event, { ...context, links, repeated: false, now: event.occurredAt })
    .next();
  return done ? null : value;
}
