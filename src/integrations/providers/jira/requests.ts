/** Requests to the platform API of a Jira site. */

import type { OutboundRequest } from '../../../platform/egress/outbound.ts';
import { below } from '../../contract/base-url.ts';
import type { Configuration } from '../../contract/provider.ts';
import type { JiraSecrets, JiraSettings } from './settings.ts';

type Account = Configuration<Pick<JiraSettings, 'siteUrl' | 'email'>, Pick<JiraSecrets, 'apiToken'>>;

/** A request below `/rest/api/3`, in the name of the account. */
export function toApi(
  { settings, secrets }: Account,
  method: OutboundRequest['method'],
  path: string,
  body: unknown = null,
): OutboundRequest {
  const credentials = Buffer.from(`${settings.email}:${secrets.apiToken}`).toString('base64');
  return {
    method,
    url: below(settings.siteUrl, `/rest/api/3${path}`),
    headers: {
      Authorization: `Basic ${credentials}`,
      Accept: 'application/json',
      ...(body === null ? {} : { 'Content-Type': 'application/json' }),
      'User-Agent': 'GoGreen',
    },
    body: body === null ? null : JSON.stringify(body),
  };
}

/** A request about one issue: `/issue/WEB-1` and the rest of the path. */
export function toIssue(
  account: Account,
  method: OutboundRequest['method'],
  issueKey: string,
  path: string,
  body?: unknown,
): OutboundRequest {
  return toApi(account, method, `/issue/${encodeURIComponent(issueKey)}${path}`, body);
}
