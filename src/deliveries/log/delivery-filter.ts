/** Which deliveries a list shows, a subscription tells of and a bulk retry takes. */

import { z } from 'zod';
import type { Prisma } from '../../../generated/prisma/client.ts';
import { DeliveryStatus, EventType } from '../../../generated/prisma/enums.ts';
import type { App } from '../../platform/app.ts';
import { outboundErrorClasses } from '../../platform/egress/outcome.ts';
import { MAX_LISTED } from '../../platform/input/distinct.ts';
import { firstIdAt } from '../../platform/input/ids.ts';
import { parseInput, reference, text } from '../../platform/input/input.ts';
import { shown } from '../../platform/input/limits.ts';
import { literally } from '../../platform/input/literally.ts';
import { any, query } from '../../platform/postgres/query.ts';
import { aboutFlag } from '../../projects/project-lists.ts';

/** Status codes of HTTP. */
export const RESPONSE_STATUSES = { min: 100, max: 599 };
/** Far more than is needed to recognize something. */
export const MAX_SEARCH_LENGTH = 200;

const oneOf = <Entry extends z.ZodType>(entry: Entry) =>
  z
    .array(entry)
    .max(MAX_LISTED, `at most ${shown(MAX_LISTED)} entries`)
    .transform((entries) => [...new Set(entries)])
    .nullish();

const { min, max } = RESPONSE_STATUSES;
const responseStatus = z.int().min(min, `must be ${min} or more`).max(max, `must be ${max} or less`);
/** A time; as text where it was stored as JSON. */
const time = z.coerce.date();

export const deliveryFilter = z.object({
  statuses: oneOf(z.enum(DeliveryStatus)),
  integrationId: reference.nullish(),
  eventId: reference.nullish(),
  eventTypes: oneOf(z.enum(EventType)),
  flagKey: reference.nullish(),
  environmentKeys: oneOf(reference),
  errorClasses: oneOf(z.enum(outboundErrorClasses)),
  responseStatuses: z
    .object({ from: responseStatus, to: responseStatus })
    .refine(({ from, to }) => from <= to, { path: ['to'], error: 'must not be smaller than from' })
    .nullish(),
  createdAfter: time.nullish(),
  createdBefore: time.nullish(),
  targets: oneOf(text(2_000)),
  recoveryId: reference.nullish(),
  isTest: z.boolean().nullish(),
  isWaiting: z.boolean().nullish(),
  text: text(MAX_SEARCH_LENGTH).nullish(),
});

/** As it comes from outside, and as a recovery keeps it. */
export type AskedFilter = z.input<typeof deliveryFilter>;

/** With the ids of the environments: only by those can Postgres tell how many events are about them. */
export type DeliveryFilter = Omit<z.output<typeof deliveryFilter>, 'environmentKeys'> & {
  environmentIds: string[] | null;
};

/** Fails with InvalidInputError, whose paths begin with `filter`. */
export async function readFilter(
  { database }: App,
  projectId: string,
  asked: AskedFilter | null | undefined,
): Promise<DeliveryFilter> {
  const parsed = parseInput(z.object({ filter: deliveryFilter }), { filter: asked ?? {} });
  const { environmentKeys, ...filter } = parsed.filter;
  if (!environmentKeys) return { ...filter, environmentIds: null };
  const environments = await query(database.pool)
    .selectFrom('environments')
    .select('id')
    .where('projectId', '=', projectId)
    .where('key', '=', any(environmentKeys))
    .execute();
  return { ...filter, environmentIds: environments.map(({ id }) => id) };
}

/** The deliveries of a project that match. The project is that of the event too: an index of events begins with it. */
export function matching(filter: DeliveryFilter, projectId: string): Prisma.DeliveryWhereInput {
  return { projectId, AND: [...conditions(filter), aboutEvent(filter, projectId)] };
}

/** What is left out or empty is no condition. */
function conditions(filter: DeliveryFilter): Prisma.DeliveryWhereInput[] {
  const { statuses, integrationId, eventId, errorClasses, responseStatuses, targets, recoveryId } = filter;
  return [
    statuses ? { status: { in: statuses } } : {},
    integrationId ? { integrationId } : {},
    eventId ? { eventId } : {},
    errorClasses ? { lastErrorClass: { in: errorClasses } } : {},
    responseStatuses ? { lastResponseStatus: { gte: responseStatuses.from, lte: responseStatuses.to } } : {},
    createdWithin(filter),
    targets ? { target: { in: targets } } : {},
    // The index of targets is without those of providers that have only one.
    targets && !targets.includes('') ? { target: { not: '' } } : {},
    recoveryId ? { recoveryId } : {},
    filter.isTest == null ? {} : { sequence: filter.isTest ? null : { not: null } },
    filter.isWaiting == null ? {} : waiting(filter.isWaiting),
    filter.text ? containing(filter.text) : {},
  ];
}

function waiting(isWaiting: boolean): Prisma.DeliveryWhereInput {
  const queued: Prisma.DeliveryWhereInput = { status: 'PENDING', queuedAt: { not: null } };
  return isWaiting ? queued : { NOT: queued };
}

function containing(text: string): Prisma.DeliveryWhereInput {
  const contains = { contains: literally(text), mode: 'insensitive' } as const;
  return {
    OR: [{ event: { flagKey: contains } }, { integration: { name: contains } }, { lastError: contains }],
  };
}

function aboutEvent({ eventTypes, flagKey, environmentIds }: DeliveryFilter, projectId: string) {
  const event: Prisma.EventWhereInput = {
    ...(eventTypes ? { type: { in: eventTypes } } : {}),
    ...aboutFlag({ flagKey }),
    ...(environmentIds ? { environmentId: { in: environmentIds } } : {}),
  };
  return Object.keys(event).length > 0 ? { event: { ...event, projectId } } : {};
}

/** How far the time in the id of a delivery may be from that of its creation. They are taken within seconds. */
const ID_TOLERANCE_MS = 3_600_000;

/** Lists are in the order of ids: only by these does an index reach the deliveries of a time. */
function createdWithin({ createdAfter, createdBefore }: DeliveryFilter): Prisma.DeliveryWhereInput {
  const idAt = (at: Date, tolerance: number) => firstIdAt('dlv', new Date(at.getTime() + tolerance));
  return {
    AND: [
      createdAfter
        ? { createdAt: { gte: createdAfter }, id: { gte: idAt(createdAfter, -ID_TOLERANCE_MS) } }
        : {},
      createdBefore
        ? { createdAt: { lt: createdBefore }, id: { lt: idAt(createdBefore, ID_TOLERANCE_MS) } }
        : {},
    ],
  };
}
