import { coalesce } from '../../platform/postgres/coalesce.ts';
import type { Sql } from '../../platform/postgres/db.ts';
import { any, query, sql } from '../../platform/postgres/query.ts';

interface Asked {
  id: string;
  flagId: string;
}

/** The ids of the events that a change request has caused. They are found among those of its flag, which are indexed. */
export const readEventIds: (on: Sql, asked: Asked) => Promise<string[]> = coalesce(
  async (on: Sql, asked: Asked[]) => {
    const changeRequestId = sql<string>`coalesce(payload -> 'changeRequest' ->> 'id', payload ->> 'changeRequestId')`;
    const events = await query(on)
      .selectFrom('events')
      .select(['id', changeRequestId.as('changeRequestId')])
      .where('flagId', '=', any([...new Set(asked.map(({ flagId }) => flagId))]))
      .where(sql<boolean>`type::text ~ '^(APPROVAL_|FLAG_UPDATED)'`)
      .where(changeRequestId, '=', any(asked.map(({ id }) => id)))
      .execute();
    const byRequest = Map.groupBy(events, ({ changeRequestId }) => changeRequestId);
    return asked.map(({ id }) => (byRequest.get(id) ?? []).map((event) => event.id));
  },
);
