const HOUR_MS = 3_600_000;

/** The time so many hours later; earlier, if they are negative. */
export function hoursAfter(time: Date, hours: number): Date {
  return new Date(time.getTime() + hours * HOUR_MS);
}
