import { eventTypes, groupOf } from '../../../events/event-type.ts';
import type { Conversation } from '../../contract/conversation.ts';
import type { ConversationContext, ConversationProvider } from '../../contract/provider.ts';
import type { OutgoingEvent } from '../../event/outgoing-event.ts';
import { redactRequest } from '../../secrets/redact-request.ts';
import { checkVerdict, deliverTest, toCheck } from './check.ts';
import { addComment } from './comment.ts';
import { jiraForm, rotateJiraSecret } from './form.ts';
import { showLink } from './link.ts';
import { showOnPanel } from './panel/panel.ts';
import { apiOf, originsOf } from './requests.ts';
import { type JiraSecrets, type JiraSettings, jiraSecrets, jiraSettings } from './settings.ts';
import { jiraTargets, parseTarget } from './targets.ts';
import { moveIssue } from './transition.ts';

/**
 * Jira Cloud. Every Jira issue that a flag is linked to gets a link that shows the flag's state, a comment for each change
 * and, if configured, a new status; the flag is also shown on Jira's own panel. All except comments show the state at the time
 * of the attempt, so deliveries have no stored body: a retry sends the current state.
 */
export const jira: ConversationProvider<JiraSettings, JiraSecrets> = {
  kind: 'conversation',
  name: 'jira',
  label: 'Jira',
  category: 'issues',
  description:
    'Jira Cloud, where the Jira issues that a flag is linked to show its state, get a comment for each change and change their status with its lifecycle.',
  docsUrl:
    'https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account',
  defaultEventTypes: eventTypes.map(({ name }) => name).filter((type) => groupOf(type) === 'flag'),
  receives: true,
  settings: jiraSettings,
  secrets: jiraSecrets,
  form: jiraForm,
  // The webhook secret is never sent.
  sentSecrets: { apiToken: 'apiToken', clientSecret: 'clientSecret' },
  limits: {
    // No limit is published. A comment has at most 30 KB; the panel gets some 400 bytes for each environment.
    bodyBytes: 256 * 1024,
    // A Jira issue accepts 20 writes in 2 seconds and 100 in 30 (developer.atlassian.com, rate limiting). Link, comment and
    // transition have a queue each, which makes 9 and 93.
    perSecond: 1,
    inFlightPerTarget: 1,
  },

  targets: jiraTargets,
  converse,

  destinations: {
    field: 'siteUrl',
    main: ({ settings }) => settings.siteUrl,
    // Used only for the panel and for tokens with scopes.
    others: ({ settings }) => (settings.clientId || settings.cloudId ? { apiUrl: apiOf(settings) } : {}),
    audience: ({ settings }) => originsOf(settings).join(' and '),
  },
  signingSecret: { reveal: ({ webhookSecret }) => webhookSecret, rotate: rotateJiraSecret },

  /** Reads the permissions in the first project, or the account if the integration handles all projects. */
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
      return deliverTest(event, context);
    default:
      return target satisfies never;
  }
}
