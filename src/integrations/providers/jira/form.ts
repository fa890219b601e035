/** The form of Jira: settings and secrets in one object. The secret of its webhooks can be set only when it is created. */

import { z } from 'zod';
import type { Issue } from '../../../platform/errors.ts';
import { rejectIfAny } from '../../../platform/input/input.ts';
import type { Configuration, Form } from '../../contract/provider.ts';
import { toChangeField, toInputField } from '../../forms/form-field.ts';
import { addEarlier } from '../../secrets/earlier-secrets.ts';
import {
  apiToken,
  clientSecret,
  type JiraSecrets,
  type JiraSettings,
  jiraSettings,
  webhookSecret,
} from './settings.ts';

type JiraConfiguration = Configuration<JiraSettings, JiraSecrets>;

const fields = Object.entries({
  ...jiraSettings.shape,
  apiToken: apiToken
    .describe(
      'An API token of that account, from id.atlassian.com > Security > API tokens. The account needs the permissions Browse projects, Link issues, Add comments and Transition issues; a token with scopes needs read:jira-work, write:jira-work and read:jira-user, and cloudId. Not shown again.',
    )
    .meta({ label: 'API token' }),
});
const optionalSecret = clientSecret
  .nullish()
  .describe('Client secret, required with clientId. Not shown again.')
  .meta({ label: 'Client secret', advanced: true, requiredWith: 'clientId' });

const input = z.object({
  ...Object.fromEntries(fields.map(([name, field]) => [name, toInputField(field)])),
  clientSecret: optionalSecret,
  webhookSecret: webhookSecret
    .nullish()
    .describe(
      'Secret that Jira signs its webhooks with, 16 to 200 ASCII characters without spaces. Left out: one is generated and shown once as signingSecret.',
    )
    .meta({ label: 'Webhook secret', advanced: true }),
});
const change = z.object({
  ...Object.fromEntries(fields.map(([name, field]) => [name, toChangeField(field)])),
  clientSecret: optionalSecret,
});

/** Parsed input: omitted fields are undefined or null, or have their default. */
type JiraInput = Partial<{ [Name in keyof JiraSettings]: JiraSettings[Name] | null }> &
  Partial<{ apiToken: string | null; clientSecret: string | null; webhookSecret: string | null }>;

export const jiraForm: Form<JiraSettings, JiraSecrets> = {
  input,
  change,

  configure(input: JiraInput, generator) {
    const { apiToken: token, clientSecret: secret, webhookSecret: given, ...settings } = input;
    return withPanel(settings as JiraSettings, secret ?? undefined, {
      apiToken: token ?? '',
      webhookSecret: given ?? generator.signingSecret(),
    });
  },

  reconfigure({ settings, secrets }: JiraConfiguration, input: JiraInput) {
    const { apiToken: token, clientSecret: secret, ...changed } = input;
    const given = Object.entries(changed).filter(([, value]) => value != null);
    const { clientSecret: present, ...others } = secrets;
    return withPanel(
      { ...settings, ...Object.fromEntries(given) },
      // The secret of another client ID would be rejected.
      secret ?? (changed.clientId && changed.clientId !== settings.clientId ? undefined : present),
      { ...others, ...(token == null ? {} : { apiToken: token }) },
      secret == null,
    );
  },
};

/**
 * A client ID needs a client secret. Without a client ID, a stored secret is removed, and one in the input is rejected.
 */
function withPanel(
  settings: JiraSettings,
  secret: string | undefined,
  others: Omit<JiraSecrets, 'clientSecret'>,
  isKept = false,
): JiraConfiguration {
  if (settings.clientId) {
    if (!secret)
      rejectIfAny([
        issueAt(
          'clientSecret',
          'must be sent with clientId: Jira shows it once, when the credentials are created',
        ),
      ]);
    return { settings, secrets: { ...others, ...(secret ? { clientSecret: secret } : {}) } };
  }
  if (secret && !isKept) rejectIfAny([issueAt('clientId', 'must be sent with clientSecret')]);
  return { settings, secrets: others };
}

function issueAt(field: string, message: string): Issue {
  return { path: `provider.jira.${field}`, message };
}

/** The configuration with a new webhook secret. The present one is accepted until `previousValidUntil`. */
export function rotateJiraSecret(
  { settings, secrets }: JiraConfiguration,
  signingSecret: string,
  previousValidUntil: Date,
  now: Date,
): JiraConfiguration {
  const { previousWebhookSecret: last, earlierWebhookSecrets: earlier = [], ...others } = secrets;
  const replaced = { value: secrets.webhookSecret, validUntil: previousValidUntil };
  const [previousWebhookSecret, ...earlierWebhookSecrets] = addEarlier(
    last ? [last, ...earlier] : [],
    replaced,
    now,
  );
  const previous = previousWebhookSecret ? { previousWebhookSecret, earlierWebhookSecrets } : {};
  return { settings, secrets: { ...others, webhookSecret: signingSecret, ...previous } };
}
