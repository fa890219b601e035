import type { Targeting } from '../../flags/flag.ts';
import { defaultTargeting } from '../../flags/targeting/targeting.ts';
import {
  type CurrentFlag,
  type StoredFlagState,
  toCurrentFlag,
} from '../../integrations/event/current-flag.ts';
import type { StoredEvent } from '../../integrations/event/to-outgoing-event.ts';
import type { App } from '../../platform/app.ts';

interface Row extends Omit<StoredFlagState, 'environments' | 'projectKey'> {
  environments: { key: string; name: string; targeting: Targeting | null }[];
}

/** The flag of an event as it is now. Null when the event has none or the flag was deleted. */
export async function readCurrentFlag(
  { database, publicUrl }: Pick<App, 'database' | 'publicUrl'>,
  { flagId, project }: Pick<StoredEvent, 'flagId' | 'project'>,
): Promise<CurrentFlag | null> {
  if (flagId === null) return null;
  const { rows } = await database.pool.query<Row>({
    name: 'read-current-flag',
    text: `SELECT f.id, f.key, f.name, f.kind, f.lifecycle, f.variations, f.jira_issues AS "jiraIssues",
        f.updated_at AS "updatedAt",
        (SELECT coalesce(json_agg(json_build_object('key', n.key, 'name', n.name, 'targeting', f.targeting -> n.id)
            ORDER BY n.created_at, n.id), '[]')
          FROM environments n WHERE n.project_id = f.project_id) AS environments
      FROM flags f WHERE f.id = $1 AND f.project_id = $2`,
    values: [flagId, project.id],
  });
  const [row] = rows;
  if (!row) return null;
  const environments = row.environments.map(({ targeting, ...environment }) => ({
    ...environment,
    targeting: targeting ?? defaultTargeting(row),
  }));
  return toCurrentFlag({ ...row, projectKey: project.key, environments }, publicUrl);
}
