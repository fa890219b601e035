/** Lists show which secrets there are and how they end. */

import { describe, expect } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import type { CreateIntegrationInput, UpdateIntegrationInput } from '#generated/graphql/graphql.ts';
import { providers } from '#src/integrations/providers/registry.ts';
import { maskSecret } from '#src/platform/secrets/secrets.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createProject, createWebhook, succeeded } from '#test/support/builders.ts';
import {
  deleteIntegration,
  rotateSigningSecret,
  tryCreateIntegration,
  updateIntegration,
} from '#test/support/integrations.ts';
import { plantedIntegrations } from '#test/support/planted-secrets.ts';

const it = testWithApp({ worker: false });
let projectKey: string;

it.beforeAll(async ({ gogreen }) => {
  projectKey = (await createProject(gogreen)).key;
});

const Hints = graphql(`
  query SecretHints($id: ID!) {
    node(id: $id) { ... on WebhookIntegration { secrets { name hint } } }
    projects(first: 50) { edges { node { integrations { id secrets { name hint } } } } }
  }
`);

async function readHints(gogreen: TestApp, id: string): Promise<Record<string, string | null>> {
  const { projects } = await gogreen.run(Hints, { id });
  const all = projects.edges.flatMap(({ node }) => node.integrations);
  const shown = all.find((integration) => integration.id === id)?.secrets ?? [];
  return Object.fromEntries(shown.map(({ name, hint }) => [name, hint ?? null]));
}

const masked = (secrets: Record<string, string>) =>
  Object.fromEntries(Object.entries(secrets).map(([name, secret]) => [name, maskSecret(secret)]));

const planted = plantedIntegrations('http://127.0.0.1:8080');

it('every provider has a case in this test', () => {
  expect([...new Set(planted.map(({ provider }) => provider))].toSorted()).toEqual(
    Object.keys(providers).toSorted(),
  );
});

describe.each(planted)('the secret hints of $name', ({ provider, made, changed, secrets, after }) => {
  it('are the last four characters of each secret, also after it was changed', async ({ gogreen }) => {
    const url = 'http://127.0.0.1:8080';
    const given = { [provider]: made(url) } as unknown as CreateIntegrationInput['provider'];
    const created = await tryCreateIntegration(gogreen, { projectKey, name: 'Hinted', provider: given });
    const { id } = succeeded(created).integration;
    expect(await readHints(gogreen, id)).toEqual(masked(secrets));

    const change = { [provider]: changed(url) } as unknown as NonNullable<UpdateIntegrationInput['provider']>;
    succeeded(await updateIntegration(gogreen, { integrationId: id, provider: change }));
    expect(await readHints(gogreen, id)).toEqual(masked(after));
  });
});

it('secret hints: a secret shorter than twelve characters has ••••, an empty one has no hint', async ({
  gogreen,
}) => {
  const { id } = await createWebhook(gogreen, {
    projectKey,
    url: 'http://127.0.0.1:8080',
    headers: [
      { name: 'X-Short', value: 'abcd1234xyz' },
      { name: 'X-Empty', value: '' },
    ],
  });
  const hints = await readHints(gogreen, id);
  expect(hints).toMatchObject({ 'headers.X-Short': '••••' });
  expect(Object.keys(hints)).toEqual(['signingSecret', 'headers.X-Short']);
});

it('secret hints: during a rotation, both signing secrets have one', async ({ gogreen }) => {
  const { id, signingSecret } = await createWebhook(gogreen, { projectKey, url: 'http://127.0.0.1:8080' });
  const fresh = succeeded(await rotateSigningSecret(gogreen, { integrationId: id })).signingSecret;
  expect(await readHints(gogreen, id)).toEqual(
    masked({ signingSecret: fresh, previousSigningSecret: signingSecret }),
  );
});

it('secret hints: are read without decryption, and contain only the end of a secret', async ({ gogreen }) => {
  const value = 'a-header-value-that-is-long';
  const { id } = await createWebhook(gogreen, {
    projectKey,
    url: 'http://127.0.0.1:8080',
    headers: [{ name: 'X-Long', value }],
  });
  const { pool } = gogreen.app.database;
  const { rows } = await pool.query(
    `UPDATE integrations SET secrets = 'unreadable' WHERE id = $1 RETURNING secret_hints::text AS hints`,
    [id],
  );
  expect(rows[0].hints).not.toContain('is-long');
  expect(await readHints(gogreen, id)).toMatchObject({ 'headers.X-Long': '••••long' });
});

it('secret hints of secrets that were stored before hints existed: have only names', async ({ gogreen }) => {
  const { id } = await createWebhook(gogreen, { projectKey, url: 'http://127.0.0.1:8080' });
  await gogreen.app.database.pool.query('UPDATE integrations SET secret_hints = NULL WHERE id = $1', [id]);
  expect(await readHints(gogreen, id)).toEqual({ signingSecret: null, headers: null });
  await updateIntegration(gogreen, {
    integrationId: id,
    provider: { webhook: { url: 'http://127.0.0.1:8080/b' } },
  });
  expect(await readHints(gogreen, id)).toEqual({ signingSecret: expect.stringMatching(/^••••.{4}$/) });
});

it('a deleted integration: its secrets and hints are erased', async ({ gogreen }) => {
  const { id } = await createWebhook(gogreen, { projectKey, url: 'http://127.0.0.1:8080' });
  await deleteIntegration(gogreen, id);
  const { rows } = await gogreen.app.database.pool.query(
    'SELECT secrets, secret_hints::text AS hints FROM integrations WHERE id = $1',
    [id],
  );
  expect(rows).toEqual([{ secrets: '', hints: '{}' }]);
});
