/**
 * Moments in the spellings of ISO 8601 that date libraries write, all of which mean one moment only:
 *
 * - extended (2026-03-04T12:01:02Z) and basic (20260304T120102Z), with t or a space for T, and z for Z
 * - without seconds (Java, Temporal) or minutes, with fractions of any length after a point or a comma
 * - offsets as +01:00, +0100, +01, after a space too (Ruby, Swift), with seconds (historical zones), or with U+2212 as minus
 * - zone names in brackets after the offset (Java's ZonedDateTime, RFC 9557): the offset says the moment
 * - years with a sign (JavaScript's for years after 9999), 24:00 for the end of a day, and leap seconds
 *
 * Not accepted: a time without a zone, which means another moment on each machine, and a month, a year, a week or an ordinal
 * day instead of a date.
 */
const FRACTION = '(?:[.,](?<fraction>\\d{1,100}))?';
const OFFSET =
  '(?: ?(?<utc>[Zz])| ?(?<sign>[+\\-\\u2212])(?<offsetHour>\\d\\d)(?::?(?<offsetMinute>\\d\\d)(?::?(?<offsetSecond>\\d\\d))?)?)';
const ANNOTATIONS = '(?:\\[[^!\\[\\]]{1,100}\\]){0,10}';
const EXTENDED = new RegExp(
  '^(?<year>\\d{4}|[+-]\\d{4,6})-(?<month>\\d\\d)-(?<day>\\d\\d)' +
    `(?:(?:[Tt ](?<hour>\\d\\d)(?::(?<minute>\\d\\d)(?::(?<second>\\d\\d)${FRACTION})?)?)?${OFFSET}${ANNOTATIONS})?$`,
);
const BASIC = new RegExp(
  '^(?<year>\\d{4})(?<month>\\d\\d)(?<day>\\d\\d)' +
    `(?:[Tt ](?<hour>\\d\\d)(?:(?<minute>\\d\\d)(?:(?<second>\\d\\d)${FRACTION})?)?${OFFSET}${ANNOTATIONS})?$`,
);

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Whole milliseconds since 1970; null when the text is no moment. Digits after the third of a fraction are dropped. */
export function parseMoment(text: string): number | null {
  const parts = (EXTENDED.exec(text) ?? BASIC.exec(text))?.groups;
  if (!parts) return null;
  const midnight = parseDay(parts);
  const time = parseTime(parts);
  const offset = parseOffset(parts);
  if (midnight === null || time === null || offset === null) return null;
  return midnight + time - offset;
}

type Parts = Partial<Record<string, string>>;

function parseDay({ year = '', month, day }: Parts): number | null {
  // ISO 8601 writes the year 0 without a minus.
  if (/^-0+$/.test(year)) return null;
  const date = new Date(0);
  // Not Date.UTC, which takes the year 26 for 1926.
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  // February 30 became a day of March.
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
    ? date.getTime()
    : null;
}

function parseTime({ hour = '0', minute = '0', second = '0', fraction = '' }: Parts): number | null {
  const [hours, minutes, seconds] = [Number(hour), Number(minute), Number(second)];
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const time = hours * HOUR + minutes * MINUTE + seconds * SECOND + milliseconds;
  const isEndOfDay = time === 24 * HOUR && hours === 24;
  // A leap second is the first second of the next minute, as on clocks that do not have it.
  return (hours <= 23 && minutes <= 59 && seconds <= 60) || isEndOfDay ? time : null;
}

/** How far the clock of the zone is ahead of UTC; a date alone has none. */
function parseOffset({
  sign,
  offsetHour = '0',
  offsetMinute = '0',
  offsetSecond = '0',
}: Parts): number | null {
  const [hours, minutes, seconds] = [Number(offsetHour), Number(offsetMinute), Number(offsetSecond)];
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  return (sign === '+' ? 1 : -1) * (hours * HOUR + minutes * MINUTE + seconds * SECOND);
}
