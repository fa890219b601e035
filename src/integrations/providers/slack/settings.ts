import { z } from 'zod';
import { apiKey } from '../../contract/api-key.ts';
import { baseUrl, otherProductFault } from '../../contract/base-url.ts';
import { webhookUrl } from './webhook-url.ts';

/** Each is a message of its own for every event. */
export const MAX_CHANNELS = 20;
/** Slack's own limit on the names of channels. */
const MAX_CHANNEL_NAME_LENGTH = 80;

const channel = z.string().superRefine((text, context) => {
  const fault = channelFault(text);
  if (fault !== null) context.addIssue({ code: 'custom', message: fault });
});

export const channels = z
  .array(channel)
  .max(MAX_CHANNELS, { error: `must be at most ${MAX_CHANNELS} channels`, abort: true })
  .superRefine((names, context) => {
    const plain = names.map(withoutHash);
    for (const [index, name] of plain.entries()) {
      if (plain.indexOf(name) < index) {
        context.addIssue({ code: 'custom', path: [index], message: 'stands in the list already' });
      }
    }
  });

export const botToken = apiKey('Slack', botTokenFault);

export const apiUrl = baseUrl(
  (url) =>
    otherProductFault(url, 'Slack') ??
    (/\/services\/|\/chat\.postMessage/.test(url.pathname)
      ? 'must end before the name of the method, such as https://slack.com/api'
      : null),
);

export const slackSettings = z.object({
  channels: channels.describe(
    'The channels that messages go to; empty when an incoming webhook is used, which has one of its own.',
  ),
  apiUrl: apiUrl
    .optional()
    .describe('Where the Web API of Slack is reached; left out: https://slack.com/api.'),
});
export type SlackSettings = z.output<typeof slackSettings>;

/** Exactly one of them is there. */
export const slackSecrets = z.object({ webhookUrl: webhookUrl.optional(), botToken: botToken.optional() });
export type SlackSecrets = z.output<typeof slackSecrets>;

function withoutHash(name: string): string {
  return name.replace(/^#/, '');
}

function channelFault(text: string): string | null {
  if (/^https?:/.test(text)) {
    return 'is a link; take the channel ID from its end, such as C0123456789, or the name of the channel';
  }
  if (/^([@UW]|D)/.test(text))
    return 'is a person or a direct message; name a channel, such as C0123456789 or #releases';
  if (/^[CG][A-Z0-9]{6,}$/.test(text)) return null;
  const name = withoutHash(text);
  if (name === '') return 'must be the ID of a channel, such as C0123456789, or its name, such as #releases';
  if (name.length > MAX_CHANNEL_NAME_LENGTH) {
    return `must be at most ${MAX_CHANNEL_NAME_LENGTH} characters long`;
  }
  if (name !== name.toLowerCase() || !/^[\p{L}\p{M}\p{N}_-]+$/u.test(name)) {
    return 'is no name of a channel: those have lower-case letters, digits, - and _ only. The ID, such as C0123456789, is at the end of what "View channel details" shows';
  }
  return null;
}

const WHERE =
  'copy the Bot User OAuth Token, which starts with xoxb-, from api.slack.com/apps: your app, OAuth & Permissions';

function botTokenFault(token: string): string | null {
  if (/^xoxb-[A-Za-z0-9-]+$/.test(token)) return null;
  if (token.startsWith('xoxp-'))
    return `is a token of a person, in whose name messages would appear; ${WHERE}`;
  if (token.startsWith('xapp-')) return `is an app-level token, which cannot post messages; ${WHERE}`;
  if (/^xoxe/.test(token)) {
    return `belongs to an app with token rotation, whose tokens end after 12 hours; switch rotation off, then ${WHERE}`;
  }
  return `is not a bot token; ${WHERE}`;
}
