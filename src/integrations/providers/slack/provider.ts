import { maskSecret } from '../../../platform/secrets/secrets.ts';
import { joinUrl } from '../../contract/base-url.ts';
import type { HttpProvider, RequestBody } from '../../contract/provider.ts';
import { redactRequest } from '../../secrets/redact-request.ts';
import { toSlackBody } from './body.ts';
import { toSlackDigest } from './digest-body.ts';
import { slackForm } from './form.ts';
import { type SlackSecrets, type SlackSettings, slackSecrets, slackSettings } from './settings.ts';
import { slackCheckVerdict, slackVerdict } from './verdict.ts';
import { maskWebhookUrl } from './webhook-url.ts';

const WEB_API = 'https://slack.com/api';
const contentType = 'application/json; charset=utf-8';

/** Messages in channels of Slack, either by an incoming webhook or by a bot, with one delivery for each of its channels. */
export const slack: HttpProvider<SlackSettings, SlackSecrets> = {
  kind: 'http',
  name: 'slack',
  label: 'Slack',
  category: 'chat',
  description: 'Messages in Slack, by an incoming webhook or by a bot that posts to channels.',
  docsUrl: 'https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks',
  settings: slackSettings,
  secrets: slackSecrets,
  form: slackForm,
  // Slack documents no limit for the whole body; blocks have at most 10 KB, the rest at most 5 KB. The documented rate is
  // one message per second and channel, with short bursts allowed (docs.slack.dev, rate limits).
  // One at a time for each channel: an older message must not come after a newer one.
  limits: { bodyBytes: 32 * 1024, perSecond: 1, inFlightPerTarget: 1 },

  destinations: { main: ({ settings, secrets }) => urlOf(settings, secrets, 'chat.postMessage') },

  targets: ({ channels }) => (channels.length === 0 ? [''] : channels),
  body: (event, { target }) => toMessage(target, toSlackBody(event)),
  digest: (events, { target }) => toMessage(target, toSlackDigest(events)),
  address: ({ settings, secrets }) => ({
    method: 'POST',
    url: urlOf(settings, secrets, 'chat.postMessage'),
    headers: headersOf(secrets),
  }),
  verdict: slackVerdict,

  connectionTest: {
    // A webhook that works answers an empty text with the error no_text, and posts nothing.
    request: ({ settings, secrets }) => ({
      method: 'POST',
      url: urlOf(settings, secrets, 'auth.test'),
      headers: { ...headersOf(secrets), 'Content-Type': contentType },
      body: JSON.stringify(secrets.webhookUrl ? { text: '' } : {}),
    }),
    verdict: (response, _configuration, now) => slackCheckVerdict(response, now),
  },

  redact(request, { secrets }) {
    const masked = redactRequest(request, secrets, ['Authorization']);
    return { ...masked, url: maskWebhookUrl(request.url, maskSecret) };
  },
};

/** The channel is part of the body. A webhook always posts to its own. */
function toMessage(target: string, message: Record<string, unknown>): RequestBody {
  return { contentType, body: JSON.stringify(target === '' ? message : { channel: target, ...message }) };
}

function urlOf({ apiUrl }: SlackSettings, { webhookUrl }: SlackSecrets, method: string): string {
  return webhookUrl ?? joinUrl(apiUrl || WEB_API, `/${method}`);
}

function headersOf({ botToken }: SlackSecrets): Record<string, string> {
  return { 'User-Agent': 'GoGreen', ...(botToken ? { Authorization: `Bearer ${botToken}` } : {}) };
}
