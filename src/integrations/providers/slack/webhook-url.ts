import { z } from 'zod';
import { otherProductIssue } from '../../contract/base-url.ts';
import { httpUrlIssue } from '../../contract/http-url.ts';

const MAX_URL_LENGTH = 1_000;

/** The URL of an incoming webhook. Other hosts than Slack's are allowed, for gateways and GovSlack. */
export const webhookUrl = z
  .string()
  .max(MAX_URL_LENGTH, `must be at most ${MAX_URL_LENGTH} characters long`)
  .superRefine((text, context) => {
    const issue = webhookUrlIssue(text);
    if (issue !== null) context.addIssue({ code: 'custom', message: issue });
  })
  .meta({ secret: true });

/** The URL with the part after `/services/` masked, which is the secret. */
export function maskWebhookUrl(url: string, mask: (secret: string) => string): string {
  return url.replace(/(?<=\/services\/).+$/, mask);
}

const WHERE =
  'copy the one that looks like https://hooks.slack.com/services/T…/B…/… from api.slack.com/apps: your app, Incoming Webhooks';

function webhookUrlIssue(text: string): string | null {
  if (/^xox/.test(text)) return 'is a token, not a URL: set it as botToken, together with channels';
  const issue = httpUrlIssue(text);
  if (issue !== null) return issue;
  const url = new URL(text);
  const other = otherProductIssue(url, 'Slack');
  if (other !== null) return `${other}; ${WHERE}`;
  if (/^\/(triggers|workflows)\//.test(url.pathname)) {
    return `is the URL of a Slack workflow, which accepts no messages; ${WHERE}`;
  }
  if (!/\/services\/[A-Z0-9]+\/[A-Z0-9]+\/[A-Za-z0-9]+$/.test(url.pathname) || url.search !== '') {
    return `is not the URL of an incoming webhook; ${WHERE}`;
  }
  if (url.hostname === 'hooks.slack.com' && url.protocol !== 'https:') return 'must start with https://';
  return null;
}
