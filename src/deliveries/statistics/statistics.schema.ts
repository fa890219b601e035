/** Statistics of deliveries in GraphQL. */

import { builder } from '../../graphql/builder.ts';
import { MAX_COUNTED } from '../../graphql/connection-of.ts';
import { describedEnum } from '../../graphql/described-enum.ts';
import { IntegrationInterface } from '../../integrations/integration.schema.ts';
import type { App } from '../../platform/app.ts';
import { shown } from '../../platform/input/limits.ts';
import { coalesce } from '../../platform/postgres/coalesce.ts';
import { any, query } from '../../platform/postgres/query.ts';
import { ProjectType } from '../../projects/project.schema.ts';
import { AttemptErrorClassEnum } from '../attempts/attempt.schema.ts';
import { type BucketSize, bucketsOf, MAX_BUCKETS } from './buckets.ts';
import { DURATION_ERROR } from './labels.ts';
import { type DeliveryCounts, readDeliveryCounts } from './read-counts.ts';
import { readStatistics } from './read-statistics.ts';
import type { DeliveryStatistics } from './summarize.ts';

const BucketEnum = describedEnum<BucketSize>(
  'StatisticsBucket',
  'The length of time that statistics are given for.',
  { MINUTE: 'One minute.', HOUR: 'One hour.', DAY: 'One day, in UTC.' },
);

const ErrorCountType = builder
  .objectRef<DeliveryStatistics['errors'][number]>('AttemptErrorCount')
  .implement({
    description: 'How many attempts failed with an error class.',
    fields: (t) => ({
      class: t.field({
        type: AttemptErrorClassEnum,
        description: 'The error class.',
        resolve: (count) => count.class,
      }),
      attempts: t.exposeInt('attempts', { description: 'Number of attempts.' }),
    }),
  });

const ACCURACY = `accurate to ${DURATION_ERROR * 100} %. Null without attempts.`;

const DeliveryStatsType = builder.objectRef<DeliveryStatistics>('DeliveryStats').implement({
  description: 'What happened to deliveries during a minute, an hour or a day, without test events.',
  fields: (t) => ({
    startsAt: t.expose('startsAt', { type: 'DateTime', description: 'Start of that time.' }),
    delivered: t.exposeInt('delivered', {
      description:
        'Number of deliveries that were delivered. One that is retried or replayed counts each time it ends, but one that is retried within about two minutes counts only how it ended last.',
    }),
    failed: t.exposeInt('failed', { description: 'Number of deliveries that ended as FAILED.' }),
    cancelled: t.exposeInt('cancelled', { description: 'Number of deliveries that ended as CANCELLED.' }),
    attempts: t.exposeInt('attempts', { description: 'Number of attempts that began.' }),
    p50Ms: t.exposeInt('p50Ms', {
      nullable: true,
      description: `Median duration of the attempts in milliseconds, ${ACCURACY}`,
    }),
    p95Ms: t.exposeInt('p95Ms', {
      nullable: true,
      description: `Duration in milliseconds that 95 % of the attempts did not exceed, ${ACCURACY}`,
    }),
    errors: t.field({
      type: [ErrorCountType],
      description: 'Numbers of failed attempts by error class, the most frequent class first.',
      resolve: ({ errors }) => errors,
    }),
  }),
});

/** Of a field that reads as many rows as a page of many others. */
const STATISTICS_COST = { field: 200, multiplier: 20 };

const about = (whose: string) =>
  `${whose} over time, by minute, hour or day, the oldest first and without gaps; 1 to ${shown(MAX_BUCKETS)} of these. Kept for RETENTION_DAYS. Fails with INVALID_INPUT when the range is empty or too long.`;

const range = {
  from: {
    type: 'DateTime',
    required: true,
    description: 'Time with which the first minute, hour or day is chosen: the one that it lies in.',
  },
  to: {
    type: 'DateTime',
    description: 'End, later than `from`: the last one begins before it. Default: now.',
  },
  bucket: { type: BucketEnum, required: true, description: 'Minutes, hours or days.' },
} as const;

builder.prismaInterfaceField(IntegrationInterface, 'deliveryStats', (t) =>
  t.field({
    type: [DeliveryStatsType],
    description: about('The deliveries of the integration'),
    complexity: STATISTICS_COST,
    args: { from: t.arg(range.from), to: t.arg(range.to), bucket: t.arg(range.bucket) },
    resolve: ({ id }, { from, to, bucket }, { app }) =>
      readStatistics(app, { integrationIds: [id], buckets: bucketsOf(from, to ?? app.now(), bucket) }),
  }),
);

builder.prismaObjectField(ProjectType, 'deliveryStats', (t) =>
  t.field({
    type: [DeliveryStatsType],
    description: about('The deliveries to all integrations of the project, deleted ones included,'),
    complexity: STATISTICS_COST,
    args: { from: t.arg(range.from), to: t.arg(range.to), bucket: t.arg(range.bucket) },
    resolve: async ({ id }, { from, to, bucket }, { app }) => {
      const buckets = bucketsOf(from, to ?? app.now(), bucket);
      return readStatistics(app, { integrationIds: await integrationsOf(app, id), buckets });
    },
  }),
);

const integrationsOf = coalesce(async ({ database }: App, projectIds: string[]): Promise<string[][]> => {
  const rows = await query(database.pool)
    .selectFrom('integrations')
    .select(['id', 'projectId'])
    .where('projectId', '=', any(projectIds))
    .execute();
  return projectIds.map((id) => rows.filter((row) => row.projectId === id).map((row) => row.id));
});

const NUMBER = `${shown(MAX_COUNTED)} stands for that number or more.`;

const CountsType = builder.objectRef<DeliveryCounts>('DeliveryCounts').implement({
  description: 'How many deliveries of an integration are in a state now.',
  fields: (t) => ({
    pending: t.exposeInt('pending', { description: `Number of deliveries that are PENDING. ${NUMBER}` }),
    waiting: t.exposeInt('waiting', {
      description: `Number of those that are queued: due, but held back by a limit. ${NUMBER}`,
    }),
    failed: t.exposeInt('failed', { description: `Number of deliveries that are FAILED. ${NUMBER}` }),
  }),
});

builder.prismaInterfaceField(IntegrationInterface, 'counts', (t) =>
  t.field({
    type: CountsType,
    description: 'How many of its deliveries are in a state now.',
    complexity: STATISTICS_COST,
    resolve: ({ id }, _args, { app }) => readDeliveryCounts(app.database.pool, id),
  }),
);
