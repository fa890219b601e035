/** The histogram of a project's log. */

import { builder } from '../../graphql/builder.ts';
import { describedEnum } from '../../graphql/described-enum.ts';
import { MAX_PAGE_SIZE } from '../../graphql/field-cost.ts';
import { shown } from '../../platform/input/limits.ts';
import { ProjectType } from '../../projects/project.schema.ts';
import { type Bucket, countByTime, type EventCounts, MAX_BUCKETS, MAX_EVENTS } from './event-counts.ts';
import { EventFilterInput } from './event-filter.schema.ts';
import { MAX_SEARCHED } from './matching-events.ts';

const BucketEnum = describedEnum<Bucket>('EventBucketLength', 'Length of the buckets of a histogram.', {
  HOUR: 'An hour.',
  DAY: 'A day of UTC.',
});

const BucketType = builder.objectRef<EventCounts['buckets'][number]>('EventBucket').implement({
  description: 'Events of an hour or a day.',
  fields: (t) => ({
    startsAt: t.expose('startsAt', { type: 'DateTime', description: 'Time at which it begins.' }),
    count: t.exposeInt('count', { description: 'Number of events.' }),
  }),
});

const CountsType = builder.objectRef<EventCounts>('EventCounts').implement({
  description: 'Numbers of events over time.',
  fields: (t) => ({
    buckets: t.expose('buckets', {
      type: [BucketType],
      description: 'Every bucket of the time, oldest first, also those without events.',
    }),
    complete: t.exposeBoolean('complete', {
      description: `Whether all events were counted. With ${shown(MAX_EVENTS)} or more only the newest of them are, and a text is looked for in the newest ${shown(MAX_SEARCHED)} events that match the other conditions: the oldest buckets have too few or none.`,
    }),
  }),
});

builder.prismaObjectField(ProjectType, 'eventCounts', (t) =>
  t.field({
    type: CountsType,
    description: `Numbers of events in the log over time, in at most ${MAX_BUCKETS} buckets. Fails with INVALID_INPUT for more.`,
    // Counting reads far more rows than a page has.
    complexity: { field: 10 * MAX_PAGE_SIZE, multiplier: 1 },
    args: {
      from: t.arg({
        type: 'DateTime',
        required: true,
        description: 'Time in the first bucket, which is counted from its beginning.',
      }),
      to: t.arg({ type: 'DateTime', required: true, description: 'Only events before this time.' }),
      bucket: t.arg({ type: BucketEnum, required: true, description: 'Length of the buckets.' }),
      filter: t.arg({
        type: EventFilterInput,
        description: 'Conditions on the events. Default: all events.',
      }),
    },
    resolve: ({ id }, args, { app }) => countByTime(app.database.pool, id, args),
  }),
);
