import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { slackForm } from '#src/integrations/providers/slack/form.ts';
import type { SlackSecrets, SlackSettings } from '#src/integrations/providers/slack/settings.ts';
import { InvalidInputError } from '#src/platform/errors.ts';

const webhookUrl = 'https://hooks.slack.com/services/T00000000/B00000000/abcdefghijklmnopqrstuvwx';
const botToken = 'xoxb-0123456789-0123456789-abcdefghijklmnopqrstuvwx';
const channels = ['C0123456789', '#releases'];
const webhook = { settings: { channels: [] }, secrets: { webhookUrl } };
const bot = { settings: { channels }, secrets: { botToken } };

function faults(input: unknown, schema: z.ZodType = slackForm.input): string[] {
  const { error } = schema.safeParse(input);
  return error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
}

function configure(input: unknown) {
  return slackForm.configure(slackForm.input.parse(input) as never, { signingSecret: () => '' });
}

function change(current: { settings: SlackSettings; secrets: SlackSecrets }, input: unknown) {
  return slackForm.reconfigure(current, slackForm.change.parse(input) as never);
}

function refusal(current: { settings: SlackSettings; secrets: SlackSecrets }, input: unknown): string[] {
  try {
    change(current, input);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return error.issues.map(({ path, message }) => `${path}: ${message}`);
  }
}

describe('a new Slack integration', () => {
  it('is an incoming webhook, or a bot with channels', () => {
    expect(configure({ webhookUrl })).toEqual(webhook);
    expect(configure({ webhookUrl, channels: [], botToken: null })).toEqual(webhook);
    expect(configure({ botToken, channels })).toEqual(bot);
    expect(configure({ botToken, channels, apiUrl: '' })).toEqual(bot);
    expect(configure({ botToken, channels, apiUrl: 'http://127.0.0.1:9/api' }).settings).toEqual({
      channels,
      apiUrl: 'http://127.0.0.1:9/api',
    });
  });

  it.each([
    [{}, 'webhookUrl: must be set, or else botToken with channels'],
    [{ channels }, 'webhookUrl: must be set, or else botToken'],
    [{ webhookUrl, botToken }, 'botToken: must not be sent together with webhookUrl'],
    [
      { webhookUrl, channels },
      'channels: must not be sent together with webhookUrl: an incoming webhook posts to the channel',
    ],
    [{ webhookUrl, apiUrl: 'https://slack.com/api' }, 'apiUrl: must not be sent together with webhookUrl'],
    [{ botToken }, 'channels: must name at least one channel'],
    [{ botToken, channels: [] }, 'channels: must name at least one channel'],
  ])('with an invalid combination of fields is rejected: %j', (input, message) => {
    expect(faults(input)).toEqual([expect.stringContaining(message)]);
  });
});

describe('the URL of a Slack webhook', () => {
  it.each([
    webhookUrl,
    'https://hooks.slack-gov.com/services/T00000000/B00000000/abcdefghijklmnopqrstuvwx',
    'http://127.0.0.1:4000/slack/services/T1/B1/x',
  ])('%s is accepted', (url) => {
    expect(faults({ webhookUrl: url })).toEqual([]);
  });

  it.each([
    ['', 'must be a URL'],
    ['hooks.slack.com/services/T1/B1/x', 'must be a URL'],
    [botToken, 'is a token, not a URL: set it as botToken'],
    ['http://hooks.slack.com/services/T1/B1/x', 'must start with https://'],
    ['https://hooks.slack.com/triggers/T1/2/x', 'is the URL of a Slack workflow'],
    ['https://hooks.slack.com/workflows/T1/A1/2/x', 'is the URL of a Slack workflow'],
    ['https://hooks.slack.com/services/T1/B1', 'is not the URL of an incoming webhook'],
    ['https://hooks.slack.com/services/T1/B1/x?y=1', 'is not the URL of an incoming webhook'],
    ['https://app.slack.com/client/T1/C1', 'is not the URL of an incoming webhook'],
    ['https://discord.com/api/webhooks/1/x', 'is not the URL of an incoming webhook'],
    ['https://example.webhook.office.com/webhookb2/x', 'is an address of Microsoft Teams, not of Slack'],
    ['https://prod-1.westus.logic.azure.com/workflows/x', 'is an address of Microsoft Teams, not of Slack'],
    [`${webhookUrl}#x`, 'fragment'],
    [`https://hooks.slack.com/services/T1/B1/${'x'.repeat(1_000)}`, 'at most 1000 characters'],
  ])('%s is rejected: %s', (url, message) => {
    expect(faults({ webhookUrl: url })).toEqual([expect.stringMatching(`^webhookUrl: .*${message}`)]);
  });
});

