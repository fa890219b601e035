/** Writes changes of flags: their new state, the events and the job that tells others, in one statement. */

import { type Appended, type NewEvent, preparedAppend } from '../../events/append.ts';
import type { LoggedEvent } from '../../events/logged-event.ts';
import type { Transaction } from '../../platform/postgres/db.ts';
import { attributesIn, enabledIn } from './listed.ts';
import type { StoredFlag } from './stored-flag.ts';

/** A change that was computed of a locked flag, and not yet written. */
export interface PlannedChange {
  before: StoredFlag;
  after: StoredFlag;
  event: NewEvent;
}

/** The change of a locked flag to this state, with what its event says. */
export function plannedChange(
  flag: StoredFlag,
  state: Partial<Pick<StoredFlag, 'snapshot' | 'targeting'>>,
  event: Omit<NewEvent, 'projectId' | 'flagId' | 'flagKey'>,
): PlannedChange {
  const { id: flagId, projectId, snapshot, version } = flag;
  return {
    before: flag,
    after: { ...flag, ...state, version: version + 1, updatedAt: event.occurredAt },
    event: { ...event, projectId, flagId, flagKey: snapshot.key },
  };
}

/**
 * Writes changes of flags of one project, which must be locked, and returns their events. Of several changes of one flag,
 * each must be of the state that the one before leaves. Call this last: the project's counter stays locked until the commit.
 */
export async function writeChanges(
  tx: Transaction,
  changes: PlannedChange[],
  jobDelaySeconds = 0,
): Promise<LoggedEvent[]> {
  const [first] = changes;
  if (!first) return [];
  const append = preparedAppend(
    first.before.projectId,
    changes.map(({ event }) => event),
    jobDelaySeconds,
  );
  const { rows } = await tx.query<{ appended: Appended | null }>({
    name: 'write-flag-changes',
    text: `WITH saved AS (
        UPDATE flags f SET name = s.name, description = s.description, variations = coalesce(s.variations, f.variations),
          tags = s.tags, owner = s.owner, lifecycle = s.lifecycle, targeting = s.targeting,
          jira_issues = s.jira_issues, enabled_in = s.enabled_in, attributes = s.attributes, version = s.version,
          listed_version = s.version, updated_at = s.updated_at
        FROM json_to_recordset($7) AS s (id text, name text, description text, variations json, tags text[], owner text,
          lifecycle "FlagLifecycle", targeting json, jira_issues text[], enabled_in text[],
          attributes text[], version int, updated_at timestamptz)
        WHERE f.id = s.id
      )
      SELECT append_events($1, $2, $3, $4, $5, $6) AS appended`,
    values: [...append.values, JSON.stringify(savedFlags(changes))],
  });
  return append.toLogged(rows[0]?.appended);
}

/**
 * A row for each flag. Its variations are left out where they stay. Its targeting is written out in any case; see
 * defaultTargeting.
 */
function savedFlags(changes: PlannedChange[]): object[] {
  const ofFlags = Map.groupBy(changes, ({ before }) => before.id);
  return [...ofFlags.values()].flatMap((ofFlag) => {
    const [first, last] = [ofFlag[0], ofFlag.at(-1)];
    if (!first || !last) return [];
    const { id, version, updatedAt, snapshot, targeting } = last.after;
    const { name, description, variations, tags, owner, lifecycle, jiraIssues } = snapshot;
    return {
      id,
      name,
      description,
      variations: variations === first.before.snapshot.variations ? null : variations,
      tags,
      owner,
      lifecycle,
      targeting,
      jira_issues: jiraIssues,
      enabled_in: enabledIn(targeting),
      attributes: attributesIn(targeting),
      version,
      updated_at: updatedAt,
    };
  });
}
