import { z } from 'zod';
import { flagLifecycles } from '../../../flags/flag.ts';
import { jiraProjectOf } from '../../../flags/jira-links/issue-key.ts';
import { apiKey } from '../../contract/api-key.ts';
import { baseUrl, otherProductIssue } from '../../contract/base-url.ts';
import { earlierSecrets } from '../../secrets/earlier-secrets.ts';
import { commentScope, environmentTypeList, lifecycleList, MAX_ENTRIES, transitionList } from './mapping.ts';
import { cloudId, siteUrl } from './site-url.ts';

const MAX_PROJECTS = 100;
const MAX_CLIENT_ID_LENGTH = 200;

const email = z
  .string()
  .max(254, 'must be at most 254 characters long')
  // It is sent before a colon in the Authorization header.
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
    'must be the key of a Jira project: the part before the - in the keys of its Jira issues, such as WEB',
  );

const projectKeys = z
  .array(projectKey)
  .max(MAX_PROJECTS, { error: `at most ${MAX_PROJECTS} projects`, abort: true })
  .superRefine((keys, context) => {
    for (const [index, key] of keys.entries()) {
      if (keys.indexOf(key) < index) {
        context.addIssue({ code: 'custom', path: [index], message: 'occurs more than once' });
      }
    }
  });

const clientId = z
  .string()
  .max(MAX_CLIENT_ID_LENGTH, `must be at most ${MAX_CLIENT_ID_LENGTH} characters long`)
  .regex(/^[\x21-\x7e]*$/, 'must contain only ASCII characters, without spaces and line breaks');

export const jiraSettings = z.object({
  siteUrl: siteUrl
    .describe('The address of the Jira Cloud site, such as https://acme.atlassian.net.')
    .meta({ label: 'Site', placeholder: 'https://acme.atlassian.net' }),
  email: email
    .describe('The e-mail address of the Atlassian account that the API token belongs to.')
    .meta({ label: 'E-mail address' }),
  cloudId: cloudId
    .nullish()
    .describe(
      'Cloud id of the site, from /_edge/tenant_info of the site. Required for an API token with scopes, which works only at https://api.atlassian.com/ex/jira/<cloudId>. Left out or empty: the token has no scopes and is sent to the site.',
    )
    .meta({ label: 'Cloud id', advanced: true }),
  projectKeys: projectKeys
    .default([])
    .describe(
      `Keys of the Jira projects whose Jira issues it handles, such as WEB; at most ${MAX_PROJECTS}. Empty: all.`,
    )
    .meta({ label: 'Jira projects', placeholder: 'WEB' }),
  comments: commentScope
    .default('ALL')
    .describe('Which changes are written as comments on the linked Jira issues. Default: ALL.')
    .meta({ label: 'Comments' }),
  environmentTypes: environmentTypeList
    .default([])
    .describe(
      `Jira environment types of environments, at most ${MAX_ENTRIES}. For environments that are not listed, the key decides: prod… is PRODUCTION, stag… is STAGING, test… and qa… are TESTING, all others are DEVELOPMENT.`,
    )
    .meta({ label: 'Environment types', advanced: true }),
  transitions: transitionList
    .default([])
    .describe(
      `Statuses that the Jira issues of a flag are moved to when its lifecycle changes, at most ${flagLifecycles.length}. Empty: they are never moved.`,
    )
    .meta({ label: 'Statuses by lifecycle' }),
  lifecycles: lifecycleList
    .default([])
    .describe(
      `Lifecycles that flags get when one of their Jira issues reaches a status, at most ${MAX_ENTRIES}. Empty: Jira changes no flags.`,
    )
    .meta({ label: 'Lifecycles by status' }),
  clientId: clientId
    .nullish()
    .describe(
      "For Jira's own feature-flag panel: client ID of OAuth credentials, which a site administrator creates in Jira under Settings > Apps > OAuth credentials. Left out or empty: the panel is not used.",
    )
    .meta({ label: 'Client ID', advanced: true, requiredWith: 'clientSecret' }),
  apiUrl: baseUrl((url) => otherProductIssue(url, 'Jira'))
    .nullish()
    .describe(
      "Base URL of Atlassian's API, for proxies and gateways. It is used only for the panel and for tokens with scopes. Left out or empty: https://api.atlassian.com.",
    )
    .meta({ label: 'API URL', advanced: true, placeholder: 'https://api.atlassian.com' }),
});
export type JiraSettings = z.output<typeof jiraSettings>;

const secretText = /^[\x21-\x7e]{16,200}$/;

/** The secret that Jira signs its webhooks with. */
export const webhookSecret = z
  .string()
  .regex(secretText, 'must be 16 to 200 ASCII characters without spaces; omit it to have one generated')
  .meta({ secret: true });

export const apiToken = apiKey('Jira', (token) =>
  token === '' ? 'must not be empty; create one at id.atlassian.com > Security > API tokens' : null,
);

export const clientSecret = apiKey('Jira', () => null);

export const jiraSecrets = z.object({
  apiToken,
  /** Only with a client ID. */
  clientSecret: clientSecret.optional(),
  webhookSecret,
  /** Also accepted until `validUntil`, so that the secret can be replaced in Jira. */
  previousWebhookSecret: z.object({ value: webhookSecret, validUntil: z.iso.datetime() }).optional(),
  /** Earlier ones, each valid until a time of its own. */
  earlierWebhookSecrets: earlierSecrets(webhookSecret).optional(),
});
export type JiraSecrets = z.output<typeof jiraSecrets>;

/** Whether the integration handles the Jira issue. */
export function handlesIssue({ projectKeys }: Pick<JiraSettings, 'projectKeys'>, issueKey: string): boolean {
  return projectKeys.length === 0 || projectKeys.includes(jiraProjectOf(issueKey));
}
