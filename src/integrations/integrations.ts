/** Commands on integrations: create, update, delete, rotate the signing secret. */

import { z } from 'zod';
import { notFound, notFoundInProject } from '../access/not-found.ts';
import type { Actor } from '../access/viewer.ts';
import type { App } from '../platform/app.ts';
import { ConflictError } from '../platform/errors.ts';
import { newId } from '../platform/input/ids.ts';
import { parseInput, reference, rejectIfAny } from '../platform/input/input.ts';
import { addJob } from '../platform/jobs/jobs.ts';
import { type Sql, type Transaction, transaction } from '../platform/postgres/db.ts';
import { findProjectId } from '../projects/projects.ts';
import { startReceiving, stopReceiving } from './active-sequences.ts';
import type { Configuration } from './contract/provider.ts';
import { formOf } from './forms/form.ts';
import {
  changeFor,
  checkConfiguration,
  checkDestinations,
  chosenProvider,
  configureNew,
  destinationsOf,
  oneOfProviders,
  secretGenerator,
} from './forms/provider-input.ts';
import { auditIntegration, type Change, readShown } from './integration-audit.ts';
import { filters, integrationName } from './integration-fields.ts';
import { cancelDeliveriesJob } from './jobs.ts';
import type { AnyProvider } from './providers/registry.ts';
import { sealSecrets } from './secrets/configuration.ts';
import { movedSecrets } from './secrets/moved-secrets.ts';
import { hintsOf } from './secrets/secret-hints.ts';
import { lockIntegration, readIntegration, saveConfiguration } from './stored-integration.ts';

type AnyConfiguration = Configuration<unknown, unknown>;

const newIntegration = z.object({
  projectKey: reference,
  name: integrationName,
  ...filters,
  enabled: z.boolean().nullish(),
  provider: oneOfProviders('input'),
});

/** Creates an integration. Returns its signing secret, which is not shown again. */
export async function createIntegration(app: App, actor: Actor, input: unknown) {
  const asked = parseInput(newIntegration, input);
  const projectId = await findProjectId(app.database.pool, asked.projectKey);
  const environmentIds = await findEnvironmentIds(
    app.database.pool,
    asked.projectKey,
    asked.environmentKeys ?? [],
  );
  const [provider, given] = chosenProvider(asked.provider);
  const configuration = configureNew(provider, given);
  await checkDestinations(app, projectId, provider, configuration);

  const integrationId = newId('intg');
  await transaction(app.database.pool, async (tx) => {
    await tx.query(
      `INSERT INTO integrations (id, project_id, provider, name, enabled, event_types, environment_ids, settings, secrets,
         secret_hints)
       VALUES ($1, $2, $3, $4, $5, $6::"EventType"[], $7, $8, $9, $10)`,
      [
        integrationId,
        projectId,
        provider.name,
        asked.name,
        asked.enabled ?? true,
        asked.eventTypes ?? [],
        environmentIds,
        configuration.settings,
        sealSecrets(app.secrets, integrationId, configuration.secrets),
        hintsOf(provider, configuration.secrets),
      ],
    );
    await auditIntegration(tx, integrationId, {
      actor,
      now: app.now(),
      action: 'CREATED',
      before: null,
      after: await readShown(tx, integrationId),
      secrets: { before: {}, after: configuration.secrets },
    });
    if (asked.enabled ?? true) await startReceiving(tx, integrationId);
  });
  return { integrationId, signingSecret: provider.signingSecret?.reveal(configuration.secrets) ?? null };
}

const integrationChange = z.object({
  integrationId: reference,
  name: integrationName.nullish(),
  ...filters,
  enabled: z.boolean().nullish(),
  provider: oneOfProviders('change').nullish(),
});

/** Changes an integration. Disabling cancels its PENDING deliveries; when it is enabled, it starts with the next event. */
export async function updateIntegration(
  app: App,
  actor: Actor,
  input: unknown,
): Promise<{ integrationId: string }> {
  const change = parseInput(integrationChange, input);
  const { integrationId } = change;
  // Before the transaction: resolving a host name may take seconds, for which no connection and no lock may be held.
  const checked = change.provider ? await checkChange(app, integrationId, change.provider) : [];
  await transaction(app.database.pool, async (tx) => {
    const { projectKey, provider, configuration } = await lockIntegration(tx, app.secrets, integrationId);
    const before = await readShown(tx, integrationId);
    let secrets: Change['secrets'];
    const environmentIds =
      change.environmentKeys && (await findEnvironmentIds(tx, projectKey, change.environmentKeys));
    if (change.provider) {
      const given = changeFor(provider, change.provider);
      const current = configuration();
      const changed = formOf(provider).reconfigure(current, given);
      checkConfiguration(provider, changed);
      rejectUnchecked(provider, { checked, current, changed });
      rejectIfAny(movedSecrets(provider, current, changed, given));
      await saveConfiguration(tx, app.secrets, { id: integrationId, provider }, changed);
      secrets = { before: current.secrets, after: changed.secrets };
    }
    // Enabling resets its health: earlier failures are not counted.
    await tx.query(
      `UPDATE integrations SET name = coalesce($2, name), enabled = coalesce($3, enabled),
         event_types = coalesce($4::"EventType"[], event_types), environment_ids = coalesce($5, environment_ids),
         disabled_reason = CASE WHEN $3 THEN NULL ELSE disabled_reason END,
         consecutive_failures = CASE WHEN $3 THEN 0 ELSE consecutive_failures END,
         failing_since = CASE WHEN $3 THEN NULL ELSE failing_since END,
         probe_at = CASE WHEN $3 THEN NULL ELSE probe_at END, updated_at = $6
       WHERE id = $1`,
      [
        integrationId,
        change.name ?? null,
        change.enabled ?? null,
        change.eventTypes ?? null,
        environmentIds ?? null,
        app.now(),
      ],
    );
    if (change.enabled === false) await cancelPending(tx, integrationId);
    const after = await readShown(tx, integrationId);
    const action = before.fields.enabled && !after.fields.enabled ? 'DISABLED' : 'CHANGED';
    await auditIntegration(tx, integrationId, { actor, now: app.now(), action, before, after, secrets });
    if (!before.fields.enabled && after.fields.enabled) await startReceiving(tx, integrationId);
    if (before.fields.enabled && !after.fields.enabled) await stopReceiving(tx, integrationId);
  });
  return { integrationId };
}

