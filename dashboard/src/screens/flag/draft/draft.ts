/** A draft of what a flag does in one environment: what the rule editor changes, until it is saved. */

import { newId } from '../../../design/new-id.ts';
import type {
  FlagStateFragment,
  Operator,
  ProposeFlagChangeInput,
  ServeInput,
  ServePartsFragment,
} from '../../../gql/graphql.ts';
import { type Merge, mergeRules } from './merge-rules.ts';

export interface DraftClause {
  attribute: string;
  operator: Operator;
  negate: boolean;
  values: unknown[];
}

export interface DraftRule {
  /** The rule's own id, or one of the draft for a rule that is not stored yet. */
  id: string;
  isNew?: boolean;
  description: string | null;
  clauses: DraftClause[];
  serve: ServeInput;
}

export interface Draft {
  enabled: boolean;
  offVariation: string;
  rules: DraftRule[];
  fallthrough: ServeInput;
}

export function toDraft(state: FlagStateFragment): Draft {
  return {
    enabled: state.enabled,
    offVariation: state.offVariation.key,
    fallthrough: toServe(state.fallthrough),
    rules: state.rules.map(({ id, description, clauses, serve }) => ({
      id,
      description,
      clauses: clauses.map(({ attribute, operator, negate, values }) => ({
        attribute,
        operator,
        negate,
        values: [...values],
      })),
      serve: toServe(serve),
    })),
  };
}

function toServe(serve: ServePartsFragment): ServeInput {
  if (serve.__typename === 'VariationServe') return { variation: serve.variation.key };
  const weights = serve.weights.map(({ variation, weight }) => ({ variation: variation.key, weight }));
  return { rollout: { bucketBy: serve.bucketBy, weights } };
}

type ChangeInput = Pick<ProposeFlagChangeInput, 'enabled' | 'offVariation' | 'fallthrough' | 'rules'>;

/** What differs from the stored state, as the API takes it. */
export function toChange(draft: Draft, stored: Draft): ChangeInput {
  return {
    ...(draft.enabled !== stored.enabled && { enabled: draft.enabled }),
    ...(draft.offVariation !== stored.offVariation && { offVariation: draft.offVariation }),
    ...(!same(draft.fallthrough, stored.fallthrough) && { fallthrough: draft.fallthrough }),
    ...(!same(draft.rules, stored.rules) && {
      rules: draft.rules.map(({ id, isNew, ...rule }) => (isNew ? rule : { id, ...rule })),
    }),
  };
}

export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** What a draft takes of another environment: all but the switch. Rules have ids of their own in each environment. */
export function copied({ enabled: _switch, rules, ...rest }: Draft): Omit<Draft, 'enabled'> {
  return {
    ...rest,
    rules: rules.map((rule) => ({ ...rule, id: `new-${newId()}`, isNew: true })),
  };
}

export interface Rebased {
  draft: Draft;
  /** What both sides changed, in words; the draft kept its own. */
  conflicts: string[];
}

/** The draft on top of what somebody else has saved meanwhile: part by part and rule by rule, losing nothing of the draft. */
export function rebase(base: Draft, mine: Draft, theirs: Draft): Rebased {
  const conflicts: string[] = [];
  const merge: Merge = (name, from, own, other) => {
    if (same(own, from)) return other;
    if (!same(other, from) && !same(other, own)) conflicts.push(name);
    return own;
  };
  return {
    draft: {
      enabled: merge('the switch', base.enabled, mine.enabled, theirs.enabled),
      offVariation: merge(
        'what is served while off',
        base.offVariation,
        mine.offVariation,
        theirs.offVariation,
      ),
      fallthrough: merge('what everybody else gets', base.fallthrough, mine.fallthrough, theirs.fallthrough),
      rules: mergeRules(base.rules, mine.rules, theirs.rules, merge),
    },
    conflicts,
  };
}
