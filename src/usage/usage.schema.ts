/** How often flags are evaluated, and when they were last. */

import { FlagEnvironmentType, FlagType } from '../flags/flag.schema.ts';
import { environmentsOf } from '../flags/read-flag.ts';
import { builder } from '../graphql/builder.ts';
import { bucketsOf, MAX_BUCKETS } from '../graphql/statistics/buckets.ts';
import { range, STATISTICS_COST } from '../graphql/statistics/range.schema.ts';
import { shown } from '../platform/input/limits.ts';
import { readLastEvaluations } from './read-last-evaluations.ts';
import { type FlagUsage, readUsage } from './read-usage.ts';
import { readStaleReason, UNUSED_AFTER_DAYS } from './stale-flags.ts';
import { checkReadable } from './usage-retention.ts';

const VariationUsageType = builder
  .objectRef<FlagUsage['variations'][number]>('FlagVariationUsage')
  .implement({
    description: 'How often a flag was evaluated to a variation.',
    fields: (t) => ({
      variation: t.exposeString('variation', {
        description: 'The key of the variation, which may have been deleted since.',
      }),
      evaluations: t.exposeFloat('evaluations', {
        description: 'Number of evaluations, a whole number, which may be larger than an Int.',
      }),
    }),
  });

const FlagUsageType = builder.objectRef<FlagUsage>('FlagUsage').implement({
  description: 'How often a flag was evaluated during a minute, an hour or a day.',
  fields: (t) => ({
    startsAt: t.expose('startsAt', { type: 'DateTime', description: 'Start of that time.' }),
    evaluations: t.float({
      description: 'Number of evaluations, a whole number, which may be larger than an Int.',
      resolve: ({ variations }) => variations.reduce((sum, { evaluations }) => sum + evaluations, 0),
    }),
    variations: t.expose('variations', {
      type: [VariationUsageType],
      description: 'The same by variation, without those that were not served; the most frequent one first.',
    }),
  }),
});

const REPORTED =
  'as applications report it with `POST /sdk/v1/usage`; those that do not report, such as OFREP clients, are not counted';

builder.objectField(FlagEnvironmentType, 'usage', (t) =>
  t.field({
    type: [FlagUsageType],
    description: `How often the flag was evaluated in the environment, ${REPORTED}. By minute, hour or day, the oldest first and without gaps; 1 to ${shown(MAX_BUCKETS)} of these. Minutes are kept for 6 hours, hours for 14 days, days for RETENTION_DAYS. Fails with INVALID_INPUT when the range is empty, too long, or begins before what is kept.`,
    complexity: STATISTICS_COST,
    args: { from: t.arg(range.from), to: t.arg(range.to), bucket: t.arg(range.bucket) },
    resolve: ({ flag, environment }, { from, to, bucket }, { app }) => {
      const buckets = bucketsOf(from, to ?? app.now(), bucket);
      checkReadable(from, bucket, app.now());
      return readUsage(app, { flagId: flag.id, environmentId: environment.id, buckets });
    },
  }),
);

builder.objectField(FlagEnvironmentType, 'lastEvaluatedAt', (t) =>
  t.field({
    type: 'DateTime',
    nullable: true,
    description: `When the flag was last evaluated in the environment, ${REPORTED}. Accurate to a minute. null if it never was.`,
    resolve: async ({ flag, environment }, _args, { app }) =>
      (await readLastEvaluations(app.database.pool, flag.id)).get(environment.id) ?? null,
  }),
);

builder.prismaObjectField(FlagType, 'lastEvaluatedAt', (t) =>
  t.field({
    type: 'DateTime',
    nullable: true,
    description: `When the flag was last evaluated, ${REPORTED}. Accurate to a minute. null if it never was.`,
    args: {
      environmentKey: t.arg.string({
        description: 'The key of an environment. Default: in any environment of the project.',
      }),
    },
    resolve: async (flag, { environmentKey }, context) => {
      const [environments, last] = await Promise.all([
        environmentsOf(flag, context),
        readLastEvaluations(context.app.database.pool, flag.id),
      ]);
      const times = environments
        .filter(({ key }) => environmentKey == null || key === environmentKey)
        .flatMap(({ id }) => last.get(id) ?? [])
        .map((time) => time.getTime());
      return times.length === 0 ? null : new Date(Math.max(...times));
    },
  }),
);

builder.prismaObjectField(FlagType, 'staleReason', (t) =>
  t.string({
    nullable: true,
    description: `Why the flag seems to be STALE, as a sentence: no application has reported an evaluation for ${UNUSED_AFTER_DAYS} days. null if nothing suggests it: it is not ACTIVE, newer than that, was evaluated, or no application of the project reports. What is evaluated without being reported, such as by OFREP clients, is not known: look before you delete.`,
    resolve: ({ id }, _args, { app }) => readStaleReason(app, id),
  }),
);
