/** Two projects that have one of everything, a third that does not exist, and everybody who may ask for them. */

import type { ProjectRole } from '#generated/prisma/enums.ts';
import { type IdPrefix, newId } from '#src/platform/input/ids.ts';
import { ADMIN_TOKEN, type TestApp } from '#test/support/app.ts';
import {
  createFlag,
  createProject,
  createWebhook,
  freshKey,
  setFlagEnabled,
} from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';
import { createExperiment, startedExperiment } from '#test/support/experiments.ts';
import { startRecovery } from '#test/support/recoveries.ts';
import { runJobs } from '#test/support/run-jobs.ts';
import { addClientKey, addHolder, addServerKey, addSession } from '#test/support/tokens.ts';

/** What a project has, by what refers to it. */
export interface Place {
  projectKey: string;
  projectId: string;
  flagKey: string;
  flagId: string;
  environmentKey: string;
  environmentId: string;
  integrationId: string;
  /** Has a delivery of nothing. */
  spareIntegrationId: string;
  jiraIntegrationId: string;
  jiraWebhookId: string;
  deliveryId: string;
  recoveryId: string;
  changeRequestId: string;
  /** Runs. */
  experimentId: string;
  draftId: string;
  flagEventId: string;
  approvalEventId: string;
  experimentEventId: string;
  auditEntryId: string;
  clientKeyId: string;
  serverKeyId: string;
  /** A user without a role, a token of theirs and a session. */
  somebodyId: string;
  somebodysTokenId: string;
  somebodysSessionId: string;
}

/** One of everything. The integrations are enabled, and nobody listens where they send to. */
export async function createPlace(gogreen: TestApp): Promise<Place> {
  const projectKey = freshKey('place');
  const project = await createProject(gogreen, { key: projectKey });
  const [environmentKey, flagKey] = ['production', 'flag'];
  const environmentId = project.environments.find(({ key }) => key === environmentKey)?.id ?? '';
  const where = { projectKey, flagKey, environmentKey };
  const flag = await createFlag(gogreen, { projectKey, key: flagKey });
  const jiraIntegrationId = await createJira(gogreen, projectKey);
  const { id: integrationId } = await createWebhook(gogreen, { projectKey, url: 'http://127.0.0.1:9/' });
  const { event } = await setFlagEnabled(gogreen, { ...where, enabled: true });
  const proposal = await command(gogreen, 'proposeFlagChange', { ...where, enabled: false });
  const experiment = await startedExperiment(gogreen, where);
  const draftId = await createExperiment(gogreen, where);
  await runJobs(gogreen);
  const recovery = await startRecovery(gogreen, 'replayEvents', { integrationId });
  const spare = await createWebhook(gogreen, { projectKey, url: 'http://127.0.0.1:9/' });
  const somebody = await addHolder(gogreen);
  return {
    projectKey,
    projectId: project.id,
    flagKey,
    flagId: flag.id,
    environmentKey,
    environmentId,
    integrationId,
    spareIntegrationId: spare.id,
    recoveryId: recovery.id,
    jiraIntegrationId,
    jiraWebhookId: await addJiraWebhook(gogreen, jiraIntegrationId),
    deliveryId: await firstOf(gogreen, 'deliveries', project.id),
    auditEntryId: await firstOf(gogreen, 'audit_entries', project.id),
    changeRequestId: proposal.changeRequest?.id ?? '',
    experimentId: experiment.id,
    draftId,
    flagEventId: event?.id ?? '',
    approvalEventId: proposal.event?.id ?? '',
    experimentEventId: experiment.event?.id ?? '',
    clientKeyId: (await addClientKey(gogreen, environmentId)).tokenId,
    serverKeyId: (await addServerKey(gogreen, environmentId)).tokenId,
    somebodyId: somebody.userId,
    somebodysTokenId: somebody.tokenId,
    somebodysSessionId: await addSession(gogreen, somebody),
  };
}

