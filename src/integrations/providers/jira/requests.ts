/** Requests to the platform API of a Jira site, which is at the site itself or, for tokens with scopes, at Atlassian. */

import type { OutboundRequest } from '../../../platform/egress/outbound.ts';
import { joinUrl } from '../../contract/base-url.ts';
import type { Configuration } from '../../contract/provider.ts';
import type { JiraSecrets, JiraSettings } from './settings.ts';
import { ATLASSIAN_API } from './site-url.ts';

type Account = Configuration<
  Pick<JiraSettings, 'siteUrl' | 'cloudId' | 'apiUrl' | 'email'>,
  Pick<JiraSecrets, 'apiToken'>
>;

/** The base URL of Atlassian's API for an integration. */
export function apiOf({ apiUrl }: Pick<JiraSettings, 'apiUrl'>): string {
  return apiUrl || ATLASSIAN_API;
}

/** The origins that requests may be sent to. With a cloud id nothing is sent to the site. */
export function originsOf(settings: Pick<JiraSettings, 'siteUrl' | 'cloudId' | 'apiUrl'>): string[] {
  const urls = [...(settings.cloudId ? [] : [settings.siteUrl]), apiOf(settings)];
  return [...new Set(urls.map((url) => new URL(url).origin))];
}

/** The base URL of the site's platform API for the integration's token. */
function baseOf(settings: Account['settings']): string {
  const { siteUrl, cloudId } = settings;
  return cloudId ? joinUrl(apiOf(settings), `/ex/jira/${cloudId}`) : siteUrl;
}

/** A request with a path below `/rest/api/3`, with the credentials of the account. */
export function toApi(
  { settings, secrets }: Account,
  method: OutboundRequest['method'],
  path: string,
  body: unknown = null,
): OutboundRequest {
  const credentials = Buffer.from(`${settings.email}:${secrets.apiToken}`).toString('base64');
  return {
    method,
    url: joinUrl(baseOf(settings), `/rest/api/3${path}`),
    headers: {
      Authorization: `Basic ${credentials}`,
      Accept: 'application/json',
      ...(body === null ? {} : { 'Content-Type': 'application/json' }),
      'User-Agent': 'GoGreen',
    },
    body: body === null ? null : JSON.stringify(body),
  };
}

/** A request about one Jira issue: `/issue/WEB-1` and the rest of the path. */
export function toIssue(
  account: Account,
  method: OutboundRequest['method'],
  issueKey: string,
  path: string,
  body?: unknown,
): OutboundRequest {
  return toApi(account, method, `/issue/${encodeURIComponent(issueKey)}${path}`, body);
}
