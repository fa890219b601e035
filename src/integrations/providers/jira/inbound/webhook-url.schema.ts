/** The URL that Jira has to send its webhooks to. */

import { builder } from '../../../../graphql/builder.ts';
import { integrationTypes } from '../../../forms/provider-integrations.schema.ts';

builder.prismaObjectField(integrationTypes.jira, 'webhookUrl', (t) =>
  t.string({
    description:
      'URL that Jira has to send its webhooks to. Enter it in Jira under Settings > System > WebHooks, together with the signing secret.',
    resolve: ({ id }, _args, { app }) => `${app.publicUrl}/hooks/jira/${id}`,
  }),
);
