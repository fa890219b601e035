import { Bars } from '../../design/text/bars.tsx';
import { dayInWords, type Hour } from './day.ts';

const HOUR = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });

/** The attempts of the last 24 hours. */
export function DayBars({ hours, large = false }: { hours: readonly Hour[]; large?: boolean }) {
  return (
    <Bars
      large={large}
      label={dayInWords(hours)}
      bars={hours.map(({ startsAt, succeeded, failed }) => ({
        key: startsAt,
        title: `${HOUR.format(new Date(startsAt))}: ${succeeded} succeeded, ${failed} failed`,
        good: succeeded,
        bad: failed,
      }))}
    />
  );
}
