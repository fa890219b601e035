import type { App } from '../platform/app.ts';
import { STALE_AFTER_MS } from './live-ruleset.ts';
import { rulesetsOf } from './rulesets.ts';

/** Why this process should not be asked for flags: it may answer with old ones. Null when it does not. */
export function staleRulesets(app: App): string | null {
  const ageMs = rulesetsOf(app).oldestLookMs();
  if (ageMs === null || ageMs <= STALE_AFTER_MS) return null;
  return `The flags of a project were last read from Postgres ${Math.round(ageMs / 1_000)} s ago`;
}
