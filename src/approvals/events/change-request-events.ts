import { coalesce } from '../../platform/postgres/coalesce.ts';
import type { Sql } from '../../platform/postgres/db.ts';

interface Asked {
  id: string;
  flagId: string;
}

/** The ids of the events that a change request has caused. They are found among those of its flag, which are indexed. */
export const readEventIds: (sql: Sql, asked: Asked) => Promise<string[]> = coalesce(
  async (sql: Sql, asked: Asked[]) => {
    const { rows } = await sql.query<{ id: string; changeRequestId: string }>({
      name: 'read-change-request-events',
      text: `SELECT e.id, coalesce(e.payload -> 'changeRequest' ->> 'id', e.payload ->> 'changeRequestId') AS "changeRequestId"
        FROM events e
        WHERE e.flag_id = ANY ($1::text[]) AND e.type::text ~ '^(APPROVAL_|FLAG_UPDATED)'
          AND coalesce(e.payload -> 'changeRequest' ->> 'id', e.payload ->> 'changeRequestId') = ANY ($2::text[])`,
      values: [[...new Set(asked.map(({ flagId }) => flagId))], asked.map(({ id }) => id)],
    });
    const byRequest = Map.groupBy(rows, ({ changeRequestId }) => changeRequestId);
    return asked.map(({ id }) => (byRequest.get(id) ?? []).map((event) => event.id));
  },
);
