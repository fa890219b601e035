/** Times as senders give them, and the same by our clock. Pure. */

import { z } from 'zod';
import { MAX_AGE_MS } from '../experiments/counting/counted.ts';
import { MAX_AHEAD_MS } from './usage-limits.ts';

const FORM = 'must be a time as ISO 8601 writes it, with its offset, such as 2026-11-30T19:05:00.000Z';

/** A time as text. */
export const timestamp = z.iso.datetime({ offset: true, error: FORM }).transform((text, context) => {
  const time = new Date(text);
  if (!Number.isNaN(time.getTime())) return time;
  context.addIssue({ code: 'custom', message: FORM });
  return z.NEVER;
});

export interface Clock {
  /** The time by our clock, or a sentence about why it is not accepted, which names the field that it was given in. */
  read(time: Date, field: string): Date | string;
}

/**
 * The clock of a sender that said what time it was when it sent: it may be wrong by years, all its times are moved by the
 * difference. Without that, times are taken as they are.
 */
export function clockOf(now: Date, sentAt: Date | undefined): Clock {
  const behind = sentAt ? now.getTime() - sentAt.getTime() : 0;
  return {
    read(time, field) {
      const age = now.getTime() - (time.getTime() + behind);
      if (age > MAX_AGE_MS)
        return `is more than 24 hours ago, and such a ${field} is not accepted. ${ABOUT_CLOCKS}`;
      if (age < -MAX_AHEAD_MS)
        return `is more than an hour ahead; it is ${now.toISOString()} now. ${ABOUT_CLOCKS}`;
      return new Date(now.getTime() - Math.max(age, 0));
    },
  };
}

const ABOUT_CLOCKS = 'Send sentAt, the time by your clock, if that may be wrong';
