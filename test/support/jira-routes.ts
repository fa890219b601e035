/** How the fake Jira answers: by Atlassian's OpenAPI of the platform API, and by the pages about the panel. */

import { json } from '#test/support/fake-apis.ts';
import type { JiraIssue, JiraStatus } from '#test/support/jira-state.ts';
import type { Answer, ReceivedRequest } from '#test/support/receiver.ts';

export interface PanelFlag {
  id: string;
  updateSequenceId: number;
  associations?: { associationType: string; values: string[] }[];
  [field: string]: unknown;
}

export interface Routes {
  account: { email: string; apiToken: string };
  scopedAccount: { apiToken: string };
  panelAccount: { clientId: string; clientSecret: string };
  issues: Map<string, JiraIssue>;
  panel: Map<string, PanelFlag>;
  lacking: Set<string>;
  tokens: Set<string>;
  mayWrite(issueKey: string): boolean;
  move(key: string, status: JiraStatus): void;
}

export const CLOUD_ID = '11223344-a1b2-3b33-c444-def123456789';

const errors = (status: number, ...errorMessages: string[]) => json(status, { errorMessages, errors: {} });
const empty: Answer = { status: 204 };
const notSeen = errors(404, 'Issue does not exist or you do not have permission to see it.');
const bodyOf = ({ body }: ReceivedRequest) => JSON.parse(body.toString());

export function route(jira: Routes, request: ReceivedRequest): Answer {
  const { pathname, searchParams } = new URL(request.path, 'http://jira');
  if (pathname === '/_edge/tenant_info') return json(200, { cloudId: CLOUD_ID });
  if (pathname === '/oauth/token') return issueToken(jira, request);
  if (pathname.startsWith('/jira/featureflags/')) return panel(jira, request, pathname);
  // A token with scopes works at Atlassian's API only, others at the site only.
  if (pathname.startsWith(`/ex/jira/${CLOUD_ID}/`)) {
    if (!isSignedIn(jira, jira.scopedAccount.apiToken, request)) {
      return json(401, { code: 401, message: 'Unauthorized; scope does not match' });
    }
    return platformApi(jira, request, pathname.slice(`/ex/jira/${CLOUD_ID}`.length), searchParams);
  }
  if (!isSignedIn(jira, jira.account.apiToken, request)) {
    return errors(401, 'Client must be authenticated to access this resource.');
  }
  return platformApi(jira, request, pathname, searchParams);
}

function isSignedIn({ account }: Routes, apiToken: string, { headers }: ReceivedRequest): boolean {
  const credentials = Buffer.from(`${account.email}:${apiToken}`).toString('base64');
  return headers.authorization === `Basic ${credentials}`;
}

function platformApi(
  jira: Routes,
  request: ReceivedRequest,
  pathname: string,
  searchParams: URLSearchParams,
): Answer {
  const { email } = jira.account;
  if (pathname === '/rest/api/3/myself') return json(200, { accountId: '5b10a', emailAddress: email });
  if (pathname === '/rest/api/3/mypermissions') return permissions(jira, searchParams);
  const [, key = '', rest = ''] = /^\/rest\/api\/3\/issue\/([^/]+)(\/.*)?$/.exec(pathname) ?? [];
  const issue = jira.issues.get(key);
  if (!issue) return notSeen;
  const isWrite = request.method !== 'GET';
  if (isWrite && !jira.mayWrite(key)) {
    return json(
      429,
      { errorMessages: ['Rate limit exceeded.'], errors: {} },
      { 'Retry-After': '2', 'RateLimit-Reason': 'jira-per-issue-on-write' },
    );
  }
  return aboutIssue(jira, issue, request, rest, searchParams);
}

function aboutIssue(
  jira: Routes,
  issue: JiraIssue,
  request: ReceivedRequest,
  rest: string,
  query: URLSearchParams,
): Answer {
  switch (`${request.method} ${rest}`) {
    case 'GET ':
      return json(200, { id: issue.id, key: issue.key, fields: { status: issue.status } });
    case 'POST /remotelink':
      return putLink(issue, bodyOf(request));
    case 'DELETE /remotelink':
      return issue.remoteLinks.delete(query.get('globalId') ?? '')
        ? empty
        : errors(404, `A remote issue link with the given global id does not exist.`);
    case 'GET /comment':
      return listComments(issue, query);
    case 'POST /comment':
      return addComment(issue, bodyOf(request));
    case 'GET /transitions':
      return json(200, {
        transitions: issue.transitions.map(({ id, name, to }) => ({ id, name, to })),
      });
    case 'POST /transitions':
      return makeTransition(jira, issue, bodyOf(request));
    default:
      return errors(404, 'There is no such resource.');
  }
}

