/** Integrations of every kind, full of secrets that can be recognised wherever they turn up. */

import { type ProviderName, providers } from '#src/integrations/providers/registry.ts';

export interface Planted {
  /** What it is. */
  name: string;
  provider: ProviderName;
  /** What it is made with, for a receiver at this address. */
  made(url: string): Record<string, unknown>;
  /** A change that gives other secrets. */
  changed(url: string): Record<string, unknown>;
  /** The secrets that it is made with, by the name that their hints have. */
  secrets: Record<string, string>;
  /** Those that it has after the change. */
  after: Record<string, string>;
  /** What of the secrets lets somebody in although it is not the whole. */
  parts: string[];
}

const hex = (text: string, length: number) =>
  Buffer.from(text).toString('hex').padEnd(length, '0123456789abcdef').slice(0, length);
/** The base64 of 32 bytes. */
const signing = (text: string) => `whsec_${Buffer.from(hex(text, 32)).toString('base64')}`;
const guid = Buffer.from('1|APM|APPLICATION|2').toString('base64').replace(/=+$/, '');
const workflow = '/workflows/1/triggers/manual/paths/invoke?api-version=1&sig=';

/** A plain one with one field for its secret. */
function single(
  provider: ProviderName,
  field: string,
  [first, second]: [string, string],
  settings: (url: string) => Record<string, unknown>,
): Planted {
  return {
    name: provider,
    provider,
    made: (url) => ({ ...settings(url), [field]: first }),
    changed: () => ({ [field]: second }),
    secrets: { [field]: first },
    after: { [field]: second },
    parts: [],
  };
}

/** At least one of each kind: a provider without an entry does not compile. */
const byProvider: Record<ProviderName, (url: string) => Planted[]> = {
  webhook: () => {
    const headers = {
      // With characters that JSON and URLs write differently.
      Authorization: 'Bearer canary-"one"-\\back/slash-0123456789',
      'X-Plain': 'canary+two=9876543210',
      'X-Digits': 'canary three 5555666677778888',
    };
    const listed = Object.entries(headers).map(([name, value]) => ({ name, value }));
    const named = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [`headers.${name}`, value]),
    );
    const signingSecret = signing('canary-signing-secret');
    const fresh = 'canary-four-1212121212';
    return [
      {
        name: 'webhook',
        provider: 'webhook',
        made: (url) => ({ url, headers: listed, signingSecret }),
        changed: () => ({ headers: [{ name: 'Authorization' }, { name: 'X-Fresh', value: fresh }] }),
        secrets: { signingSecret, ...named },
        after: { signingSecret, 'headers.Authorization': headers.Authorization, 'headers.X-Fresh': fresh },
        parts: ['canary-"one"-\\back/slash-0123456789', signingSecret.slice('whsec_'.length)],
      },
    ];
  },
  slack: (url) => {
    const hook = (end: string) => `${url}/services/T0CANARY/B0CANARY/${end}`;
    const [one, two] = ['canarySlackHook0123456789', 'canarySlackHookB987654321'];
    return [
      {
        name: 'slack webhook',
        provider: 'slack',
        made: () => ({ webhookUrl: hook(one) }),
        changed: () => ({ webhookUrl: hook(two) }),
        secrets: { webhookUrl: hook(one) },
        after: { webhookUrl: hook(two) },
        parts: [one, two],
      },
      {
        ...single('slack', 'botToken', ['xoxb-canary-bot-0123456789', 'xoxb-canary-bot-9876543210'], () => ({
          channels: ['#releases'],
          apiUrl: url,
        })),
        name: 'slack bot',
      },
    ];
  },
  teams: (url) => {
    const [one, two] = ['canaryTeamsSig-0123456789_x', 'canaryTeamsSig-9876543210_y'];
    return [
      {
        ...single('teams', 'workflowUrl', [`${url}${workflow}${one}`, `${url}${workflow}${two}`], () => ({})),
        parts: [one, two],
      },
    ];
  },
  jira: () => {
    const [token, client, hook] = [
      'ATATTcanary0123456789',
      'canary-jira-client-0123',
      'canary-jira-hook-0123456',
    ];
    const [token2, client2] = ['ATATTcanary9876543210', 'canary-jira-client-9876'];
    return [
      {
        name: 'jira',
        provider: 'jira',
        made: (url) => ({
          siteUrl: url,
          apiUrl: url,
          email: 'ada@example.com',
          apiToken: token,
          clientId: 'client',
          clientSecret: client,
          webhookSecret: hook,
        }),
        changed: () => ({ apiToken: token2, clientSecret: client2 }),
        secrets: { apiToken: token, clientSecret: client, webhookSecret: hook },
        after: { apiToken: token2, clientSecret: client2, webhookSecret: hook },
        parts: [],
      },
    ];
  },
  datadog: () => {
    const [api, app] = [hex('canary-datadog-1', 32), hex('canary-datadog-app-1', 40)];
    const [api2, app2] = [hex('datadog-canary-2', 32), hex('app-datadog-canary-2', 40)];
    return [
      {
        name: 'datadog',
        provider: 'datadog',
        made: (url) => ({ apiKey: api, applicationKey: app, apiUrl: url }),
        changed: () => ({ apiKey: api2, applicationKey: app2 }),
        secrets: { apiKey: api, applicationKey: app },
        after: { apiKey: api2, applicationKey: app2 },
        parts: [],
      },
    ];
  },
  newRelic: () => [
    single(
      'newRelic',
      'apiKey',
      ['NRAK-CANARYNEWRELIC0123456789', 'NRAK-CANARYNEWRELIC9876543210'],
      (url) => ({
        entityGuids: [guid],
        apiUrl: url,
      }),
    ),
  ],
  dynatrace: () => [
    single(
      'dynatrace',
      'apiToken',
      [`dt0c01.CANARY1.${'C'.repeat(40)}0123456789`, `dt0c01.CANARY2.${'D'.repeat(40)}9876543210`],
      (url) => ({ environmentUrl: `${url}/e/1` }),
    ),
  ],
};

/** The kinds of integrations, for a receiver at this address. */
export function plantedIntegrations(url: string): Planted[] {
  return (Object.keys(providers) as ProviderName[]).flatMap((name) => byProvider[name](url));
}