describe('the token of a Slack bot', () => {
  it.each([
    ['', 'is not a bot token; copy the Bot User OAuth Token'],
    [webhookUrl, 'is a URL, not a key'],
    ['xoxp-1-2-3', 'is a user token'],
    ['xapp-1-A1-2-x', 'is an app-level token'],
    ['xoxe.xoxb-1-x', 'belongs to an app with token rotation'],
    ['xoxb-1 2', 'must contain only ASCII characters, without spaces'],
    ['NRAK-ABCDEFGH', 'is a key of New Relic, not of Slack'],
  ])('%s is rejected: %s', (token, message) => {
    expect(faults({ botToken: token, channels }).join()).toContain(`botToken: ${message}`);
  });
});

describe('a Slack channel', () => {
  it.each([
    'C0123456789',
    'G0123456789',
    'releases',
    '#releases',
    '#öffentlich_1',
    'リリース',
    'c'.repeat(80),
  ])('%s is accepted', (channel) => {
    expect(faults({ botToken, channels: [channel] })).toEqual([]);
  });

  it.each([
    ['', 'must be the ID of a channel'],
    ['#', 'must be the ID of a channel'],
    ['#Releases', 'is not the name of a channel'],
    ['two words', 'is not the name of a channel'],
    ['a\nb', 'is not the name of a channel'],
    ['@ada', 'is a user'],
    ['U0123456789', 'is a user'],
    ['D0123456789', 'is a user or a direct message'],
    ['https://acme.slack.com/archives/C0123456789', 'is a link; take the channel ID from its end'],
    ['c'.repeat(81), 'at most 80 characters'],
  ])('%j is rejected: %s', (channel, message) => {
    expect(faults({ botToken, channels: [channel] })).toEqual([
      expect.stringMatching(`^channels.0: .*${message}`),
    ]);
  });

  it('occurs once, with or without #, and among at most 20 channels', () => {
    expect(faults({ botToken, channels: ['releases', '#releases'] })).toEqual([
      'channels.1: occurs more than once',
    ]);
    const many = Array.from({ length: 21 }, (_, index) => `channel-${index}`);
    expect(faults({ botToken, channels: many })).toEqual(['channels: must be at most 20 channels']);
  });
});

describe('the base URL of the Slack API', () => {
  it.each([
    ['https://slack.com/api/chat.postMessage', 'must end before the name of the method'],
    [webhookUrl, 'must end before the name of the method'],
    ['https://api.newrelic.com', 'is an address of New Relic, not of Slack'],
    ['slack.com/api', 'must be a URL'],
  ])('%s is rejected: %s', (apiUrl, message) => {
    expect(faults({ botToken, channels, apiUrl })).toEqual([expect.stringContaining(`apiUrl: ${message}`)]);
  });
});

describe('a changed Slack integration', () => {
  it('keeps fields that are left out', () => {
    expect(change(bot, {})).toEqual(bot);
    expect(change(webhook, { channels: null })).toEqual(webhook);
    expect(change(bot, { channels: ['other'] })).toEqual({
      settings: { channels: ['other'] },
      secrets: { botToken },
    });
  });

  it('can be switched between webhook and bot', () => {
    expect(change(bot, { webhookUrl })).toEqual(webhook);
    expect(change(webhook, { botToken, channels })).toEqual(bot);
    expect(refusal(webhook, { botToken })).toEqual([
      expect.stringMatching(/^provider\.slack\.channels: must name at least one/),
    ]);
  });

  it.each([
    [webhook, { channels }, 'provider.slack.channels: must not be sent together with webhookUrl'],
    [
      webhook,
      { apiUrl: 'https://slack.com/api' },
      'provider.slack.apiUrl: must not be sent together with webhookUrl',
    ],
    [bot, { channels: [] }, 'provider.slack.channels: must name at least one channel'],
    [bot, { webhookUrl, botToken }, 'provider.slack.botToken: must not be sent together with webhookUrl'],
  ])('with an invalid combination of fields is rejected', (current, input, message) => {
    expect(refusal(current, input)).toEqual([expect.stringContaining(message)]);
  });
});
