/** What a Jira sends us, signed as it signs, and what came of it. */

import { createHmac } from 'node:crypto';
import { expect } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import type { JiraInput, SupportReceivedWebhooksQuery } from '#generated/graphql/graphql.ts';
import type { TestApp } from '#test/support/app.ts';
import { tryCreateIntegration } from '#test/support/integrations.ts';
import { type JiraIssue, statuses } from '#test/support/jira.ts';
import { runJobs } from '#test/support/run-jobs.ts';

type Gogreen = Pick<TestApp, 'run' | 'url'>;

/** An integration with a Jira that nobody answers for, unless `jira` says where one is. Done makes flags stale. */
export async function createJira(
  gogreen: Gogreen,
  {
    projectKey,
    name = 'Jira',
    enabled = true,
    ...jira
  }: { projectKey: string; name?: string; enabled?: boolean } & Partial<JiraInput>,
): Promise<JiraSender> {
  const result = await tryCreateIntegration(gogreen, {
    projectKey,
    name,
    enabled,
    provider: {
      jira: {
        siteUrl: 'http://127.0.0.1:9',
        email: 'gogreen@example.com',
        apiToken: 'ATATT3xFfGF0-good-token',
        lifecycles: [{ status: 'Done', lifecycle: 'STALE' }],
        ...jira,
      },
    },
  });
  if (result.__typename !== 'CreateIntegrationPayload') throw new Error(JSON.stringify(result));
  return { id: result.integration.id, secret: result.signingSecret ?? '' };
}

/** An integration, and what its Jira signs with. */
export interface JiraSender {
  id: string;
  secret: string;
}

export interface Sent {
  status: number;
  body: { status?: string; reason?: string };
}

/** Sends a body as Jira does. Headers that are null are left out. */
export async function sendRaw(
  { url }: Pick<TestApp, 'url'>,
  { id, secret }: JiraSender,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string | null> = {},
): Promise<Sent> {
  const all: Record<string, string | null> = {
    'content-type': 'application/json',
    'x-hub-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    ...headers,
  };
  const given = Object.entries(all).flatMap(([header, value]) => (value === null ? [] : [[header, value]]));
  const response = await fetch(`${url}/hooks/jira/${id}`, {
    method: 'POST',
    body,
    headers: Object.fromEntries(given),
  });
  return { status: response.status, body: (await response.json()) as Sent['body'] };
}

/** Sends that an issue has reached a status. */
export async function sendMove(
  gogreen: Pick<TestApp, 'url'>,
  jira: JiraSender,
  move: Partial<Move> & { issueKey: string },
  headers: Record<string, string | null> = {},
): Promise<Sent> {
  sent += 1;
  const identifier = { 'x-atlassian-webhook-identifier': `webhook-${sent}` };
  return sendRaw(gogreen, jira, issueUpdated(move), { ...identifier, ...headers });
}

let sent = 0;

export interface Move {
  issueKey: string;
  to: JiraIssue['status'];
  from: JiraIssue['status'];
  at: Date;
  by: string;
}

/** A `jira:issue_updated` as in the official example. */
export function issueUpdated({
  issueKey,
  to = statuses.done,
  from = statuses.inProgress,
  at = new Date(),
  by = 'Ada Example',
}: Partial<Move> & { issueKey: string }): string {
  changelogs += 1;
  return JSON.stringify({
    timestamp: at.getTime(),
    webhookEvent: 'jira:issue_updated',
    issue_event_type_name: 'issue_generic',
    user: { accountId: '5b10a2844c20165700ede21g', displayName: by, active: true, accountType: 'atlassian' },
    issue: {
      id: '10001',
      key: issueKey,
      fields: { summary: 'Roll out checkout v2', status: to, project: { key: issueKey.split('-')[0] } },
    },
    changelog: {
      id: String(changelogs),
      items: [
        { field: 'resolution', fieldtype: 'jira', from: null, fromString: null, to: '1', toString: 'Fixed' },
        {
          field: 'status',
          fieldtype: 'jira',
          fieldId: 'status',
          from: from.id,
          fromString: from.name,
          to: to.id,
          toString: to.name,
        },
      ],
    },
  });
}

let changelogs = 20_000;

export type WebhookShown = Extract<
  NonNullable<SupportReceivedWebhooksQuery['node']>,
  { __typename: 'JiraIntegration' }
>['receivedWebhooks']['edges'][number]['node'];

/** What an integration has received, newest first. */
export async function readReceived(gogreen: Pick<TestApp, 'run'>, id: string): Promise<WebhookShown[]> {
  const { node } = await gogreen.run(Received, { id });
  if (node?.__typename !== 'JiraIntegration') throw new Error(`${id} is ${node?.__typename}`);
  return node.receivedWebhooks.edges.map((edge) => edge.node);
}

/** Sends a move, lets the job act on it, and answers with what the integration then says of it. */
export async function moveIssue(
  gogreen: TestApp,
  jira: JiraSender,
  what: Partial<Move> & { issueKey: string },
): Promise<WebhookShown | undefined> {
  expect(await sendMove(gogreen, jira, what)).toMatchObject({ status: 202, body: { status: 'accepted' } });
  await runJobs(gogreen);
  const [newest] = await readReceived(gogreen, jira.id);
  return newest;
}

const Received = graphql(`
  query SupportReceivedWebhooks($id: ID!) {
    node(id: $id) {
      __typename
      ... on JiraIntegration {
        webhookUrl
        receivedWebhooks(first: 50) {
          edges { node { issueKey statusId statusName movedBy occurredAt receivedAt outcome detail } }
        }
      }
    }
  }
`);
