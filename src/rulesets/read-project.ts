/**
 * The statements that read what a project's flags serve. Each is one statement, so that all of what it reads is as of one
 * sequence of the log. Events tell that a flag has changed, its row tells to what.
 */

import { eventTypes, groupOf } from '../events/event-type.ts';
import type { Sql } from '../platform/postgres/db.ts';
import type { StoredRules } from './flag-rules.ts';

/** What the statements have in common: the project beside its flags. */
interface ReadProject {
  key: string;
  epoch: string;
  targetingKey: string;
  lastSequence: number;
  /** The newest event; null when there is none. */
  lastEventId: string | null;
}

export interface LoadedProject extends ReadProject {
  environments: LoadedEnvironment[];
  flags: StoredRules[];
}

export interface LoadedEnvironment {
  id: string;
  key: string;
  /** Sequence of the last event that may have changed what it serves; 0 when there is none. */
  version: number;
}

/** What is new after a sequence. */
export interface LookedAt extends ReadProject {
  /** The event of that sequence; null when it is not in the log. */
  eventBefore: string | null;
  environments: Omit<LoadedEnvironment, 'version'>[];
  /** For each flag and each environment (null: all of them) that events concern, the sequence of the last one. */
  changes: { flagKey: string; environmentId: string | null; sequence: number }[];
  /** The flags that these name, but for those that do not exist any more. */
  flags: StoredRules[];
}

/** The types of events that may change what flags serve. */
const CHANGES = `(${eventTypes
  .filter(({ name }) => groupOf(name) === 'flag')
  .map(({ name }) => `'${name}'`)
  .join(', ')})`;

const HEAD = `'key', p.key, 'epoch', p.epoch, 'targetingKey', p.targeting_key, 'lastSequence', p.last_sequence,
  'lastEventId', (SELECT e.id FROM events e WHERE e.project_id = p.id AND e.sequence = p.last_sequence)`;

const FLAG = `json_build_object('key', f.key, 'kind', f.kind, 'lifecycle', f.lifecycle, 'variations', f.variations,
  'targeting', f.targeting)::text`;

/** All flags of a project. Null when there is no such project. */
export async function loadProject(sql: Sql, projectId: string): Promise<LoadedProject | null> {
  const { rows } = await sql.query<Row>({
    name: 'load-ruleset',
    text: `SELECT true AS "isProject", json_build_object(${HEAD}, 'environments', (
        SELECT coalesce(json_agg(json_build_object('id', n.id, 'key', n.key, 'version', greatest(everywhere.version, (
            SELECT max(e.sequence) FROM events e
            WHERE e.project_id = p.id AND e.environment_id = n.id AND e.type IN ${CHANGES})))), '[]')
        FROM environments n WHERE n.project_id = p.id))::text AS data
      FROM projects p, LATERAL (
        SELECT coalesce(max(e.sequence), 0) AS version FROM events e
        WHERE e.project_id = p.id AND e.environment_id IS NULL AND e.type IN ${CHANGES}
      ) AS everywhere
      WHERE p.id = $1
      UNION ALL SELECT false, ${FLAG} FROM flags f WHERE f.project_id = $1`,
    values: [projectId],
  });
  return parse(rows);
}

/** What is new in a project after a sequence. Null when there is no such project. */
export async function lookAtProject(sql: Sql, projectId: string, after: number): Promise<LookedAt | null> {
  const { rows } = await sql.query<Row>({
    name: 'look-at-ruleset',
    text: `WITH changed AS (
        SELECT e.flag_key, e.environment_id, max(e.sequence) AS sequence FROM events e
        WHERE e.project_id = $1 AND e.sequence > $2 AND e.type IN ${CHANGES} GROUP BY 1, 2
      )
      SELECT true AS "isProject", json_build_object(${HEAD},
        'eventBefore', (SELECT e.id FROM events e WHERE e.project_id = p.id AND e.sequence = $2),
        'environments', (SELECT coalesce(json_agg(json_build_object('id', n.id, 'key', n.key)), '[]')
          FROM environments n WHERE n.project_id = p.id),
        'changes', (SELECT coalesce(json_agg(json_build_object('flagKey', c.flag_key, 'environmentId', c.environment_id,
          'sequence', c.sequence)), '[]') FROM changed c))::text AS data
      FROM projects p WHERE p.id = $1
      UNION ALL SELECT false, ${FLAG} FROM flags f
      WHERE f.project_id = $1 AND f.key IN (SELECT c.flag_key FROM changed c)`,
    values: [projectId, after],
  });
  return parse(rows);
}

/** The keys of the flags that events after `from`, up to and including `to`, may have changed in an environment. */
export async function readChangedKeys(
  sql: Sql,
  { projectId, environmentId }: { projectId: string; environmentId: string },
  from: number,
  to: number,
): Promise<string[]> {
  const { rows } = await sql.query<{ key: string }>({
    name: 'changed-in-ruleset',
    text: `SELECT e.flag_key AS key FROM events e WHERE e.project_id = $1 AND e.environment_id = $2
        AND e.sequence > $3 AND e.sequence <= $4 AND e.type IN ${CHANGES}
      UNION SELECT e.flag_key FROM events e WHERE e.project_id = $1 AND e.environment_id IS NULL
        AND e.sequence > $3 AND e.sequence <= $4 AND e.type IN ${CHANGES}`,
    values: [projectId, environmentId, from, to],
  });
  return rows.map(({ key }) => key);
}

/** Gives the project another epoch, unless somebody did so already. */
export async function renewEpoch(sql: Sql, projectId: string, epoch: string): Promise<void> {
  await sql.query('UPDATE projects SET epoch = gen_random_uuid()::text WHERE id = $1 AND epoch = $2', [
    projectId,
    epoch,
  ]);
}

interface Row {
  isProject: boolean;
  /** JSON, parsed here: its length says how much memory a flag takes. */
  data: string;
}

function parse<Project extends ReadProject & { flags: StoredRules[] }>(rows: Row[]): Project | null {
  const head = rows.find(({ isProject }) => isProject);
  if (!head) return null;
  const flags = rows.filter(({ isProject }) => !isProject);
  return {
    ...(JSON.parse(head.data) as Omit<Project, 'flags'>),
    flags: flags.map(({ data }) => ({ ...JSON.parse(data), length: data.length }) as StoredRules),
  } as Project;
}
