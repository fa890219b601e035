/**
 * A batch of usage as applications send it. What is wrong with the batch as a whole fails with InvalidInputError; an entry
 * that cannot be used is skipped with a sentence, and the others count. Pure.
 */

import { z } from 'zod';
import { InvalidInputError, type Issue } from '../platform/errors.ts';
import { parseInput, requiredText } from '../platform/input/input.ts';
import { textIssue } from '../platform/input/json.ts';
import { shown } from '../platform/input/limits.ts';
import { type Clock, clockOf, timestamp } from './sent-times.ts';
import { MAX_COUNT, MAX_COUNTS, MAX_ENTRIES, MAX_EVENT_VALUE, MAX_UNIT_LENGTH } from './usage-limits.ts';

/** How often a flag was evaluated to a variation. */
export interface Count {
  path: string;
  flag: string;
  variation: string;
  count: number;
}

/** A unit, such as a user, that was served a variation of a flag, or of the experiment with this id. */
export interface Exposure {
  path: string;
  flag: string | null;
  experiment: string | null;
  variation: string;
  unit: string;
  at: Date;
}

/** What a unit did. */
export interface TrackedEvent {
  path: string;
  name: string;
  unit: string;
  value: number;
  at: Date;
}

export interface UsageBatch {
  id: string;
  /** The last moment of the period, by our clock. */
  at: Date;
  counts: Count[];
  exposures: Exposure[];
  events: TrackedEvent[];
  skipped: Issue[];
}

/** With all its keys: those that a record of zod leaves out, such as `__proto__`, are to be named as skipped. */
const object = (message: string) =>
  z.custom<Record<string, unknown>>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    message,
  );

const list = (what: string) =>
  z
    .array(z.unknown(), `must be a list of ${what}`)
    .max(MAX_ENTRIES, `at most ${shown(MAX_ENTRIES)} entries; send more in another batch`)
    .default([]);

const batch = z.object(
  {
    id: z.guid('must be a UUID that the sender made for this batch'),
    from: timestamp,
    to: timestamp,
    sentAt: timestamp.optional(),
    flags: object('must be an object: {"<flag>": {"<variation>": <count>}}').default({}),
    exposures: list('exposures'),
    events: list('events'),
  },
  'must be a JSON object',
);

const unit = requiredText(MAX_UNIT_LENGTH);
const name = requiredText(200);

const exposure = z
  .object(
    { flag: name.optional(), experiment: name.optional(), variation: name, unit, time: timestamp.optional() },
    'must be an object',
  )
  .refine(
    ({ flag, experiment }) => (flag === undefined) !== (experiment === undefined),
    'must name a flag or an experiment, and not both',
  );

const event = z.object(
  {
    name,
    unit,
    // An event without a value is one event.
    value: z
      .number('must be a number')
      .min(-MAX_EVENT_VALUE, `must be at least -${shown(MAX_EVENT_VALUE)}`)
      .max(MAX_EVENT_VALUE, `must be at most ${shown(MAX_EVENT_VALUE)}`)
      .default(1),
    time: timestamp.optional(),
  },
  'must be an object',
);

const count = z
  .int(`must be a whole number from 1 to ${shown(MAX_COUNT)}`)
  .min(1, 'must be 1 or more; leave out what was not evaluated')
  .max(MAX_COUNT, `must be at most ${shown(MAX_COUNT)}`);

/** Parses a batch that arrived at `now`. Fails with InvalidInputError. */
export function parseUsage(body: unknown, now: Date): UsageBatch {
  const { id, from, to, sentAt, flags, exposures, events } = parseInput(batch, body);
  if (to < from)
    throw new InvalidInputError([{ path: 'to', message: 'must not be before from; swap the two' }]);
  const clock = clockOf(now, sentAt);
  const end = clock.read(to, 'to');
  if (typeof end === 'string') throw new InvalidInputError([{ path: 'to', message: end }]);
  // A period ends before `to`, which is the start of the next one.
  const at = from < to ? new Date(end.getTime() - 1) : end;
  const skipped: Issue[] = [];
  return {
    id: id.toLowerCase(),
    at,
    counts: readCounts(flags, skipped),
    exposures: exposures.flatMap((given, index) => {
      const path = `exposures.${index}`;
      const read = readTimed(exposure, given, path, { clock, end, skipped });
      if (!read) return [];
      const { flag = null, experiment = null, variation, unit: who, at: when } = read;
      return [{ path, flag, experiment, variation, unit: who, at: when }];
    }),
    events: events.flatMap((given, index) => {
      const path = `events.${index}`;
      const read = readTimed(event, given, path, { clock, end, skipped });
      return read ? [{ path, name: read.name, unit: read.unit, value: read.value, at: read.at }] : [];
    }),
    skipped,
  };
}

function readCounts(flags: Record<string, unknown>, skipped: Issue[]): Count[] {
  const variations = object('must be an object: {"<variation>": <count>}');
  const counts = Object.entries(flags).flatMap(([flag, given]): Count[] => {
    const path = `flags.${cut(flag)}`;
    const read = orSkipped(textIssue(flag) ?? variations.safeParse(given), path, skipped);
    return Object.entries(read ?? {}).flatMap(([variation, times]) => {
      const at = `${path}.${cut(variation)}`;
      const counted = orSkipped(textIssue(variation) ?? count.safeParse(times), at, skipped);
      return counted === null ? [] : [{ path: at, flag, variation, count: counted }];
    });
  });
  if (counts.length <= MAX_COUNTS) return counts;
  const message = `at most ${shown(MAX_COUNTS)} counts; send more in another batch`;
  throw new InvalidInputError([{ path: 'flags', message }]);
}

interface Reading {
  clock: Clock;
  /** The time of an entry that has none. */
  end: Date;
  skipped: Issue[];
}

/** An entry with its time by our clock. Null when it is skipped. */
function readTimed<Entry extends { time?: Date | undefined }>(
  schema: z.ZodType<Entry>,
  given: unknown,
  path: string,
  { clock, end, skipped }: Reading,
): (Entry & { at: Date }) | null {
  const read = orSkipped(schema.safeParse(given, { error: wrongType }), path, skipped);
  if (!read) return null;
  const at = read.time ? clock.read(read.time, 'time') : end;
  if (typeof at !== 'string') return { ...read, at };
  skipped.push({ path: `${path}.time`, message: at });
  return null;
}

function orSkipped<Value>(
  read: z.ZodSafeParseResult<Value> | string,
  path: string,
  skipped: Issue[],
): Value | null {
  if (typeof read !== 'string' && read.success) return read.data;
  const [issue] = typeof read === 'string' ? [{ path: [], message: read }] : read.error.issues;
  skipped.push({
    path: [path, ...(issue?.path ?? [])].join('.'),
    message: issue?.message ?? 'cannot be read',
  });
  return null;
}

/** Instead of zod's words for a field that is missing or of another type. */
function wrongType({ code, input }: { code: string; input?: unknown }): string | undefined {
  if (code !== 'invalid_type') return undefined;
  return input == null ? 'must be given' : 'must be a text';
}

/** Paths are for people: what no flag could be named is cut off or replaced. */
function cut(text: string): string {
  const readable = text
    .slice(0, 100)
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, '\ufffd');
  return text.length > 100 ? `${readable}…` : readable;
}
