import { z } from 'zod';
import { maskSecret } from '../../../platform/secrets/secrets.ts';
import type { HttpProvider } from '../../contract/provider.ts';
import { redactRequest } from '../../secrets/redact-request.ts';
import { MAX_BODY_BYTES, toTeamsBody } from './body.ts';
import { toTeamsDigest } from './digest-body.ts';
import { teamsVerdict } from './verdict.ts';
import { maskWorkflowUrl, workflowUrl } from './workflow-url.ts';

/** The channel is configured in the workflow, so its URL is all that there is to set. */
const settings = z.object({});
const secrets = z.object({
  workflowUrl: workflowUrl
    .describe(
      'URL of a workflow that posts to a channel (Workflows, formerly Power Automate). URLs of Office 365 connectors no longer work. Not shown again.',
    )
    .meta({ label: 'Workflow URL' }),
});

/** Adaptive Cards in Microsoft Teams, posted by a workflow. */
export const teams: HttpProvider<z.output<typeof settings>, z.output<typeof secrets>> = {
  kind: 'http',
  name: 'teams',
  label: 'Microsoft Teams',
  category: 'chat',
  description:
    'Cards in a channel of Microsoft Teams, posted by a workflow. A delivery succeeds when the workflow accepts it; only the run history of the workflow shows whether the card was posted.',
  docsUrl:
    'https://support.microsoft.com/office/create-incoming-webhooks-with-workflows-for-microsoft-teams-8ae491c7-0394-4861-ba59-055e33f75498',
  settings,
  secrets,
  // No rate is documented for workflows; every run counts against the daily quota of its owner.
  // One at a time for each channel: an older message must not come after a newer one.
  limits: { bodyBytes: MAX_BODY_BYTES, perSecond: 1, inFlightPerTarget: 1 },

  destinations: { field: 'workflowUrl', main: ({ secrets: { workflowUrl } }) => workflowUrl },

  body: (event) => ({ contentType: 'application/json', body: toTeamsBody(event) }),
  digest: (events) => ({ contentType: 'application/json', body: toTeamsDigest(events) }),
  address: ({ secrets: { workflowUrl } }) => ({
    method: 'POST',
    url: workflowUrl,
    headers: { 'User-Agent': 'GoGreen' },
  }),
  verdict: teamsVerdict,

  redact(request, { secrets: given }) {
    return { ...redactRequest(request, given, []), url: maskWorkflowUrl(request.url, maskSecret) };
  },
};
