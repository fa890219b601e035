/**
 * What a flag is, as plain data: the snapshots that commands compute, `diffFlag` compares and evaluation reads.
 * Nothing here knows of the database or of GraphQL.
 */

import type { Operator } from 'gogreen-engine';
import type { JsonValue } from '../platform/input/json.ts';

export type { JsonValue } from '../platform/input/json.ts';

export const flagKinds = ['BOOLEAN', 'STRING', 'NUMBER', 'JSON'] as const;
export type FlagKind = (typeof flagKinds)[number];

export const flagLifecycles = ['ACTIVE', 'STALE', 'PERMANENT', 'ARCHIVED'] as const;
export type FlagLifecycle = (typeof flagLifecycles)[number];

export const lifecycleMeanings: Record<FlagLifecycle, string> = {
  ACTIVE: 'In use.',
  STALE: 'No longer needed; its code should go.',
  PERMANENT: 'Meant to stay, such as an operational switch.',
  ARCHIVED: 'Out of use: it serves its off variation everywhere.',
};

/** One of the values that a flag can serve. Rules name it by its key. */
export interface Variation {
  key: string;
  name: string;
  description: string | null;
  value: JsonValue;
}

/** A test on one attribute of the evaluation context. */
export interface Clause {
  attribute: string;
  operator: Operator;
  values: JsonValue[];
  negate: boolean;
}

/** Splits contexts by the hash of one attribute. Weights are percentages with up to three decimals; they add up to 100. */
export interface Rollout {
  bucketBy: string;
  weights: { variation: string; weight: number }[];
}

/** What is served: one variation by its key, or a percentage rollout. */
export type Serve = { variation: string } | { rollout: Rollout };

/** Served when all clauses hold. */
export interface Rule {
  id: string;
  description: string | null;
  clauses: Clause[];
  serve: Serve;
}

/** The part of a flag that is the same in every environment. */
export interface FlagSnapshot {
  key: string;
  name: string;
  description: string | null;
  kind: FlagKind;
  variations: Variation[];
  tags: string[];
  owner: string | null;
  lifecycle: FlagLifecycle;
  /** The keys of the Jira issues that it is linked to, in the order of linking. */
  jiraIssues: string[];
}

/** A flag's behaviour in one environment. */
export interface Targeting {
  enabled: boolean;
  rules: Rule[];
  fallthrough: Serve;
  offVariation: string;
}
