/** Access to the panel: an access token for the OAuth credentials, and the cloud id of the site. */

import type { OutboundRequest, OutboundResponse } from '../../../../platform/egress/outbound.ts';
import { jsonOf, quoted, record, statusText } from '../../../contract/api-verdict.ts';
import { joinUrl } from '../../../contract/base-url.ts';
import type { Step } from '../../../contract/conversation.ts';
import type { Configuration } from '../../../contract/provider.ts';
import type { Verdict } from '../../../contract/verdict.ts';
import { isSuccess, jiraFailure, wordsOf } from '../failures.ts';
import { apiOf } from '../requests.ts';
import type { JiraSecrets, JiraSettings } from '../settings.ts';

type Access =
  | { verdict: Verdict }
  | { request(method: OutboundRequest['method'], path: string, body: unknown): OutboundRequest };

const JSON_HEADERS = {
  Accept: 'application/json',
  'Content-Type': 'application/json',
  'User-Agent': 'GoGreen',
};

export function* openPanel(
  { settings, secrets }: Configuration<JiraSettings, JiraSecrets>,
  now: Date,
): Generator<Step, Access, OutboundResponse> {
  const { clientId } = settings;
  const { clientSecret } = secrets;
  if (!clientId || !clientSecret) {
    return { verdict: { skipped: 'The integration no longer has OAuth credentials.' } };
  }
  const answer = yield toTokenStep(apiOf(settings), clientId, clientSecret);
  if (!isSuccess(answer)) return { verdict: tokenFailure(answer, now) };
  const token = record(jsonOf(answer))['access_token'];
  if (typeof token !== 'string' || token === '') {
    return { verdict: unreadable(answer, 'contains no access token') };
  }
  const cloud = yield* findCloud(settings, now);
  if ('verdict' in cloud) return cloud;
  const base = joinUrl(apiOf(settings), `/jira/featureflags/0.1/cloud/${cloud.id}`);
  const headers = { Authorization: `Bearer ${token}`, ...JSON_HEADERS };
  return {
    request: (method, path, body) => ({
      method,
      url: base + path,
      headers,
      body: body === null ? null : JSON.stringify(body),
    }),
  };
}

/** The cloud id: the one in the settings, else the one that the site returns. */
function* findCloud(
  { siteUrl, cloudId }: JiraSettings,
  now: Date,
): Generator<Step, { id: string } | { verdict: Verdict }, OutboundResponse> {
  if (cloudId) return { id: cloudId };
  const tenant = yield {
    method: 'GET',
    url: joinUrl(siteUrl, '/_edge/tenant_info'),
    headers: { Accept: 'application/json', 'User-Agent': 'GoGreen' },
    body: null,
  };
  if (!isSuccess(tenant)) return { verdict: jiraFailure(tenant, {}, now) };
  const id = record(jsonOf(tenant))['cloudId'];
  if (typeof id === 'string' && /^[\w-]+$/.test(id)) return { id };
  return { verdict: unreadable(tenant, 'contains no cloud id; check that siteUrl is a site of Jira Cloud') };
}

function toTokenStep(api: string, clientId: string, clientSecret: string): Step {
  const credentials = { client_id: clientId, client_secret: clientSecret };
  return {
    method: 'POST',
    url: joinUrl(api, '/oauth/token'),
    headers: JSON_HEADERS,
    body: JSON.stringify({
      audience: 'api.atlassian.com',
      grant_type: 'client_credentials',
      ...credentials,
    }),
    // By a pattern, because a response that is not JSON may contain a token too.
    secretsIn: ({ body }) =>
      Array.from(body.matchAll(/"(?:access|refresh|id)_token"\s*:\s*"([^"]+)/g), ([, token = '']) => token),
  };
}

/** A wrong client ID or secret is answered with 401 or 403 and an OAuth error. */
function tokenFailure(response: OutboundResponse, now: Date): Verdict {
  if (response.status >= 500 || response.status === 429 || response.status === 404) {
    return jiraFailure(response, {}, now);
  }
  const reason = `Atlassian gave no access token (${statusText(response)}): check clientId and clientSecret, which a site administrator creates in Jira under Settings > Apps > OAuth credentials${quoted(wordsOf(response))}`;
  return { failed: 'permanent', reason };
}

function unreadable(response: OutboundResponse, what: string): Verdict {
  return { failed: 'permanent', reason: `The answer ${statusText(response)} ${what}.` };
}