/** Checks the integration as it would be after the change. Returns its destinations, all of which may be called. */
async function checkChange(
  app: App,
  integrationId: string,
  choice: NonNullable<z.output<typeof integrationChange>['provider']>,
): Promise<string[]> {
  const { projectId, provider, configuration } = await readIntegration(
    app.database.pool,
    app.secrets,
    integrationId,
  );
  const changed = formOf(provider).reconfigure(configuration(), changeFor(provider, choice));
  checkConfiguration(provider, changed);
  await checkDestinations(app, projectId, provider, changed);
  return destinationsOf(provider, changed).map(({ url }) => url);
}

/**
 * Fails with ConflictError when the changed integration has a destination that was not checked: neither by this command nor
 * when it was stored. Such a destination results from this change together with a concurrent one.
 */
function rejectUnchecked(
  provider: AnyProvider,
  { checked, current, changed }: { checked: string[] } & Record<'current' | 'changed', AnyConfiguration>,
): void {
  const known = new Set([...checked, ...destinationsOf(provider, current).map(({ url }) => url)]);
  if (destinationsOf(provider, changed).every(({ url }) => known.has(url))) return;
  throw new ConflictError(
    'The integration was changed at the same time by somebody else, and both changes together result in a destination that was not checked. Read the integration again, then repeat your change.',
  );
}

/** Deletes an integration and its secrets. Its deliveries stay in the log; PENDING ones are cancelled. */
export async function deleteIntegration(
  app: App,
  actor: Actor,
  input: unknown,
): Promise<{ integrationId: string }> {
  const { integrationId } = parseInput(z.object({ integrationId: reference }), input);
  const now = app.now();
  await transaction(app.database.pool, async (tx) => {
    const { rowCount } = await tx.query(
      'SELECT FROM integrations WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE',
      [integrationId],
    );
    if (!rowCount) throw notFound('intg', integrationId);
    const before = await readShown(tx, integrationId);
    await tx.query(
      `UPDATE integrations SET deleted_at = $2, enabled = false, secrets = '', secret_hints = '{}' WHERE id = $1`,
      [integrationId, now],
    );
    await cancelPending(tx, integrationId);
    await auditIntegration(tx, integrationId, { actor, now, action: 'DELETED', before, after: null });
  });
  return { integrationId };
}

const MAX_GRACE_HOURS = 24 * 30;
const rotation = z.object({
  integrationId: reference,
  graceHours: z
    .number()
    .min(0)
    .max(MAX_GRACE_HOURS, `must be at most ${MAX_GRACE_HOURS}, which is 30 days`)
    .nullish(),
});

/** Replaces the signing secret. The present one stays valid for `graceHours`, by default 24. */
export async function rotateSigningSecret(app: App, actor: Actor, input: unknown) {
  const { integrationId, graceHours } = parseInput(rotation, input);
  const now = app.now();
  const validUntil = new Date(now.getTime() + (graceHours ?? 24) * 3_600_000);
  const signingSecret = secretGenerator.signingSecret();
  await transaction(app.database.pool, async (tx) => {
    const { provider, configuration } = await lockIntegration(tx, app.secrets, integrationId);
    if (!provider.signingSecret)
      throw new ConflictError(`${provider.label} has no signing secret; webhooks and Jira have one.`);
    const current = configuration();
    const rotated = provider.signingSecret.rotate(current, signingSecret, validUntil, now);
    await saveConfiguration(tx, app.secrets, { id: integrationId, provider }, rotated);
    // Earlier ones may be valid for longer.
    await tx.query(
      `UPDATE integrations SET updated_at = $2,
         previous_secret_valid_until = greatest(previous_secret_valid_until, $3) WHERE id = $1`,
      [integrationId, now, validUntil],
    );
    const shown = await readShown(tx, integrationId);
    await auditIntegration(tx, integrationId, {
      actor,
      now,
      action: 'ROTATED',
      before: shown,
      after: shown,
      secrets: { before: current.secrets, after: rotated.secrets },
    });
  });
  return { integrationId, signingSecret };
}

function cancelPending(tx: Transaction, integrationId: string): Promise<void> {
  return addJob(tx, cancelDeliveriesJob, { integrationId });
}

async function findEnvironmentIds(sql: Sql, projectKey: string, keys: string[]): Promise<string[]> {
  const { rows } = await sql.query<{ id: string; key: string }>(
    'SELECT n.id, n.key FROM environments n JOIN projects p ON p.id = n.project_id WHERE p.key = $1',
    [projectKey],
  );
  return keys.map((key) => {
    const environment = rows.find((candidate) => candidate.key === key);
    if (!environment) throw notFoundInProject('env', projectKey, key);
    return environment.id;
  });
}
