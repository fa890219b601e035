/**
 * What a `Retry-After` header asks for, in whole seconds from `now`: at most 24 h, and 0 for a date that has passed.
 * Undefined when the header is missing or says neither a number of seconds nor a date (RFC 9110, section 10.2.3).
 */
export function parseRetryAfter(
  headers: readonly (readonly [name: string, value: string])[],
  now: Date,
): number | undefined {
  const text = headers.find(([name]) => name.toLowerCase() === 'retry-after')?.[1].trim();
  if (text === undefined) return undefined;
  const seconds = /^\d+$/.test(text) ? Number(text) : secondsUntil(text, now);
  return seconds === undefined ? undefined : Math.min(Math.max(seconds, 0), DAY_SECONDS);
}

const DAY_SECONDS = 24 * 60 * 60;

function secondsUntil(date: string, now: Date): number | undefined {
  // `Date.parse` takes almost anything for a date ("-5" is a year); every HTTP date begins with a weekday.
  if (!/^[A-Za-z]{3,9},? /.test(date)) return undefined;
  const time = Date.parse(date);
  return Number.isNaN(time) ? undefined : Math.ceil((time - now.getTime()) / 1000);
}
