/**
 * What the audit log tells of an integration: what the API shows of it, and of its secrets only that they changed. Both
 * follow from the schemas of its provider, so that no provider has to think of it.
 */

import { type Audited, appendAudit } from '../accounts/audit/audit.ts';
import { differenceOf, type Fields } from '../accounts/audit/audit-difference.ts';
import type { Sql, Transaction } from '../platform/postgres/db.ts';
import { enumNameOf } from './providers/names.ts';
import { type ProviderName, providerNamed, providers } from './providers/registry.ts';

/** All that is ever told of a secret. */
const CHANGED = 'changed';

/** An integration at one moment, without its secrets. */
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

/** What is stored at this moment. The row must be locked: what is read is what will be changed. */
export async function readShown(sql: Sql, integrationId: string): Promise<ShownIntegration> {
  const { rows } = await sql.query<Row>(
    `SELECT i.project_id AS "projectId", i.name, i.provider, i.enabled, i.disabled_reason AS "disabledReason", i.settings,
       ARRAY(SELECT DISTINCT t FROM unnest(i.event_types::text[]) t ORDER BY t) AS "eventTypes",
       ARRAY(SELECT n.key FROM environments n WHERE n.id = ANY (i.environment_ids)
         ORDER BY n.created_at, n.id) AS environments
     FROM integrations i WHERE i.id = $1`,
    [integrationId],
  );
  const [row] = rows;
  if (!row) throw new Error(`the integration ${integrationId} is gone although it is locked`);
  const { projectId, provider, settings, ...shown } = row;
  const fields = {
    provider: enumNameOf(provider as ProviderName),
    ...settingsOf(provider, settings),
    ...shown,
  };
  return { projectId, fields };
}

/** None, where this version cannot read them: such an integration can still be renamed, disabled and deleted. */
function settingsOf(provider: string, settings: unknown): Fields {
  if (!Object.hasOwn(providers, provider)) return {};
  return (providerNamed(provider).settings.safeParse(settings).data ?? {}) as Fields;
}

export interface Change extends Pick<Audited, 'actor' | 'now' | 'action'> {
  /** Null: it is being made. */
  before: ShownIntegration | null;
  /** Null: it is gone. */
  after: ShownIntegration | null;
  /** Left out: they stay as they are. */
  secrets?: { before: unknown; after: unknown } | undefined;
}

/** Adds an entry, unless nothing is different. */
export async function auditIntegration(
  tx: Transaction,
  integrationId: string,
  { actor, now, action, before, after, secrets }: Change,
): Promise<void> {
  const shown = after ?? before;
  if (!shown) throw new Error('an integration is either being made or there');
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

/** The secrets that are different: "changed" where there is one, null where there is none. */
function hideSecrets(before: Fields, after: Fields) {
  const difference = differenceOf(onlyGiven(before), onlyGiven(after));
  if (!difference) return nothing;
  const hide = (fields: Fields) =>
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, value === null ? null : CHANGED]),
    );
  return { before: hide(difference.before), after: hide(difference.after) };
}

/** An empty text and an empty record are no secret. */
function onlyGiven(secrets: Fields): Fields {
  const isEmpty = (value: unknown) =>
    value == null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(secrets).filter(([, value]) => !isEmpty(value)));
}
