import { z } from 'zod';
import { otherProductIssue } from '../../contract/base-url.ts';
import { httpUrlIssue } from '../../contract/http-url.ts';

const MAX_URL_LENGTH = 2_000;

/** The URL that starts a workflow of Power Automate. Other hosts than Microsoft's are allowed, for gateways. */
export const workflowUrl = z
  .string()
  .max(MAX_URL_LENGTH, `must be at most ${MAX_URL_LENGTH} characters long`)
  .superRefine((text, context) => {
    const issue = workflowUrlIssue(text);
    if (issue !== null) context.addIssue({ code: 'custom', message: issue });
  })
  .meta({ secret: true });

/** The URL with its signature masked, which is the credential. */
export function maskWorkflowUrl(url: string, mask: (secret: string) => string): string {
  return url.replace(/(?<=[?&]sig=)[^&]*/i, mask);
}

const WHERE =
  'in Teams, open the menu of the channel, choose Workflows and the template that sends webhook alerts to a channel, and copy the URL that is shown at the end';

function workflowUrlIssue(text: string): string | null {
  const issue = httpUrlIssue(text);
  if (issue !== null) return issue;
  const url = new URL(text);
  const { hostname, pathname, searchParams } = url;
  if (isRetiredConnector(url)) {
    return `is the URL of an Office 365 connector, which Microsoft has switched off; create a workflow instead: ${WHERE}`;
  }
  const other = otherProductIssue(url, 'Microsoft Teams');
  if (other !== null) return `${other}; ${WHERE}`;
  if (pages.test(hostname)) {
    return `is the URL of a web page, not of a workflow's trigger; ${WHERE}`;
  }
  if (!/\/workflows\/[^/]+\/triggers\/[^/]+\/paths\/invoke\/?$/.test(pathname)) {
    return `is not the URL of a workflow's trigger, which contains /workflows/…/triggers/…/paths/invoke; ${WHERE}`;
  }
  if (!searchParams.get('sig')) {
    return 'has no signature (sig=…): either it is incomplete, or the trigger accepts only signed-in users. Set "Who can trigger the flow" to Anyone and copy the URL again';
  }
  if (microsoftHosts.test(hostname) && url.protocol !== 'https:') return 'must start with https://';
  return null;
}

/** The connectors of Microsoft 365 and their webhooks, off since May 2026. */
function isRetiredConnector({ hostname, pathname }: URL): boolean {
  if (/(^|\.)webhook\.office\.com$/.test(hostname)) return true;
  return /^outlook\.office(365)?\.com$/.test(hostname) && pathname.startsWith('/webhook');
}

/** Of commercial clouds and of the US government's. */
const microsoftHosts = /(^|\.)(logic\.azure|api\.powerplatform)\.(com|us)$/;

/** Teams itself and the editor of workflows. */
const pages =
  /^(teams\.(microsoft|live)\.com|teams\.cloud\.microsoft|make\.powerautomate\.com|(.+\.)?flow\.microsoft\.com)$/;
