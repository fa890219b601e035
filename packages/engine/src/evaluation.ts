import type { JsonValue } from './ruleset.ts';

/** What a flag serves to a context. */
export type Evaluation = { variation: string; value: JsonValue } & Reason;

/** Why a variation is served. */
export type Reason =
  /** The flag is archived: it serves its off variation. */
  | { reason: 'ARCHIVED' }
  /** The flag is off in the environment. */
  | { reason: 'OFF' }
  /** A rule matched. */
  | ({ reason: 'RULE_MATCH'; ruleId: string } & Share)
  /** No rule matched. `hasRules`: whether there were any. */
  | ({ reason: 'FALLTHROUGH'; hasRules: boolean } & Share);

/** Left out when no rollout decided. */
interface Share {
  /** Place of the context in the rollout: 0 to 99,999, in thousandths of a percent. */
  bucket?: number;
  /** The attribute that the rollout hashes, when the context does not have it, or has nothing that can be hashed. Its bucket is 0. */
  missingAttribute?: string;
}

/** Why there is no evaluation. The codes are those of OpenFeature. */
export interface EvaluationFailure {
  errorCode: 'FLAG_NOT_FOUND' | 'PARSE_ERROR' | 'GENERAL';
  errorDetails: string;
}
