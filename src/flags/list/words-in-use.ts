/** The words that the flags of a project use, by how many use them: what an editor suggests. */

import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../../graphql/field-cost.ts';
import type { App } from '../../platform/app.ts';
import { InvalidInputError } from '../../platform/errors.ts';

/** SQL of the attributes that the rules and rollouts of a flag use; attributesIn says the same of a targeting in memory. */
const attributesInTargeting = `
  SELECT clause ->> 'attribute' FROM json_each(f.targeting) AS place, json_array_elements(place.value -> 'rules') AS rule,
    json_array_elements(rule -> 'clauses') AS clause
  UNION SELECT rule #>> '{serve,rollout,bucketBy}'
    FROM json_each(f.targeting) AS place, json_array_elements(place.value -> 'rules') AS rule
  UNION SELECT place.value #>> '{fallthrough,rollout,bucketBy}' FROM json_each(f.targeting) AS place`;

/** SQL of the words of a flag. */
const wordsOf = {
  tags: 'f.tags',
  owners: 'ARRAY[f.owner]',
  // Of a flag that a process of an older version has changed, only the targeting is up to date.
  attributes: `CASE WHEN f.listed_version = f.version THEN f.attributes ELSE ARRAY(${attributesInTargeting}) END`,
};

export interface WordInUse {
  name: string;
  flagCount: number;
}

/** Those that contain the text, the most used first. Fails with InvalidInputError. */
export async function wordsInUse(
  { database }: App,
  projectId: string,
  words: keyof typeof wordsOf,
  { search, first }: { search?: string | null | undefined; first?: number | null | undefined },
): Promise<WordInUse[]> {
  const limit = first ?? DEFAULT_PAGE_SIZE;
  if (limit < 0 || limit > MAX_PAGE_SIZE) {
    throw new InvalidInputError([{ path: 'first', message: `must be 0 to ${MAX_PAGE_SIZE}` }]);
  }
  const { rows } = await database.pool.query<WordInUse>({
    name: `read-${words}-in-use`,
    text: `SELECT word AS name, count(*)::int AS "flagCount"
      FROM flags f CROSS JOIN unnest(${wordsOf[words]}) AS word
      WHERE f.project_id = $1 AND word IS NOT NULL AND strpos(lower(word), lower($2)) > 0
      GROUP BY word ORDER BY count(*) DESC, word LIMIT $3`,
    values: [projectId, search ?? '', limit],
  });
  return rows;
}
