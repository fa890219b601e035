/** The last 24 hours of an integration, hour by hour. */

import { useNow } from '../../design/text/time.tsx';
import type { HourStatsFragment } from '../../gql/graphql.ts';

const HOUR_MS = 3_600_000;

/** The start of the hour 23 hours ago, so that there are 24 with the present one; another one with each new hour. */
export function useDayStart(): string {
  const hour = Math.floor(useNow() / HOUR_MS) * HOUR_MS;
  return new Date(hour - 23 * HOUR_MS).toISOString();
}

export interface Hour {
  startsAt: string;
  succeeded: number;
  failed: number;
}

/** Attempts that failed are not those that had nothing to do. */
export function toHours(stats: readonly HourStatsFragment[]): Hour[] {
  return stats.map(({ startsAt, attempts, errors }) => {
    const failed = countOf(errors.filter((each) => each.class !== 'SKIPPED'));
    return { startsAt, failed, succeeded: attempts - countOf(errors) };
  });
}

function countOf(errors: readonly { attempts: number }[]): number {
  return errors.reduce((sum, each) => sum + each.attempts, 0);
}

export function dayInWords(hours: readonly Hour[]): string {
  const succeeded = hours.reduce((sum, hour) => sum + hour.succeeded, 0);
  const failed = hours.reduce((sum, hour) => sum + hour.failed, 0);
  if (succeeded + failed === 0) return 'No attempts in the last 24 hours';
  return `Attempts in the last 24 hours: ${succeeded.toLocaleString('en')} succeeded, ${failed.toLocaleString('en')} failed`;
}
