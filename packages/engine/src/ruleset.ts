/**
 * What evaluation needs of one environment, and nothing else: no names, descriptions or owners. It is what servers send to
 * SDKs, so its form is part of the API: fields are added, never changed. A flag whose operators an older engine does not
 * know fails alone.
 */

/** The only form there is. Another number is another form, which an engine that does not know it refuses as a whole. */
export const RULESET_FORMAT = 1;

/** The attribute under which OpenFeature's contexts say who is asking. */
export const TARGETING_KEY = 'targetingKey';

export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

/** What is known of the user or system that asks for a flag: attributes by name. */
export type Context = Readonly<Record<string, JsonValue>>;

export interface Ruleset {
  format: typeof RULESET_FORMAT;
  /** Key of the project. */
  project: string;
  /** Key of the environment. */
  environment: string;
  /** Sequence of the latest event that may have changed what this environment serves; 0 when there is none. */
  version: number;
  /** Another text when the project's log went backwards, such as after a restored backup: versions cannot be compared then. */
  epoch: string;
  /** The attribute that OpenFeature's targeting key stands for where a context does not have it. */
  targetingKey: string;
  /** By key. */
  flags: Record<string, FlagRules>;
}

export type FlagKind = 'BOOLEAN' | 'STRING' | 'NUMBER' | 'JSON';

export interface FlagRules {
  kind: FlagKind;
  /** Whether the flag is on in the environment. */
  on: boolean;
  /** Left out of flags that are not archived. */
  archived?: true;
  /** The first one that matches decides. */
  rules: Rule[];
  /** Served when no rule matches. */
  fallthrough: Serve;
  /** Key of the variation that is served while the flag is off or archived. */
  off: string;
  variations: { key: string; value: JsonValue }[];
}

/** Matches when all its clauses do. */
export interface Rule {
  id: string;
  clauses: Clause[];
  serve: Serve;
}

/** A test on one attribute of the context. */
export interface Clause {
  attribute: string;
  /** One of `operatorNames`, or of a later engine. */
  operator: string;
  values: JsonValue[];
  /** Left out when it is false. */
  negate?: true;
}

/** One variation by its key, or a rollout. */
export type Serve = { variation: string } | { rollout: Rollout };

/** Splits contexts by the hash of one attribute. Weights are percentages with up to three decimals, which add up to 100. */
export interface Rollout {
  bucketBy: string;
  weights: { variation: string; weight: number }[];
}

/** What changed from one version to a later one. Whoever is not at `from` cannot apply it. */
export interface RulesetChanges {
  epoch: string;
  from: number;
  to: number;
  /** The present state of what changed; null for a flag that was deleted. */
  flags: Record<string, FlagRules | null>;
}
