/** The connection test: whether deliveries would succeed, without changing anything. */

import type { OutboundRequest, OutboundResponse } from '../../../platform/egress/outbound.ts';
import { jsonOf, record } from '../../contract/api-verdict.ts';
import type { Conversation } from '../../contract/conversation.ts';
import type { Configuration, ConversationContext } from '../../contract/provider.ts';
import type { Verdict } from '../../contract/verdict.ts';
import type { OutgoingEvent } from '../../event/outgoing-event.ts';
import { isSuccess, jiraFailure } from './failures.ts';
import { openPanel } from './panel/panel-access.ts';
import { toApi } from './requests.ts';
import type { JiraSecrets, JiraSettings } from './settings.ts';

type JiraConfiguration = Configuration<JiraSettings, JiraSecrets>;

/** Fewer than the steps that a multi-step delivery may have. */
const MAX_PROJECTS = 15;

/** Display names of Jira's permissions by their keys. */
const permissionNames: Record<string, string> = {
  BROWSE_PROJECTS: 'Browse projects',
  LINK_ISSUES: 'Link issues',
  ADD_COMMENTS: 'Add comments',
  TRANSITION_ISSUES: 'Transition issues',
};

/** Reads the permissions in a project, or the account if the integration handles all projects. */
export function toCheck(
  configuration: JiraConfiguration,
  projectKey: string | undefined = configuration.settings.projectKeys[0],
): OutboundRequest {
  if (projectKey === undefined) return toApi(configuration, 'GET', '/myself');
  const permissions = requiredPermissions(configuration.settings).join(',');
  const query = `?projectKey=${encodeURIComponent(projectKey)}&permissions=${permissions}`;
  return toApi(configuration, 'GET', `/mypermissions${query}`);
}

export function checkVerdict(
  response: OutboundResponse,
  { settings }: JiraConfiguration,
  now: Date,
  projectKey: string | undefined = settings.projectKeys[0],
): Verdict {
  if (response.status === 404 && projectKey !== undefined) {
    const reason = `Jira shows no project ${projectKey}: it does not exist, or the account lacks the permission Browse projects there.`;
    return { failed: 'permanent', reason };
  }
  if (!isSuccess(response)) return jiraFailure(response, {}, now);
  if (projectKey === undefined) return 'ok';
  const given = record(record(jsonOf(response))['permissions']);
  const missing = requiredPermissions(settings).filter(
    (key) => record(given[key])['havePermission'] !== true,
  );
  if (missing.length === 0) return 'ok';
  const names = missing.map((key) => permissionNames[key]).join(', ');
  const reason = `In the project ${projectKey} the account lacks ${missing.length === 1 ? 'the permission' : 'the permissions'} ${names}; an administrator of the project can grant that.`;
  return { failed: 'permanent', reason };
}

/** The delivery of a test event: checks all projects one after the other, and the access to the panel if it is used. */
export function* deliverTest(
  event: OutgoingEvent,
  context: ConversationContext<JiraSettings, JiraSecrets>,
): Conversation {
  const { settings, now } = context;
  if (!event.test) {
    const reason = 'The Jira issues of this event could not be read; deliver it again with replayEvents.';
    return { failed: 'permanent', reason };
  }
  const projects = settings.projectKeys.length === 0 ? [undefined] : settings.projectKeys;
  for (const projectKey of projects.slice(0, MAX_PROJECTS)) {
    const verdict = checkVerdict(yield toCheck(context, projectKey), context, now, projectKey);
    if (verdict !== 'ok') return verdict;
  }
  if (!settings.clientId) return 'ok';
  const panel = yield* openPanel(context, now);
  return 'verdict' in panel ? panel.verdict : 'ok';
}

function requiredPermissions({ comments, transitions }: JiraSettings): string[] {
  return [
    'BROWSE_PROJECTS',
    'LINK_ISSUES',
    ...(comments === 'OFF' ? [] : ['ADD_COMMENTS']),
    ...(transitions.length === 0 ? [] : ['TRANSITION_ISSUES']),
  ];
}
