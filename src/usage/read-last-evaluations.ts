import { coalesce } from '../platform/postgres/coalesce.ts';
import type { Sql } from '../platform/postgres/db.ts';
import { any, query } from '../platform/postgres/query.ts';

/** When a flag was evaluated last, by environment id. Those of many flags that are asked for together take one statement. */
export const readLastEvaluations: (sql: Sql, flagId: string) => Promise<ReadonlyMap<string, Date>> = coalesce(
  async (sql: Sql, flagIds: string[]) => {
    const rows = await query(sql)
      .selectFrom('flagLastEvaluations')
      .select(['flagId', 'environmentId', 'evaluatedAt'])
      .where('flagId', '=', any([...new Set(flagIds)]))
      .execute();
    const byFlag = Map.groupBy(rows, ({ flagId }) => flagId);
    return flagIds.map(
      (id) => new Map(byFlag.get(id)?.map(({ environmentId, evaluatedAt }) => [environmentId, evaluatedAt])),
    );
  },
);
