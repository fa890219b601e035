const SECONDS = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium', hourCycle: 'h23' });
const MINUTES = new Intl.DateTimeFormat(undefined, { timeStyle: 'short', hourCycle: 'h23' });
const DAYS = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** The time of day, to the minute or the second; with the day if it is not today. */
export function clock(at: string, precision: 'minute' | 'second' = 'minute'): string {
  const date = new Date(at);
  if (date.toDateString() !== new Date().toDateString()) return DAYS.format(date);
  return (precision === 'second' ? SECONDS : MINUTES).format(date);
}
