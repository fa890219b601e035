/** A flag as it is at the time of an attempt, for providers that show the current state instead of the event. */

import { renderServe } from '../../flags/code-like/code-like.ts';
import { quoteValue } from '../../flags/code-like/code-like-text.ts';
import type { FlagKind, FlagLifecycle, FlagSnapshot, JsonValue, Targeting } from '../../flags/flag.ts';
import { flagUrl } from '../../flags/flag-url.ts';
import { isLive } from '../../flags/targeting/behaviour.ts';

export interface CurrentFlag {
  id: string;
  key: string;
  name: string;
  kind: FlagKind;
  lifecycle: FlagLifecycle;
  /** URL of its page. */
  url: string;
  updatedAt: Date;
  /** The keys of the Jira issues that it is linked to. */
  jiraIssues: string[];
  environments: CurrentFlagEnvironment[];
}

export interface CurrentFlagEnvironment {
  key: string;
  name: string;
  /** Whether targeting applies: it is on, and the flag is not archived. */
  enabled: boolean;
  ruleCount: number;
  /** The variation that is served when no rule matches; null if a rollout is served. */
  serves: string | null;
  rollout: { variation: string; weight: number; value: JsonValue }[] | null;
  /** The variation that is served while it is off. */
  offVariation: string;
  /** The targeting as one line of code-like: `SERVE "on"`, `OFF: "off"`, `2 rules, ELSE "on"`. */
  codeLine: string;
}

/** A flag as it is stored. */
export interface StoredFlagState
  extends Pick<FlagSnapshot, 'key' | 'name' | 'kind' | 'lifecycle' | 'variations'> {
  id: string;
  updatedAt: Date;
  jiraIssues: string[];
  projectKey: string;
  environments: { key: string; name: string; targeting: Targeting }[];
}

export function toCurrentFlag(stored: StoredFlagState, publicUrl: string): CurrentFlag {
  const { id, key, name, kind, lifecycle, updatedAt, jiraIssues, projectKey, environments } = stored;
  return {
    id,
    key,
    name,
    kind,
    lifecycle,
    updatedAt,
    jiraIssues,
    url: flagUrl(publicUrl, projectKey, key),
    environments: environments.map((environment) => toEnvironment(stored, environment)),
  };
}

function toEnvironment(
  { lifecycle, variations }: StoredFlagState,
  { key, name, targeting }: StoredFlagState['environments'][number],
): CurrentFlagEnvironment {
  const { rules, fallthrough, offVariation } = targeting;
  const enabled = isLive({ lifecycle }, targeting);
  const servedValue = (variation: string) => variations.find((each) => each.key === variation)?.value ?? null;
  return {
    key,
    name,
    enabled,
    offVariation,
    ruleCount: rules.length,
    serves: 'variation' in fallthrough ? fallthrough.variation : null,
    rollout:
      'rollout' in fallthrough
        ? fallthrough.rollout.weights.map((part) => ({ ...part, value: servedValue(part.variation) }))
        : null,
    codeLine: enabled ? lineOf(targeting) : `OFF: ${quoteValue(offVariation)}`,
  };
}

function lineOf({ rules, fallthrough }: Targeting): string {
  const served = renderServe(fallthrough);
  if (rules.length === 0) return `SERVE ${served}`;
  return `${rules.length} ${rules.length === 1 ? 'rule' : 'rules'}, ELSE ${served}`;
}
