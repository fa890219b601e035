/** What people fill in for Jira: its settings and secrets side by side, and the secret of its webhooks only once. */

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
  apiToken: apiToken.describe(
    'An API token of that account, from id.atlassian.com > Security > API tokens. The account needs the permissions Browse projects, Link issues, Add comments and Transition issues; a token with scopes needs read:jira-work, write:jira-work and read:jira-user, and cloudId. Never shown again.',
  ),
});
const optionalSecret = clientSecret
  .nullish()
  .describe('With clientId: the secret that was shown with it. Never shown again.');

const input = z.object({
  ...Object.fromEntries(fields.map(([name, field]) => [name, toInputField(field)])),
  clientSecret: optionalSecret,
  webhookSecret: webhookSecret
    .nullish()
    .describe(
      'What Jira signs its webhooks with, 16 to 200 ASCII characters without spaces. Left out: one is made and shown once as signingSecret.',
    ),
});
const change = z.object({
  ...Object.fromEntries(fields.map(([name, field]) => [name, toChangeField(field)])),
  clientSecret: optionalSecret,
});

/** As parsed: fields that were left out are undefined or null, or have their default. */
type Asked = Partial<{ [Name in keyof JiraSettings]: JiraSettings[Name] | null }> &
  Partial<{ apiToken: string | null; clientSecret: string | null; webhookSecret: string | null }>;

export const jiraForm: Form<JiraSettings, JiraSecrets> = {
  input,
  change,

  configure(asked: Asked, chance) {
    const { apiToken: token, clientSecret: secret, webhookSecret: given, ...settings } = asked;
    return withPanel(settings as JiraSettings, secret ?? undefined, {
      apiToken: token ?? '',
      webhookSecret: given ?? chance.signingSecret(),
    });
  },

  reconfigure({ settings, secrets }: JiraConfiguration, asked: Asked) {
    const { apiToken: token, clientSecret: secret, ...changed } = asked;
    const given = Object.entries(changed).filter(([, value]) => value != null);
    const { clientSecret: present, ...others } = secrets;
    return withPanel(
      { ...settings, ...Object.fromEntries(given) },
      // One that belonged to another client ID would only be refused.
      secret ?? (changed.clientId && changed.clientId !== settings.clientId ? undefined : present),
      { ...others, ...(token == null ? {} : { apiToken: token }) },
      secret == null,
    );
  },
};

/**
 * With a client ID there must be a secret. Without one a secret that is only kept is dropped, and one that is given is a
 * mistake.
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
        faultOf('clientSecret', 'must be given with clientId: it is shown once, where that is made'),
      ]);
    return { settings, secrets: { ...others, ...(secret ? { clientSecret: secret } : {}) } };
  }
  if (secret && !isKept) rejectIfAny([faultOf('clientId', 'must be given with clientSecret')]);
  return { settings, secrets: others };
}

function faultOf(field: string, message: string): Issue {
  return { path: `provider.jira.${field}`, message };
}

/** An integration with a new secret for webhooks; the present one is taken as well until `previousValidUntil`. */
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
