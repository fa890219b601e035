/** What an environment serves, read from Postgres as a whole and by other code than the product's, to compare with. */

import { RULESET_FORMAT, type Ruleset } from 'gogreen-engine';
import type { Targeting, Variation } from '#src/flags/flag.ts';
import { defaultTargeting } from '#src/flags/targeting/targeting.ts';
import type { Pool } from '#src/platform/postgres/db.ts';

export interface StoredProject {
  sequence: number;
  epoch: string;
  /** By id of the environment. */
  rulesets: Map<string, Ruleset>;
}

interface Row {
  sequence: number;
  epoch: string;
  project: string;
  targetingKey: string;
  environments: { id: string; key: string; version: number }[];
  flags: {
    key: string;
    kind: 'BOOLEAN' | 'STRING' | 'NUMBER' | 'JSON';
    lifecycle: string;
    variations: Variation[];
    targeting: Record<string, Targeting>;
  }[];
}

/** One statement, so that all of it is as of one sequence. */
export async function readStoredProject(pool: Pool, projectKey: string): Promise<StoredProject> {
  const { rows } = await pool.query<Row>(
    `SELECT p.last_sequence AS sequence, p.epoch, p.key AS project, p.targeting_key AS "targetingKey",
      (SELECT json_agg(json_build_object('id', n.id, 'key', n.key, 'version', (SELECT coalesce(max(e.sequence), 0) FROM events e
        WHERE e.project_id = p.id AND e.type::text LIKE 'FLAG_%' AND coalesce(e.environment_id, n.id) = n.id)))
        FROM environments n WHERE n.project_id = p.id) AS environments,
      (SELECT coalesce(json_agg(f), '[]') FROM flags f WHERE f.project_id = p.id) AS flags
    FROM projects p WHERE p.key = $1`,
    [projectKey],
  );
  const [row] = rows;
  if (!row) throw new Error(`there is no project ${projectKey}`);
  const { sequence, epoch, project, targetingKey, environments } = row;
  const rulesets = environments.map(({ id, key, version }): [string, Ruleset] => {
    const flags = row.flags.map((flag) => {
      const targeting = flag.targeting[id] ?? defaultTargeting(flag);
      const rules = targeting.rules.map((rule) => ({
        id: rule.id,
        clauses: rule.clauses.map(({ attribute, operator, values, negate }) =>
          negate ? { attribute, operator, values, negate } : { attribute, operator, values },
        ),
        serve: rule.serve,
      }));
      return [
        flag.key,
        {
          kind: flag.kind,
          on: targeting.enabled,
          ...(flag.lifecycle === 'ARCHIVED' ? { archived: true } : {}),
          rules,
          fallthrough: targeting.fallthrough,
          off: targeting.offVariation,
          variations: flag.variations.map((variation) => ({ key: variation.key, value: variation.value })),
        },
      ];
    });
    const head = { project, environment: key, version, epoch, targetingKey };
    return [id, { format: RULESET_FORMAT, ...head, flags: Object.fromEntries(flags) }];
  });
  return { sequence, epoch, rulesets: new Map(rulesets) };
}
