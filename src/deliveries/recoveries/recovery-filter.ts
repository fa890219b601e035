/** What people can ask for again: how they say it, and the form in which a recovery keeps it. */

import { z } from 'zod';
import { outboundErrorClasses } from '../../platform/egress/outcome.ts';
import { reference } from '../../platform/input/input.ts';

/** Failed deliveries, as a recovery of the kind RETRY keeps them. Times as ISO 8601. */
export interface FailedFilter {
  integrationId: string | null;
  failedAfter: string | null;
  failedBefore: string;
  errorClasses: string[] | null;
}

/** Events of the log, as a recovery of the kind REPLAY keeps them. */
export interface ReplayFilter {
  include: 'MISSING' | 'ALL';
  afterSequence: number;
  untilSequence: number;
  occurredAfter: string | null;
  occurredBefore: string | null;
}

/** What a recovery of either kind keeps. */
export type RecoveryFilter = FailedFilter | ReplayFilter;

export const failedDeliveries = z
  .object({
    projectKey: reference,
    integrationId: reference.nullish(),
    failedAfter: z.date().nullish(),
    failedBefore: z.date().nullish(),
    errorClasses: z
      .array(z.enum(outboundErrorClasses))
      .min(1, 'is empty; name at least one class, or leave it out for all of them')
      .nullish(),
    countOnly: z.boolean().nullish(),
  })
  .superRefine(({ failedAfter, failedBefore }, context) =>
    refuseReversed(context, { failedAfter }, { failedBefore }),
  );

const sequence = z.number().int().min(0, 'must be 0 or more; 0 starts with the first event');

export const eventsToReplay = z
  .object({
    integrationId: reference,
    afterSequence: sequence.nullish(),
    untilSequence: sequence.nullish(),
    occurredAfter: z.date().nullish(),
    occurredBefore: z.date().nullish(),
    include: z.enum(['MISSING', 'ALL']).nullish(),
    countOnly: z.boolean().nullish(),
  })
  .superRefine(({ afterSequence, untilSequence, occurredAfter, occurredBefore }, context) => {
    if (untilSequence != null && untilSequence <= (afterSequence ?? 0)) {
      const message = `must be greater than afterSequence, which is ${afterSequence ?? 0}; events after that one, up to and with this one, are replayed`;
      context.addIssue({ code: 'custom', path: ['untilSequence'], message });
    }
    refuseReversed(context, { occurredAfter }, { occurredBefore });
  });

type Times = Record<string, Date | null | undefined>;

/** Each of the two has one field: a time under the name that people know. */
function refuseReversed(context: z.RefinementCtx, after: Times, before: Times): void {
  const [[start, from] = ['', null]] = Object.entries(after);
  const [[end, until] = ['', null]] = Object.entries(before);
  if (!from || !until || from < until) return;
  const message = `must be later than ${start}, which is ${from.toISOString()}; swap the two or leave one out`;
  context.addIssue({ code: 'custom', path: [end], message });
}
