import { z } from 'zod';
import { otherProductFault } from '../../contract/base-url.ts';
import { httpUrlFault } from '../../contract/http-url.ts';

const MAX_URL_LENGTH = 1_000;

/** The URL of an incoming webhook. Not tied to Slack's own host: gateways and GovSlack have others. */
export const webhookUrl = z
  .string()
  .max(MAX_URL_LENGTH, `must be at most ${MAX_URL_LENGTH} characters long`)
  .superRefine((text, context) => {
    const fault = webhookUrlFault(text);
    if (fault !== null) context.addIssue({ code: 'custom', message: fault });
  });

/** The URL as it may be shown: what follows `/services/` is the secret. */
export function maskWebhookUrl(url: string, mask: (secret: string) => string): string {
  return url.replace(/(?<=\/services\/).+$/, mask);
}

const WHERE =
  'copy the one that looks like https://hooks.slack.com/services/T…/B…/… from api.slack.com/apps: your app, Incoming Webhooks';

function webhookUrlFault(text: string): string | null {
  if (/^xox/.test(text)) return 'is a token, not a URL: put it into botToken, together with channels';
  const fault = httpUrlFault(text);
  if (fault !== null) return fault;
  const url = new URL(text);
  const other = otherProductFault(url, 'Slack');
  if (other !== null) return `${other}; ${WHERE}`;
  if (/^\/(triggers|workflows)\//.test(url.pathname)) {
    return `starts a workflow of Slack and takes no messages; ${WHERE}`;
  }
  if (!/\/services\/[A-Z0-9]+\/[A-Z0-9]+\/[A-Za-z0-9]+$/.test(url.pathname) || url.search !== '') {
    return `is not the URL of an incoming webhook; ${WHERE}`;
  }
  if (url.hostname === 'hooks.slack.com' && url.protocol !== 'https:') return 'must start with https://';
  return null;
}