/** Told of experiments only, which Jira does nothing about: it makes no deliveries. */
async function createJira(gogreen: TestApp, projectKey: string): Promise<string> {
  const jira = { siteUrl: 'http://127.0.0.1:9', email: 'ada@example.com', apiToken: 'ATATT0123456789' };
  const input = { projectKey, name: 'Jira', eventTypes: ['EXPERIMENT_STARTED'], provider: { jira } };
  const { data } = await gogreen.send(
    `mutation ($input: CreateIntegrationInput!) {
      createIntegration(input: $input) { ... on CreateIntegrationPayload { integration { id } } }
    }`,
    { input },
  );
  return (data as { createIntegration: { integration: { id: string } } }).createIntegration.integration.id;
}

/** Jira has told of something, and it changed nothing. */
export async function addJiraWebhook({ app }: TestApp, integrationId: string): Promise<string> {
  const id = newId('jwh');
  await app.database.pool.query(
    `INSERT INTO jira_webhooks (id, integration_id, identifier, body_hash, issue_key, status_id, status_name,
       occurred_at, received_at, outcome)
     VALUES ($1, $2, $1, $1, 'WEB-1', '1', 'Done', now(), now(), 'UNCHANGED')`,
    [id, integrationId],
  );
  return id;
}

async function firstOf({ app }: TestApp, table: string, projectId: string): Promise<string> {
  const { rows } = await app.database.pool.query<{ id: string }>(
    `SELECT id FROM ${table} WHERE project_id = $1 ORDER BY id LIMIT 1`,
    [projectId],
  );
  if (!rows[0]) throw new Error(`the project has none of its ${table}`);
  return rows[0].id;
}

/** Another project that looks the same, and does not exist. */
export function missingPlace(place: Place): Place {
  const invent = (text: string) => {
    const [prefix, ...rest] = text.split('_');
    return rest.length > 0 ? newId(prefix as IdPrefix) : text;
  };
  const invented = Object.entries(place).map(([name, text]) => [name, invent(text)]);
  return { ...(Object.fromEntries(invented) as unknown as Place), projectKey: freshKey('missing') };
}

/** What was said of a place, as it would be of another one. */
export function retell(text: string, from: Place, to: Place): string {
  return Object.entries(from).reduce(
    (told, [name, value]) => told.replaceAll(value, to[name as keyof Place]),
    text,
  );
}

export const roles = ['VIEWER', 'EDITOR', 'ADMIN'] as const satisfies ProjectRole[];

/** The `Authorization` of everybody who asks, by who they are: those who are nobody, and those with a valid token. */
export async function createAskers(gogreen: TestApp, own: Place, foreign: Place) {
  const past = new Date(Date.now() - 1_000);
  const admin = { [own.projectId]: 'ADMIN' as const };
  const bearer = async (holder: Promise<{ token: string }>) => `Bearer ${(await holder).token}`;
  return {
    'no token': null,
    'a malformed token': 'Bearer two words',
    'an unknown token': `Bearer ${ADMIN_TOKEN}x`,
    'a revoked token': await bearer(addHolder(gogreen, { roles: admin, revokedAt: past })),
    'an expired token': await bearer(addHolder(gogreen, { roles: admin, expiresAt: past })),
    'the token of a deactivated user': await bearer(addHolder(gogreen, { owner: true, deactivatedAt: past })),
    'a revoked client key': await bearer(addClientKey(gogreen, own.environmentId, { revokedAt: past })),
    'a client key': await bearer(addClientKey(gogreen, own.environmentId)),
    'a server key': await bearer(addServerKey(gogreen, own.environmentId)),
    'an outsider': await bearer(addHolder(gogreen, { roles: { [foreign.projectId]: 'ADMIN' } })),
    VIEWER: await bearer(addHolder(gogreen, { roles: { [own.projectId]: 'VIEWER' } })),
    EDITOR: await bearer(addHolder(gogreen, { roles: { [own.projectId]: 'EDITOR' } })),
    ADMIN: await bearer(addHolder(gogreen, { roles: admin })),
    'an owner': await bearer(addHolder(gogreen, { owner: true })),
  };
}

export type Asker = keyof Awaited<ReturnType<typeof createAskers>>;
