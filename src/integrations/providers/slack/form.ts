/** The form of Slack: either an incoming webhook, or a bot with channels. */

import { z } from 'zod';
import type { Issue } from '../../../platform/errors.ts';
import { rejectIfAny } from '../../../platform/input/input.ts';
import type { Configuration, Form } from '../../contract/provider.ts';
import {
  apiUrl,
  botToken,
  channels,
  MAX_CHANNELS,
  type SlackSecrets,
  type SlackSettings,
} from './settings.ts';
import { webhookUrl } from './webhook-url.ts';

const fields = z.object({
  webhookUrl: webhookUrl
    .nullish()
    .describe('The URL of an incoming webhook, `https://hooks.slack.com/services/…`. Not shown again.')
    .meta({ label: 'Webhook URL', group: 'Incoming webhook', requiredInGroup: true }),
  botToken: botToken
    .nullish()
    .describe(
      'Instead of webhookUrl: a bot token, `xoxb-…`, with the scope `chat:write`, and `chat:write.public` for channels that the bot has not joined. Not shown again.',
    )
    .meta({ label: 'Bot token', group: 'Bot', requiredInGroup: true, placeholder: 'xoxb-…' }),
  channels: channels
    .nullish()
    .describe(
      `With a bot token: 1 to ${MAX_CHANNELS} channels, as ID (\`C0123456789\`) or name (\`#releases\`).`,
    )
    .meta({ label: 'Channels', group: 'Bot', requiredInGroup: true, placeholder: '#releases' }),
  apiUrl: apiUrl
    .nullish()
    .describe('With a bot token: base URL of the Web API. Default: https://slack.com/api.')
    .meta({ label: 'API URL', group: 'Bot', advanced: true, placeholder: 'https://slack.com/api' }),
});
type Fields = z.output<typeof fields>;
type SlackConfiguration = Configuration<SlackSettings, SlackSecrets>;

export const slackForm: Form<SlackSettings, SlackSecrets> = {
  input: fields.superRefine((value, context) => {
    for (const { path, message } of issuesOf(value)) {
      context.addIssue({ code: 'custom', path: [path], message });
    }
  }),
  change: fields,

  configure: toConfiguration,

  reconfigure(current: SlackConfiguration, change: Fields) {
    const changed = mergeChange(current, change);
    rejectIfAny(issuesOf(changed).map(({ path, message }) => ({ path: `provider.slack.${path}`, message })));
    return toConfiguration(changed);
  },
};

/** Left out fields stay unchanged, unless the change switches between webhook and bot. */
function mergeChange({ settings, secrets }: SlackConfiguration, change: Fields): Fields {
  if (change.webhookUrl || (secrets.webhookUrl && !change.botToken)) {
    return { ...change, webhookUrl: change.webhookUrl ?? secrets.webhookUrl };
  }
  return {
    botToken: change.botToken ?? secrets.botToken,
    channels: change.channels ?? settings.channels,
    apiUrl: change.apiUrl ?? settings.apiUrl,
  };
}

function issuesOf({ webhookUrl, botToken, channels, apiUrl }: Fields): Issue[] {
  if (webhookUrl != null) {
    return [
      ...(botToken
        ? [{ path: 'botToken', message: 'must not be sent together with webhookUrl: use one of the two' }]
        : []),
      ...(channels?.length
        ? [{ path: 'channels', message: onlyWithToken('posts to the channel that it was created for') }]
        : []),
      ...(apiUrl ? [{ path: 'apiUrl', message: onlyWithToken('is itself the address to post to') }] : []),
    ];
  }
  if (!botToken) {
    const message = 'must be set, or else botToken with channels; both are created at api.slack.com/apps';
    return [{ path: 'webhookUrl', message }];
  }
  if (channels?.length) return [];
  return [{ path: 'channels', message: 'must name at least one channel, such as C0123456789 or #releases' }];
}

function onlyWithToken(why: string): string {
  return `must not be sent together with webhookUrl: an incoming webhook ${why}. Use a botToken instead`;
}

function toConfiguration({ webhookUrl, botToken, channels, apiUrl }: Fields): SlackConfiguration {
  if (webhookUrl) return { settings: { channels: [] }, secrets: { webhookUrl } };
  return {
    settings: { channels: channels ?? [], ...(apiUrl ? { apiUrl } : {}) },
    secrets: botToken ? { botToken } : {},
  };
}