function putLink(issue: JiraIssue, body: { globalId: string; object: never }): Answer {
  const known = issue.remoteLinks.get(body.globalId);
  const id = known?.id ?? 10_000 + issue.remoteLinks.size;
  issue.remoteLinks.set(body.globalId, { ...body, id });
  return json(known ? 200 : 201, { id, self: `/rest/api/3/issue/${issue.key}/remotelink/${id}` });
}

/** Newest first, as `orderBy=-created` asks for; properties only where they are asked for. */
function listComments(issue: JiraIssue, query: URLSearchParams): Answer {
  const maxResults = Number(query.get('maxResults') ?? 50);
  const startAt = Number(query.get('startAt') ?? 0);
  const ordered = query.get('orderBy') === '-created' ? issue.comments.toReversed() : issue.comments;
  const shown = query.get('expand')?.includes('properties')
    ? ordered
    : ordered.map(({ properties: _, ...comment }) => comment);
  return json(200, {
    startAt,
    maxResults,
    total: issue.comments.length,
    comments: shown.slice(startAt, startAt + maxResults),
  });
}

function addComment(issue: JiraIssue, comment: { body: { type?: string }; properties?: never }): Answer {
  if (comment.body?.type !== 'doc') {
    return json(400, { errorMessages: [], errors: { comment: 'Comment body is not valid!' } });
  }
  const added = { id: String(30_000 + issue.comments.length), ...comment };
  issue.comments.push(added);
  return json(201, { id: added.id, body: added.body });
}

function makeTransition(jira: Routes, issue: JiraIssue, body: { transition: { id: string } }): Answer {
  const found = issue.transitions.find(({ id }) => id === body.transition.id);
  if (!found) {
    return errors(400, 'It seems that you have tried to perform a workflow operation that is not valid.');
  }
  if (found.requires) {
    return json(400, { errorMessages: [], errors: { [found.requires]: `${found.requires} is required.` } });
  }
  jira.move(issue.key, found.to);
  return empty;
}

function permissions({ lacking, issues }: Routes, query: URLSearchParams): Answer {
  const project = query.get('projectKey');
  if (project && ![...issues.keys()].some((key) => key.startsWith(`${project}-`))) {
    return errors(404, `No project could be found with key '${project}'.`);
  }
  const names = (query.get('permissions') ?? '').split(',');
  const entries = names.map((key) => [key, { key, name: key, havePermission: !lacking.has(key) }]);
  return json(200, { permissions: Object.fromEntries(entries) });
}

function issueToken({ panelAccount, tokens }: Routes, request: ReceivedRequest): Answer {
  const { client_id, client_secret, grant_type, audience } = bodyOf(request);
  const isKnown = client_id === panelAccount.clientId && client_secret === panelAccount.clientSecret;
  if (!isKnown) return json(401, { error: 'access_denied', error_description: 'Unauthorized' });
  if (grant_type !== 'client_credentials' || audience !== 'api.atlassian.com') {
    return json(400, { error: 'invalid_request' });
  }
  const token = `access-token-${'x'.repeat(24)}-${tokens.size}`;
  tokens.add(token);
  return json(200, { access_token: token, expires_in: 900, token_type: 'Bearer' });
}

function panel(jira: Routes, request: ReceivedRequest, path: string): Answer {
  const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
  if (!jira.tokens.has(token)) return json(401, { code: 401, message: 'Unauthorized' });
  const base = `/jira/featureflags/0.1/cloud/${CLOUD_ID}`;
  if (request.method === 'DELETE' && path.startsWith(`${base}/flag/`)) {
    jira.panel.delete(decodeURIComponent(path.slice(`${base}/flag/`.length)));
    return { status: 202 };
  }
  if (request.method !== 'POST' || path !== `${base}/bulk`) return json(404, { message: 'Not Found' });
  const { flags } = bodyOf(request) as { flags: PanelFlag[] };
  for (const flag of flags) {
    // Less than or equal to what is stored: taken, but ignored.
    const stored = jira.panel.get(flag.id)?.updateSequenceId ?? -1;
    if (flag.updateSequenceId > stored) jira.panel.set(flag.id, flag);
  }
  const asked = flags.flatMap(({ associations = [] }) => associations.flatMap(({ values }) => values));
  return json(202, {
    acceptedFeatureFlags: flags.map(({ id }) => id),
    failedFeatureFlags: {},
    unknownIssueKeys: asked.filter((key) => !jira.issues.has(key)),
  });
}
