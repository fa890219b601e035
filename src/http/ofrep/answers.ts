/**
 * Evaluations as OFREP shows them, in JSON that is written once: a flag has few different answers, and writing them takes
 * longer than evaluating.
 */

import { type CompiledRuleset, type Evaluation, type EvaluationFailure, toOfrep } from 'gogreen-engine';
import type { CredentialKind } from '../applications/application-route.ts';

export interface Answers {
  of(flagKey: string, evaluation: Evaluation): string;
}

interface AnswersOfRuleset {
  /** For whoever may know which rule decided: it tells which users a rule puts together. */
  withRuleId: Answers;
  withoutRuleId: Answers;
}

const answersOf = new WeakMap<CompiledRuleset, AnswersOfRuleset>();

/** What is kept lasts as long as the ruleset. */
export function answersFor(ruleset: CompiledRuleset, kind: CredentialKind): Answers {
  let answers = answersOf.get(ruleset);
  if (!answers) {
    answers = { withRuleId: createAnswers(true), withoutRuleId: createAnswers(false) };
    answersOf.set(ruleset, answers);
  }
  return kind === 'client' ? answers.withoutRuleId : answers.withRuleId;
}

function createAnswers(withRuleId: boolean): Answers {
  /** Those that are the same object for every context. */
  const shared = new WeakMap<Evaluation, string>();
  /** Those by rollout, whose bucket is no part of the answer: by flag, then by what is. */
  const rolledOut = new Map<string, Map<string, string>>();
  const write = (flagKey: string, evaluation: Evaluation) => {
    const { value, variant, reason, metadata } = toOfrep(evaluation, { withRuleId });
    return JSON.stringify({ key: flagKey, value, variant, reason, metadata });
  };
  return {
    of(flagKey, evaluation) {
      if (
        !('bucket' in evaluation) ||
        evaluation.bucket === undefined ||
        evaluation.missingAttribute !== undefined
      ) {
        let written = shared.get(evaluation);
        if (written === undefined) {
          written = write(flagKey, evaluation);
          shared.set(evaluation, written);
        }
        return written;
      }
      let ofFlag = rolledOut.get(flagKey);
      if (!ofFlag) {
        ofFlag = new Map();
        rolledOut.set(flagKey, ofFlag);
      }
      // A rule id has no space in it.
      const what =
        evaluation.reason === 'RULE_MATCH'
          ? `${evaluation.ruleId} ${evaluation.variation}`
          : ` ${evaluation.variation}`;
      let written = ofFlag.get(what);
      if (written === undefined) {
        written = write(flagKey, evaluation);
        ofFlag.set(what, written);
      }
      return written;
    },
  };
}

/** In a bulk answer, where one failure does not fail the others. */
export function failureAnswer(key: string, { errorCode, errorDetails }: EvaluationFailure): string {
  return JSON.stringify({ key, errorCode, errorDetails, metadata: {} });
}
