import { z } from 'zod';
import { flagLifecycles } from '../../../flags/flag.ts';
import { jiraProjectOf } from '../../../flags/jira-links/issue-key.ts';
import { apiKey } from '../../contract/api-key.ts';
import { baseUrl, otherProductFault } from '../../contract/base-url.ts';
import { earlierSecrets } from '../../secrets/earlier-secrets.ts';
import { commentScope, environmentTypeList, lifecycleList, MAX_ENTRIES, transitionList } from './mapping.ts';
import { cloudId, siteUrl } from './site-url.ts';

const MAX_PROJECTS = 100;
const MAX_CLIENT_ID_LENGTH = 200;

const email = z
  .string()
  .max(254, 'must be at most 254 characters long')
  // It becomes the part of a header before a colon.
  .regex(
    /^[^\s:@]+@[^\s:@]+$/,
    'must be the e-mail address of the Atlassian account that the API token belongs to',
  );

const projectKey = z
  .string()
  .trim()
  .toUpperCase()
  .regex(
    /^[A-Z][A-Z0-9_]{1,49}$/,
    'must be the key of a Jira project: what stands before the - in the keys of its issues, such as WEB',
  );

const projectKeys = z
  .array(projectKey)
  .max(MAX_PROJECTS, { error: `at most ${MAX_PROJECTS} projects`, abort: true })
  .superRefine((keys, context) => {
    for (const [index, key] of keys.entries()) {
      if (keys.indexOf(key) < index) {
        context.addIssue({ code: 'custom', path: [index], message: 'stands in the list already' });
      }
    }
  });

const clientId = z
  .string()
  .max(MAX_CLIENT_ID_LENGTH, `must be at most ${MAX_CLIENT_ID_LENGTH} characters long`)
  .regex(/^[\x21-\x7e]*$/, 'must not contain spaces, line breaks or other than ASCII characters');

export const jiraSettings = z.object({
  siteUrl: siteUrl.describe('The address of the Jira Cloud site, such as https://acme.atlassian.net.'),
  email: email.describe('The e-mail address of the Atlassian account that the API token belongs to.'),
  cloudId: cloudId
    .nullish()
    .describe(
      'For an API token with scopes, which works only at https://api.atlassian.com/ex/jira/<cloudId>: the id of the site there, from /_edge/tenant_info of the site. Left out or empty: a token without scopes, which is sent to the site.',
    ),
  projectKeys: projectKeys
    .default([])
    .describe(
      `The keys of the Jira projects whose issues it handles, such as WEB; at most ${MAX_PROJECTS}. Empty: all.`,
    ),
  comments: commentScope
    .default('ALL')
    .describe('Which changes are told in comments on the linked issues. Left out: ALL.'),
  environmentTypes: environmentTypeList
    .default([])
    .describe(
      `What environments are to Jira, where their keys do not tell; at most ${MAX_ENTRIES}. By itself what begins with prod is PRODUCTION, with stag STAGING, with test or qa TESTING, and all else DEVELOPMENT.`,
    ),
  transitions: transitionList
    .default([])
    .describe(
      `Which status the issues of a flag are moved to when it comes to a lifecycle; at most ${flagLifecycles.length}. Empty: none.`,
    ),
  lifecycles: lifecycleList
    .default([])
    .describe(
      `Which lifecycle flags come to when one of their issues reaches a status; at most ${MAX_ENTRIES}. Empty: none.`,
    ),
  clientId: clientId
    .nullish()
    .describe(
      "For Jira's own feature-flag panel: the client ID of OAuth credentials, which a site administrator makes in Jira under Settings > Apps > OAuth credentials. Left out or empty: no panel.",
    ),
  apiUrl: baseUrl((url) => otherProductFault(url, 'Jira'))
    .nullish()
    .describe(
      "Where Atlassian's API is, for proxies and gateways: only the panel and tokens with scopes use it. Left out or empty: https://api.atlassian.com.",
    ),
});
export type JiraSettings = z.output<typeof jiraSettings>;

const secretText = /^[\x21-\x7e]{16,200}$/;

/** What Jira signs its webhooks with. */
export const webhookSecret = z
  .string()
  .regex(secretText, 'must be 16 to 200 ASCII characters without spaces; omit it to have one made');

export const apiToken = apiKey('Jira', (token) =>
  token === '' ? 'must not be empty; make one at id.atlassian.com > Security > API tokens' : null,
);

export const clientSecret = apiKey('Jira', () => null);

export const jiraSecrets = z.object({
  apiToken,
  /** With a client ID only. */
  clientSecret: clientSecret.optional(),
  webhookSecret,
  /** Is taken as well until `validUntil`, so that Jira can be changed over. */
  previousWebhookSecret: z.object({ value: webhookSecret, validUntil: z.iso.datetime() }).optional(),
  /** Those before it, each until a time of its own. */
  earlierWebhookSecrets: earlierSecrets(webhookSecret).optional(),
});
export type JiraSecrets = z.output<typeof jiraSecrets>;

/** Whether the integration handles issues of this key. */
export function handlesIssue({ projectKeys }: Pick<JiraSettings, 'projectKeys'>, issueKey: string): boolean {
  return projectKeys.length === 0 || projectKeys.includes(jiraProjectOf(issueKey));
}
