/** Where Jira is told to send its webhooks to. */

import { builder } from '../../../../graphql/builder.ts';
import { integrationTypes } from '../../../forms/provider-integrations.schema.ts';

builder.prismaObjectField(integrationTypes.jira, 'webhookUrl', (t) =>
  t.string({
    description:
      'Where Jira is to send its webhooks, to be set in Jira under Settings > System > WebHooks together with the signing secret.',
    resolve: ({ id }, _args, { app }) => `${app.publicUrl}/hooks/jira/${id}`,
  }),
);
