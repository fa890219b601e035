/** What Jira has told an integration, and what came of it: for whoever wonders why nothing happened. */

import { builder } from '../../../../graphql/builder.ts';
import { idBehindCursor } from '../../../../graphql/cursor-id.ts';
import { integrationTypes } from '../../../forms/provider-integrations.schema.ts';

const outcomes = {
  RECEIVED: 'Nobody has looked at it yet.',
  APPLIED: 'At least one flag was changed.',
  UNCHANGED: 'No flag had to be changed.',
  IGNORED: 'It is none of the business of this integration, or too late.',
  REFUSED: 'The change needs an approval. Nothing was changed.',
};

const JiraWebhookOutcomeEnum = builder.enumType('JiraWebhookOutcome', {
  description: 'What came of a webhook of Jira.',
  values: Object.fromEntries(
    Object.entries(outcomes).map(([name, description]) => [name, { value: name, description }]),
  ) as { [Name in keyof typeof outcomes]: { value: Name; description: string } },
});

const JiraWebhookType = builder.prismaObject('JiraWebhook', {
  description: 'Jira said that an issue has reached another status.',
  fields: (t) => ({
    issueKey: t.exposeString('issueKey', { description: 'The key of the issue.' }),
    statusId: t.exposeString('statusId', { description: 'The id of the status that it reached.' }),
    statusName: t.exposeString('statusName', { description: 'What that status is called.' }),
    movedBy: t.exposeString('movedBy', {
      nullable: true,
      description: 'Who moved the issue, as Jira shows them.',
    }),
    occurredAt: t.expose('occurredAt', {
      type: 'DateTime',
      description: "When the issue was moved, by Jira's clock.",
    }),
    receivedAt: t.expose('receivedAt', { type: 'DateTime', description: 'When GoGreen heard of it.' }),
    outcome: t.expose('outcome', { type: JiraWebhookOutcomeEnum, description: 'What came of it.' }),
    detail: t.exposeString('detail', {
      nullable: true,
      description: 'Why, in sentences; null until somebody has looked at it.',
    }),
  }),
});

const JiraWebhookConnection = builder.connectionObject(
  { type: JiraWebhookType, name: 'JiraWebhookConnection', description: 'A page of webhooks of Jira.' },
  { name: 'JiraWebhookEdge', description: 'A webhook of Jira on a page.' },
);

builder.prismaObjectField(integrationTypes.jira, 'receivedWebhooks', (t) =>
  t.prismaConnection(
    {
      type: 'JiraWebhook',
      cursor: 'id',
      description:
        'The changes of status that Jira told of, newest first. Kept as long as deliveries are; other webhooks are not kept.',
      resolve: (query, { id: integrationId }, page, { app }) => {
        const id = idBehindCursor(page);
        // One of another integration gives an empty page: see cursor-within.ts.
        const within = id === null ? {} : { integration: { jiraWebhooks: { some: { id } } } };
        const where = { integrationId, ...within };
        return app.database.prisma.jiraWebhook.findMany({ ...query, orderBy: { id: 'desc' }, where });
      },
    },
    JiraWebhookConnection,
  ),
);
