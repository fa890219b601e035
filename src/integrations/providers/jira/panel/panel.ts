/** Jira's own feature-flag panel, for sites whose administrator has created OAuth credentials. */

import type { OutboundResponse } from '../../../../platform/egress/outbound.ts';
import { jsonOf, list, quoted, record, statusText } from '../../../contract/api-verdict.ts';
import type { Conversation } from '../../../contract/conversation.ts';
import type { ConversationContext } from '../../../contract/provider.ts';
import type { Verdict } from '../../../contract/verdict.ts';
import type { OutgoingEvent } from '../../../event/outgoing-event.ts';
import { isSuccess, jiraFailure } from '../failures.ts';
import { handlesIssue, type JiraSecrets, type JiraSettings } from '../settings.ts';
import { openPanel } from './panel-access.ts';
import { toSubmission } from './panel-flag.ts';

type Context = ConversationContext<JiraSettings, JiraSecrets>;

/** Shows the flag on the Jira issues that it is linked to now; removes it from the panel when there are none. */
export function* showOnPanel(event: OutgoingEvent, context: Context): Conversation {
  const { settings, flag, now } = context;
  if (flag?.environments.length === 0) {
    return { skipped: 'The project has no environment, and the panel shows a flag by its environments.' };
  }
  const panel = yield* openPanel(context, now);
  if ('verdict' in panel) return panel.verdict;
  const issueKeys = flag?.jiraIssues.filter((key) => handlesIssue(settings, key)) ?? [];
  const flagId = event.flag?.id ?? '';
  if (!flag || issueKeys.length === 0) {
    const response = yield panel.request('DELETE', `/flag/${encodeURIComponent(flagId)}`, null);
    return isSuccess(response) || response.status === 404 ? 'ok' : panelFailure(response, now);
  }
  const submission = toSubmission(event, flag, issueKeys, settings);
  const response = yield panel.request('POST', '/bulk', submission);
  return isSuccess(response) ? acceptance(response, flagId, issueKeys) : panelFailure(response, now);
}

/** Jira answers every readable request with 202; the body says which flags it accepted. */
function acceptance(response: OutboundResponse, flagId: string, issueKeys: string[]): Verdict {
  const body = record(jsonOf(response));
  const unknown = list(body['unknownIssueKeys']).filter((key): key is string => typeof key === 'string');
  const note = unknown.length === 0 ? '' : ` Jira issues that do not exist: ${unknown.join(', ')}.`;
  if (!list(body['acceptedFeatureFlags']).includes(flagId)) {
    const failures = list(record(body['failedFeatureFlags'])[flagId]).map(
      (failure) => record(failure)['message'],
    );
    const words = failures.filter((message) => typeof message === 'string').join('; ');
    return {
      failed: 'permanent',
      reason: `Jira answered ${statusText(response)}, but did not accept the flag${quoted(words)}${note}`,
    };
  }
  if (!issueKeys.every((key) => unknown.includes(key))) return 'ok';
  return {
    failed: 'permanent',
    reason: `Jira accepted the flag, but shows it on no Jira issue.${note} Check that the OAuth credentials belong to the site with these Jira issues.`,
  };
}

function panelFailure(response: OutboundResponse, now: Date): Verdict {
  if (response.status !== 401 && response.status !== 403) return jiraFailure(response, {}, now);
  const words = quoted(`Jira answered ${statusText(response)}`);
  const reason = `Jira does not let these credentials write feature flags: a site administrator can grant that under Settings > Apps > OAuth credentials${words}`;
  return { failed: 'permanent', reason };
}
