import type { Conversation } from '../../contract/conversation.ts';
import type { ConversationContext, ConversationProvider } from '../../contract/provider.ts';
import type { OutgoingEvent } from '../../event/outgoing-event.ts';
import { redactRequest } from '../../secrets/redact-request.ts';
import { checkVerdict, toCheck, tryOut } from './check.ts';
import { addComment } from './comment.ts';
import { jiraForm, rotateJiraSecret } from './form.ts';
import { showLink } from './link.ts';
import { showOnPanel } from './panel/panel.ts';
import { apiOf, serversOf } from './requests.ts';
import { type JiraSecrets, type JiraSettings, jiraSecrets, jiraSettings } from './settings.ts';
import { jiraTargets, parseTarget } from './targets.ts';
import { moveIssue } from './transition.ts';

/**
 * Jira Cloud: on every issue that a flag is linked to a link that shows its state, a comment for each change and, where
 * that is asked for, another status; and Jira's own panel. All but the comment show what is so at the moment of the
 * attempt, so deliveries keep no body: a retry sends what is right by then.
 */
export const jira: ConversationProvider<JiraSettings, JiraSecrets> = {
  kind: 'conversation',
  name: 'jira',
  label: 'Jira',
  category: 'issues',
  description:
    'Jira Cloud, where the issues that a flag is linked to show its state, get a comment for each change and move with its lifecycle.',
  settings: jiraSettings,
  secrets: jiraSecrets,
  form: jiraForm,
  // The secret of the webhooks never leaves.
  sentSecrets: { apiToken: 'apiToken', clientSecret: 'clientSecret' },
  limits: {
    // Not published. A comment is kept below 30 KB; the panel gets some 400 bytes for each environment.
    bodyBytes: 256 * 1024,
    // An issue takes 20 writes in 2 seconds and 100 in 30 (developer.atlassian.com, rate limiting): link, comment and
    // transition have a line each, which makes 9 and 93.
    perSecond: 1,
    inFlightPerTarget: 1,
  },

  targets: jiraTargets,
  converse,

  destinations: {
    field: 'siteUrl',
    main: ({ settings }) => settings.siteUrl,
    // Only the panel and tokens with scopes use it.
    others: ({ settings }) => (settings.clientId || settings.cloudId ? { apiUrl: apiOf(settings) } : {}),
    audience: ({ settings }) => serversOf(settings).join(' and '),
  },
  signingSecret: { reveal: ({ webhookSecret }) => webhookSecret, rotate: rotateJiraSecret },

  /** Asks for the permissions in the first project, or who the account is where all projects are handled. */
  connectionTest: { request: toCheck, verdict: checkVerdict },

  redact: (request, { secrets }) => redactRequest(request, secrets, ['Authorization']),
};

function converse(
  event: OutgoingEvent,
  context: ConversationContext<JiraSettings, JiraSecrets>,
): Conversation {
  const target = parseTarget(context.target);
  switch (target.work) {
    case 'link':
      return showLink(event, context, target.issueKey);
    case 'comment':
      return addComment(event, context, target.issueKey);
    case 'transition':
      return moveIssue(event, context, target.issueKey);
    case 'panel':
      return showOnPanel(event, context);
    case 'check':
      return tryOut(event, context);
    default:
      return target satisfies never;
  }
}
