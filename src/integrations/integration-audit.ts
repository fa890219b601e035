/**
 * Audit entries about integrations: all fields that the API shows, and for secrets only that they changed. Both are derived
 * from the schemas of the provider, so a new provider needs no code for it.
 */

import { type Audited, appendAudit } from '../accounts/audit/audit.ts';
import { differenceOf, type Fields } from '../accounts/audit/audit-difference.ts';
import type { Sql, Transaction } from '../platform/postgres/db.ts';
import { enumNameOf } from './providers/names.ts';
import { type ProviderName, providerNamed, providers } from './providers/registry.ts';

/** Stands for every value of a secret. */
const CHANGED = 'changed';

/** The fields of an integration at one time, without its secrets. */
export interface ShownIntegration {
  projectId: string;
  fields: Fields & { name: string; enabled: boolean };
}

interface Row {
  projectId: string;
  name: string;
  provider: string;
  enabled: boolean;
  disabledReason: string | null;
  eventTypes: string[];
  environments: string[];
  settings: unknown;
}

/** Reads the fields. The row must be locked, so that they do not change before the command writes. */
export async function readShown(sql: Sql, integrationId: string): Promise<ShownIntegration> {
  const { rows } = await sql.query<Row>(
    `SELECT i.project_id AS "projectId", i.name, i.provider, i.enabled, i.disabled_reason AS "disabledReason", i.settings,
       ARRAY(SELECT DISTINCT t FROM unnest(i.event_types::text[]) t ORDER BY t) AS "eventTypes",
       ARRAY(SELECT n.key FROM environments n WHERE n.id = ANY (i.environment_ids)
         ORDER BY n.position NULLS LAST, n.created_at, n.id) AS environments
     FROM integrations i WHERE i.id = $1`,
    [integrationId],
  );
  const [row] = rows;
  if (!row) throw new Error(`integration ${integrationId} does not exist although its row was locked`);
  const { projectId, provider, settings, ...shown } = row;
  const fields = {
    provider: enumNameOf(provider as ProviderName),
    ...settingsOf(provider, settings),
    ...shown,
  };
  return { projectId, fields };
}

/** Empty when this version cannot read them: such an integration can still be renamed, disabled and deleted. */
function settingsOf(provider: string, settings: unknown): Fields {
  if (!Object.hasOwn(providers, provider)) return {};
  return (providerNamed(provider).settings.safeParse(settings).data ?? {}) as Fields;
}

export interface Change extends Pick<Audited, 'actor' | 'now' | 'action'> {
  /** Null when it is being created. */
  before: ShownIntegration | null;
  /** Null when it is being deleted. */
  after: ShownIntegration | null;
  /** Undefined when they stay unchanged. */
  secrets?: { before: unknown; after: unknown } | undefined;
}

/** Adds an audit entry if there is a difference. */
export async function auditIntegration(
  tx: Transaction,
  integrationId: string,
  { actor, now, action, before, after, secrets }: Change,
): Promise<void> {
  const shown = after ?? before;
  if (!shown) throw new Error('an audit entry needs the integration before or after the change');
  const hidden = secrets ? hideSecrets(secrets.before as Fields, secrets.after as Fields) : nothing;
  const difference =
    before && after
      ? differenceOf({ ...before.fields }, { ...after.fields })
      : { before: before?.fields ?? {}, after: after?.fields ?? {} };
  if (!difference && hidden === nothing) return;
  await appendAudit(tx, {
    projectId: shown.projectId,
    actor,
    now,
    action,
    subject: 'INTEGRATION',
    subjectId: integrationId,
    subjectName: shown.fields.name,
    before: before && { ...difference?.before, ...hidden.before },
    after: after && { ...difference?.after, ...hidden.after },
  });
}

const nothing = { before: {}, after: {} };

/** The secrets that differ: "changed" for one that is set, null for one that is not. */
function hideSecrets(before: Fields, after: Fields) {
  const difference = differenceOf(withoutEmpty(before), withoutEmpty(after));
  if (!difference) return nothing;
  const hide = (fields: Fields) =>
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, value === null ? null : CHANGED]),
    );
  return { before: hide(difference.before), after: hide(difference.after) };
}

/** Without empty texts and empty records, which are no secrets. */
function withoutEmpty(secrets: Fields): Fields {
  const isEmpty = (value: unknown) =>
    value == null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(secrets).filter(([, value]) => !isEmpty(value)));
}
