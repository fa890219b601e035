/** A Slack integration is asked for as an incoming webhook, or as a bot with channels. */

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
    .describe('The URL of an incoming webhook, `https://hooks.slack.com/services/…`. Never shown again.'),
  botToken: botToken
    .nullish()
    .describe(
      'Instead of a webhook: a bot token, `xoxb-…`, with the scope `chat:write`, and `chat:write.public` for channels that the bot has not joined. Never shown again.',
    ),
  channels: channels
    .nullish()
    .describe(
      `With a bot token: 1 to ${MAX_CHANNELS} channels, as ID (\`C0123456789\`) or name (\`#releases\`).`,
    ),
  apiUrl: apiUrl
    .nullish()
    .describe('With a bot token: where the Web API is reached, when not at https://slack.com/api.'),
});
type Fields = z.output<typeof fields>;
type SlackConfiguration = Configuration<SlackSettings, SlackSecrets>;

export const slackForm: Form<SlackSettings, SlackSecrets> = {
  input: fields.superRefine((asked, context) => {
    for (const { path, message } of faultsOf(asked)) {
      context.addIssue({ code: 'custom', path: [path], message });
    }
  }),
  change: fields,

  configure: (asked: Fields) => toConfiguration(asked),

  reconfigure(current: SlackConfiguration, change: Fields) {
    const changed = withPresent(current, change);
    rejectIfAny(faultsOf(changed).map(below('provider.slack')));
    return toConfiguration(changed);
  },
};

/** What is left out stays, unless the other kind of secret is given: it replaces the integration's kind. */
function withPresent({ settings, secrets }: SlackConfiguration, change: Fields): Fields {
  if (change.webhookUrl || (secrets.webhookUrl && !change.botToken)) {
    return { ...change, webhookUrl: change.webhookUrl ?? secrets.webhookUrl };
  }
  return {
    botToken: change.botToken ?? secrets.botToken,
    channels: change.channels ?? settings.channels,
    apiUrl: change.apiUrl ?? settings.apiUrl,
  };
}

function faultsOf({ webhookUrl, botToken, channels, apiUrl }: Fields): Issue[] {
  if (webhookUrl != null) {
    return [
      ...(botToken
        ? [{ path: 'botToken', message: 'must be left out beside webhookUrl: use one of them' }]
        : []),
      ...(channels?.length
        ? [{ path: 'channels', message: onlyWithToken('posts to the channel it was made for') }]
        : []),
      ...(apiUrl ? [{ path: 'apiUrl', message: onlyWithToken('says itself where to post') }] : []),
    ];
  }
  if (!botToken) {
    const message =
      'must be given, or instead of it a botToken with channels; both are made at api.slack.com/apps';
    return [{ path: 'webhookUrl', message }];
  }
  if (channels?.length) return [];
  return [{ path: 'channels', message: 'must name at least one channel, such as C0123456789 or #releases' }];
}

function onlyWithToken(why: string): string {
  return `must be left out beside webhookUrl: an incoming webhook ${why}. Use a botToken instead`;
}

function toConfiguration({ webhookUrl, botToken, channels, apiUrl }: Fields): SlackConfiguration {
  if (webhookUrl) return { settings: { channels: [] }, secrets: { webhookUrl } };
  return {
    settings: { channels: channels ?? [], ...(apiUrl ? { apiUrl } : {}) },
    secrets: botToken ? { botToken } : {},
  };
}

function below(place: string) {
  return ({ path, message }: Issue): Issue => ({ path: `${place}.${path}`, message });
}
