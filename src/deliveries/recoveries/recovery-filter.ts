/** Which deliveries or events a recovery is about: the inputs, and the form in which it is stored. */

import { z } from 'zod';
import { outboundErrorClasses } from '../../platform/egress/outcome.ts';
import { MAX_LISTED } from '../../platform/input/distinct.ts';
import { reference } from '../../platform/input/input.ts';
import { shown } from '../../platform/input/limits.ts';
import { type AskedFilter, deliveryFilter } from '../log/delivery-filter.ts';

/** The filter of a bulk retry. Times as ISO 8601. */
export interface FailedFilter {
  integrationId: string | null;
  failedAfter: string | null;
  failedBefore: string;
  errorClasses: string[] | null;
  filter?: AskedFilter;
  deliveryIds?: string[];
  /** The oldest delivery that was searched for the text of the filter. */
  oldestSearched?: string;
}

/** The filter of a replay. */
export interface ReplayFilter {
  include: 'MISSING' | 'ALL';
  afterSequence: number;
  untilSequence: number;
  occurredAfter: string | null;
  occurredBefore: string | null;
}

/** The filter of a recovery of either kind. */
export type RecoveryFilter = FailedFilter | ReplayFilter;

export const failedDeliveries = z
  .object({
    projectKey: reference,
    integrationId: reference.nullish(),
    failedAfter: z.date().nullish(),
    failedBefore: z.date().nullish(),
    errorClasses: z
      .array(z.enum(outboundErrorClasses))
      .min(1, 'is empty; name at least one class, or omit it for all classes')
      .max(outboundErrorClasses.length, `at most ${outboundErrorClasses.length} classes: name each once`)
      .nullish(),
    filter: deliveryFilter.nullish(),
    deliveryIds: z
      .array(reference)
      .min(1, 'is empty; name at least one delivery, or omit it for all')
      .max(MAX_LISTED, `at most ${shown(MAX_LISTED)} deliveries; use filter for more`)
      .nullish(),
    countOnly: z.boolean().nullish(),
  })
  .superRefine(({ failedAfter, failedBefore }, context) =>
    rejectReversed(context, { failedAfter }, { failedBefore }),
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
    rejectReversed(context, { occurredAfter }, { occurredBefore });
  });

type Times = Record<string, Date | null | undefined>;

/** `after` and `before` have one field each: the time under the name of its input. */
function rejectReversed(context: z.RefinementCtx, after: Times, before: Times): void {
  const [[start, from] = ['', null]] = Object.entries(after);
  const [[end, until] = ['', null]] = Object.entries(before);
  if (!from || !until || from < until) return;
  const message = `must be later than ${start}, which is ${from.toISOString()}; swap the two or omit one`;
  context.addIssue({ code: 'custom', path: [end], message });
}
