import { z } from 'zod';
import { apiKey } from '../../contract/api-key.ts';
import { baseUrl, otherProductIssue } from '../../contract/base-url.ts';
import { webhookUrl } from './webhook-url.ts';

/** Every event is posted to each of them. */
export const MAX_CHANNELS = 20;
/** Slack's own limit on the names of channels. */
const MAX_CHANNEL_NAME_LENGTH = 80;

const channel = z.string().superRefine((text, context) => {
  const issue = channelIssue(text);
  if (issue !== null) context.addIssue({ code: 'custom', message: issue });
});

export const channels = z
  .array(channel)
  .max(MAX_CHANNELS, { error: `must be at most ${MAX_CHANNELS} channels`, abort: true })
  .superRefine((names, context) => {
    const plain = names.map(withoutHash);
    for (const [index, name] of plain.entries()) {
      if (plain.indexOf(name) < index) {
        context.addIssue({ code: 'custom', path: [index], message: 'occurs more than once' });
      }
    }
  });

export const botToken = apiKey('Slack', botTokenIssue);

export const apiUrl = baseUrl(
  (url) =>
    otherProductIssue(url, 'Slack') ??
    (/\/services\/|\/chat\.postMessage/.test(url.pathname)
      ? 'must end before the name of the method, such as https://slack.com/api'
      : null),
);

export const slackSettings = z.object({
  channels: channels.describe(
    'Channels that messages are posted to. Empty with an incoming webhook, which has a channel of its own.',
  ),
  apiUrl: apiUrl.optional().describe('Base URL of the Web API of Slack. Default: https://slack.com/api.'),
});
export type SlackSettings = z.output<typeof slackSettings>;

/** Exactly one of them is set. */
export const slackSecrets = z.object({ webhookUrl: webhookUrl.optional(), botToken: botToken.optional() });
export type SlackSecrets = z.output<typeof slackSecrets>;

function withoutHash(name: string): string {
  return name.replace(/^#/, '');
}

function channelIssue(text: string): string | null {
  if (/^https?:/.test(text)) {
    return 'is a link; take the channel ID from its end, such as C0123456789, or the name of the channel';
  }
  if (/^([@UW]|D)/.test(text))
    return 'is a user or a direct message; set a channel, such as C0123456789 or #releases';
  if (/^[CG][A-Z0-9]{6,}$/.test(text)) return null;
  const name = withoutHash(text);
  if (name === '') return 'must be the ID of a channel, such as C0123456789, or its name, such as #releases';
  if (name.length > MAX_CHANNEL_NAME_LENGTH) {
    return `must be at most ${MAX_CHANNEL_NAME_LENGTH} characters long`;
  }
  if (name !== name.toLowerCase() || !/^[\p{L}\p{M}\p{N}_-]+$/u.test(name)) {
    return 'is not the name of a channel: names have only lower-case letters, digits, - and _. To use the ID instead, such as C0123456789, copy it from the end of "View channel details"';
  }
  return null;
}

const WHERE =
  'copy the Bot User OAuth Token, which starts with xoxb-, from api.slack.com/apps: your app, OAuth & Permissions';

function botTokenIssue(token: string): string | null {
  if (/^xoxb-[A-Za-z0-9-]+$/.test(token)) return null;
  if (token.startsWith('xoxp-'))
    return `is a user token, which would post messages in the name of that user; ${WHERE}`;
  if (token.startsWith('xapp-')) return `is an app-level token, which cannot post messages; ${WHERE}`;
  if (/^xoxe/.test(token)) {
    return `belongs to an app with token rotation, whose tokens expire after 12 hours; switch rotation off, then ${WHERE}`;
  }
  return `is not a bot token; ${WHERE}`;
}
