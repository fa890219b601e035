/** The ruleset that a request is answered from. */

import type { LiveRuleset } from '../../rulesets/live-ruleset.ts';
import { type Rulesets, VersionNotReachedError } from '../../rulesets/rulesets.ts';
import { parsePosition } from '../sdk/streams/position.ts';
import type { ApplicationRequest } from './application-route.ts';
import { invalidInput, unavailable } from './refusal.ts';

/** What a request needs to be answered from, at least: a change of its own, or one that a stream has told of. */
const MIN_VERSION = 'x-gogreen-min-version';
/** Clients copy it from the event that makes them ask again. That may have come from another process than this one. */
const TOLD_OF = 'flagConfigEtag';

/** At once where it is in memory and new enough. Fails with a Refusal when it does not become so within two seconds. */
export function currentRuleset(
  rulesets: Rulesets,
  { raw, query, environment }: Pick<ApplicationRequest, 'raw' | 'query' | 'environment'>,
): LiveRuleset | Promise<LiveRuleset> {
  const live = rulesets.peek(environment.environmentId);
  const header = raw.headers[MIN_VERSION];
  const told = query.get(TOLD_OF);
  if (live && header === undefined && told === null) return live;
  return readAtLeast(rulesets, environment, header, told);
}

async function readAtLeast(
  rulesets: Rulesets,
  environment: ApplicationRequest['environment'],
  header: string | string[] | undefined,
  told: string | null,
): Promise<LiveRuleset> {
  const live = rulesets.peek(environment.environmentId) ?? (await rulesets.read(environment));
  const position = parsePosition(told ?? undefined);
  const toldVersion = position?.epoch === live.epoch ? position.version : 0;
  const needed = Math.max(minVersionIn(header), toldVersion);
  if (live.version >= needed) return live;
  try {
    return await rulesets.read(environment, needed);
  } catch (error) {
    if (error instanceof VersionNotReachedError) throw unavailable(error.message, 1);
    throw error;
  }
}

function minVersionIn(header: string | string[] | undefined): number {
  if (header === undefined) return 0;
  const version = typeof header === 'string' && /^\d{1,16}$/.test(header) ? Number(header) : Number.NaN;
  if (Number.isSafeInteger(version)) return version;
  throw invalidInput('X-GoGreen-Min-Version must be the sequence of an event: a whole number from 0.');
}
