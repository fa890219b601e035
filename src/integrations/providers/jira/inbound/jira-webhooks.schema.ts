/** The webhooks that an integration received from Jira, with their outcomes: they show why a flag was changed or not. */

import { builder } from '../../../../graphql/builder.ts';
import { idBehindCursor } from '../../../../graphql/cursor-id.ts';
import { describedEnum } from '../../../../graphql/described-enum.ts';
import { integrationTypes } from '../../../forms/provider-integrations.schema.ts';

const outcomes = {
  RECEIVED: 'It has not been processed yet.',
  APPLIED: 'At least one flag was changed.',
  UNCHANGED: 'No flag had to be changed.',
  IGNORED: 'It does not apply to this integration, or it arrived too late.',
  REFUSED: 'The change needs an approval. Nothing was changed.',
};

const JiraWebhookOutcomeEnum = describedEnum(
  'JiraWebhookOutcome',
  'Outcome of a webhook from Jira.',
  outcomes,
);

const JiraWebhookType = builder.prismaObject('JiraWebhook', {
  description: 'Webhook from Jira: the status of a Jira issue changed.',
  fields: (t) => ({
    issueKey: t.exposeString('issueKey', { description: 'Key of the Jira issue.' }),
    statusId: t.exposeString('statusId', { description: 'Id of its new status.' }),
    statusName: t.exposeString('statusName', { description: 'Name of its new status.' }),
    movedBy: t.exposeString('movedBy', {
      nullable: true,
      description: 'Display name of the user who changed the status in Jira.',
    }),
    occurredAt: t.expose('occurredAt', {
      type: 'DateTime',
      description: "Time of the change of status, by Jira's clock.",
    }),
    receivedAt: t.expose('receivedAt', {
      type: 'DateTime',
      description: 'Time at which GoGreen received the webhook.',
    }),
    outcome: t.expose('outcome', { type: JiraWebhookOutcomeEnum, description: 'Outcome.' }),
    detail: t.exposeString('detail', {
      nullable: true,
      description: 'Reason for the outcome, in sentences. Null while the outcome is RECEIVED.',
    }),
  }),
});

const JiraWebhookConnection = builder.connectionObject(
  { type: JiraWebhookType, name: 'JiraWebhookConnection', description: 'A page of webhooks from Jira.' },
  { name: 'JiraWebhookEdge', description: 'A webhook from Jira on a page.' },
);

builder.prismaObjectField(integrationTypes.jira, 'receivedWebhooks', (t) =>
  t.prismaConnection(
    {
      type: 'JiraWebhook',
      cursor: 'id',
      description:
        'Received webhooks about changes of status, newest first. They are stored as long as deliveries; other webhooks are not stored.',
      resolve: (query, { id: integrationId }, page, { app }) => {
        const id = idBehindCursor(page);
        // A cursor of another integration gives an empty page: see cursor-within.ts.
        const within = id === null ? {} : { integration: { jiraWebhooks: { some: { id } } } };
        const where = { integrationId, ...within };
        return app.database.prisma.jiraWebhook.findMany({ ...query, orderBy: { id: 'desc' }, where });
      },
    },
    JiraWebhookConnection,
  ),
);
