/**
 * Evaluations in the words of OpenFeature, for our own providers and for OFREP, whose official clients read some of the
 * words otherwise. Failures need no translation: their codes are OpenFeature's.
 */

import type { Evaluation } from './evaluation.ts';
import type { JsonValue } from './ruleset.ts';

/** Further facts about an evaluation. */
export type EvaluationMetadata = Record<string, boolean | string>;

export interface OpenFeatureEvaluation {
  value: JsonValue;
  /** Key of the variation: `variant` in OpenFeature. */
  variation: string;
  reason: 'TARGETING_MATCH' | 'SPLIT' | 'STATIC' | 'DEFAULT' | 'DISABLED';
  metadata: EvaluationMetadata;
}

export interface OfrepEvaluation {
  value: JsonValue;
  /** Key of the variation. */
  variant: string;
  reason: 'TARGETING_MATCH' | 'SPLIT' | 'STATIC' | 'UNKNOWN';
  metadata: EvaluationMetadata;
}

export interface MetadataOptions {
  /** Adds the id of the rule that matched. Not for public clients: it tells which users a rule puts together. */
  withRuleId?: boolean;
}

/** For our own providers. */
export function toOpenFeature(evaluation: Evaluation, options: MetadataOptions = {}): OpenFeatureEvaluation {
  const { value, variation } = evaluation;
  return { value, variation, reason: reasonOf(evaluation), metadata: metadataOf(evaluation, options) };
}

/**
 * For OFREP: DEFAULT is not among its reasons, and with DISABLED its Go and Ruby clients throw the value away, so both are
 * told apart by the metadata.
 */
export function toOfrep(evaluation: Evaluation, options: MetadataOptions = {}): OfrepEvaluation {
  const { value, variation: variant } = evaluation;
  const reason = reasonOf(evaluation);
  return {
    value,
    variant,
    reason: toOfrepReason(reason, evaluation),
    metadata: metadataOf(evaluation, options),
  };
}

function reasonOf(evaluation: Evaluation): OpenFeatureEvaluation['reason'] {
  switch (evaluation.reason) {
    case 'ARCHIVED':
    case 'OFF':
      return 'DISABLED';
    case 'RULE_MATCH':
    case 'FALLTHROUGH':
      if (evaluation.missingAttribute !== undefined) return 'DEFAULT';
      if (evaluation.bucket !== undefined) return 'SPLIT';
      if (evaluation.reason === 'RULE_MATCH') return 'TARGETING_MATCH';
      return evaluation.hasRules ? 'DEFAULT' : 'STATIC';
  }
}

function toOfrepReason(
  reason: OpenFeatureEvaluation['reason'],
  evaluation: Evaluation,
): OfrepEvaluation['reason'] {
  if (reason === 'DISABLED') return 'STATIC';
  if (reason !== 'DEFAULT') return reason;
  return 'missingAttribute' in evaluation ? 'UNKNOWN' : 'STATIC';
}

function metadataOf(evaluation: Evaluation, { withRuleId = false }: MetadataOptions): EvaluationMetadata {
  switch (evaluation.reason) {
    case 'ARCHIVED':
      return { archived: true };
    case 'OFF':
      return { off: true };
    case 'RULE_MATCH':
      return { ...(withRuleId ? { ruleId: evaluation.ruleId } : {}), ...bucketByOf(evaluation) };
    case 'FALLTHROUGH': {
      if (evaluation.bucket !== undefined) return bucketByOf(evaluation);
      return evaluation.hasRules ? { fallthrough: true } : {};
    }
  }
}

/** No exposure is counted for a context without the attribute that would tell it from others. */
function bucketByOf({ missingAttribute }: { missingAttribute?: string }): EvaluationMetadata {
  return missingAttribute === undefined ? {} : { bucketBy: missingAttribute };
}
