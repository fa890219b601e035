/** The first and the last events of flags, for lists: those of all flags of a page are read in one statement. */

import { eventTypes, groupOf } from '../../events/event-type.ts';
import { type ShownEvent, type StoredEnvironment, toEnvironment } from '../../events/logged-event.ts';
import { batched } from '../../graphql/batched.ts';
import type { Context } from '../../graphql/context.ts';

interface Row extends Omit<ShownEvent, 'environment'> {
  place: number;
  environment: StoredEnvironment | null;
}

const typesOfFlags = eventTypes.map(({ name }) => name).filter((type) => groupOf(type) === 'flag');

/** The newest event of a flag by its id, without those of its change requests and experiments. */
export const lastEventOf = batched((context: Context, flagIds: string[]) =>
  readEach(context, {
    name: 'read-last-events',
    where: `e.flag_id = w.flag_id AND e.type = ANY ($3::"EventType"[])`,
    order: 'DESC',
    values: [flagIds, flagIds.map(() => null), typesOfFlags],
  }),
);

/** The newest change of a flag that is about one environment only. */
export const lastEventIn = batched((context: Context, places: { flagId: string; environmentId: string }[]) =>
  readEach(context, {
    name: 'read-last-events-in-environments',
    where: `e.flag_id = w.flag_id AND e.environment_id = w.environment_id AND e.type = 'FLAG_UPDATED'`,
    order: 'DESC',
    values: [places.map(({ flagId }) => flagId), places.map(({ environmentId }) => environmentId)],
  }),
);

/** The creation of a flag by its id. */
export const creationOf = batched((context: Context, flagIds: string[]) =>
  readEach(context, {
    name: 'read-creations',
    where: `e.flag_id = w.flag_id AND e.type = 'FLAG_CREATED'`,
    order: 'ASC',
    values: [flagIds, flagIds.map(() => null)],
  }),
);

/** At most so many of the newest. */
export const MAX_EVENTS_SINCE = 50;

/** The changes that took a flag from a version to the one that it has now, newest first: each has made one version. */
export async function eventsSince({ app }: Context, flagId: string, version: number): Promise<ShownEvent[]> {
  const { rows } = await app.database.pool.query<Omit<Row, 'place'>>({
    name: 'read-events-since-version',
    text: `SELECT ${EVENT_COLUMNS}
      FROM events e LEFT JOIN environments n ON n.id = e.environment_id
      WHERE e.flag_id = $1 AND e.sequence IS NOT NULL AND e.type = ANY ($3::"EventType"[])
      ORDER BY e.sequence DESC
      LIMIT greatest(0, least(${MAX_EVENTS_SINCE}, (SELECT f.version - $2 FROM flags f WHERE f.id = $1)))`,
    values: [flagId, version, typesOfFlags],
  });
  return rows.map((event) => ({ ...event, environment: toEnvironment(event.environment) }));
}

const EVENT_COLUMNS = `e.id, e.project_id AS "projectId", e.sequence, e.type, e.occurred_at AS "occurredAt",
        e.environment_id AS "environmentId", e.flag_id AS "flagId", e.flag_key AS "flagKey", e.actor, e.comment,
        e.fanned_out AS "fannedOut", CASE WHEN n.id IS NOT NULL THEN environment_json(n) END AS environment`;

/** One event for each pair of flag and environment, in their order; null where there is none. */
async function readEach(
  { app }: Context,
  { name, where, order, values }: { name: string; where: string; order: 'ASC' | 'DESC'; values: unknown[] },
): Promise<(ShownEvent | null)[]> {
  const { rows } = await app.database.pool.query<Row>({
    name,
    text: `SELECT w.place::int, ${EVENT_COLUMNS}
      FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS w (flag_id, environment_id, place)
      CROSS JOIN LATERAL (
        SELECT * FROM events e WHERE ${where} AND e.sequence IS NOT NULL ORDER BY e.sequence ${order} LIMIT 1
      ) AS e
      LEFT JOIN environments n ON n.id = e.environment_id`,
    values,
  });
  const found = new Map(rows.map(({ place, ...event }) => [place, event]));
  return (values[0] as string[]).map((_id, index) => {
    const event = found.get(index + 1);
    return event ? { ...event, environment: toEnvironment(event.environment) } : null;
  });
}
