import type { OutboundRequest } from '../../../platform/egress/outbound.ts';
import { maskSecret } from '../../../platform/secrets/secrets.ts';
import { below } from '../../contract/base-url.ts';
import type { Provider } from '../../contract/provider.ts';
import { redactRequest } from '../../secrets/redact-request.ts';
import { toSlackBody } from './body.ts';
import { toSlackDigest } from './digest-body.ts';
import { slackForm } from './form.ts';
import { type SlackSecrets, type SlackSettings, slackSecrets, slackSettings } from './settings.ts';
import { slackCheckVerdict, slackVerdict } from './verdict.ts';
import { maskWebhookUrl } from './webhook-url.ts';

const WEB_API = 'https://slack.com/api';
const contentType = { 'Content-Type': 'application/json; charset=utf-8', 'User-Agent': 'GoGreen' };

/** Messages in channels of Slack: by an incoming webhook, or by a bot, then one delivery for each channel. */
export const slack: Provider<SlackSettings, SlackSecrets> = {
  name: 'slack',
  label: 'Slack',
  category: 'chat',
  description: 'Messages in Slack, by an incoming webhook or by a bot that posts to channels.',
  settings: slackSettings,
  secrets: slackSecrets,
  form: slackForm,
  // Slack documents no limit for the whole body; blocks are kept below 10 KB, the rest adds at most 5 KB. The rate is
  // 1 message per second and channel, with short bursts allowed (docs.slack.dev, rate limits).
  limits: { bodyBytes: 32 * 1024, perSecond: 1 },

  request: (event, { settings, secrets, target }) => toMessage(settings, secrets, target, toSlackBody(event)),
  digest: (events, { settings, secrets, target }) =>
    toMessage(settings, secrets, target, toSlackDigest(events)),

  destination: ({ settings, secrets }) => addressOf(settings, secrets, 'chat.postMessage'),
  targets: ({ channels }) => (channels.length === 0 ? [''] : channels),
  verdict: slackVerdict,

  // A webhook refuses an empty text, and by how it does so shows that it would have taken a real one.
  check: ({ settings, secrets }) => ({
    method: 'POST',
    url: addressOf(settings, secrets, 'auth.test'),
    headers: { ...contentType, ...authorization(secrets) },
    body: JSON.stringify(secrets.webhookUrl ? { text: '' } : {}),
  }),
  checkVerdict: (response, _context, now) => slackCheckVerdict(response, now),

  redact(request, { secrets }) {
    const masked = redactRequest(request, secrets, ['Authorization']);
    return { ...masked, url: maskWebhookUrl(request.url, maskSecret) };
  },
};

function toMessage(
  settings: SlackSettings,
  secrets: SlackSecrets,
  target: string,
  body: Record<string, unknown>,
): OutboundRequest {
  return {
    method: 'POST',
    url: addressOf(settings, secrets, 'chat.postMessage'),
    headers: { ...contentType, ...authorization(secrets) },
    body: JSON.stringify(target === '' ? body : { channel: target, ...body }),
  };
}

function addressOf({ apiUrl }: SlackSettings, { webhookUrl }: SlackSecrets, method: string): string {
  return webhookUrl ?? below(apiUrl || WEB_API, `/${method}`);
}

function authorization({ botToken }: SlackSecrets): Record<string, string> {
  return botToken ? { Authorization: `Bearer ${botToken}` } : {};
}
