/** What a proposal would do to a flag, by the same computation that a direct change runs. Writes nothing. */

import { fingerprintBehaviour } from '../flags/targeting/behaviour.ts';
import { planTargeting, type TargetingPlan } from '../flags/targeting/plan-targeting.ts';
import { updateTargeting } from '../flags/targeting/targeting-update.ts';
import type { StoredFlag } from '../flags/writing/stored-flag.ts';
import { newId } from '../platform/input/ids.ts';
import type { Proposal, Review } from './change-request.ts';

export interface Reviewed {
  plan: TargetingPlan;
  review: Review;
  /** With the ids that its new rules have got. */
  proposal: Proposal;
}

/** Null: the flag behaves so already. Fails with InvalidInputError when the flag, as it is, cannot behave so. */
export function reviewProposal(
  flag: StoredFlag,
  place: { projectKey: string; environmentKey: string },
  { update, ruleIds }: Proposal,
): Reviewed | null {
  const unused = [...ruleIds];
  const used: string[] = [];
  const nextRuleId = () => {
    const id = unused.shift() ?? newId('rule');
    used.push(id);
    return id;
  };
  const plan = planTargeting(flag, place, (targeting, snapshot) =>
    updateTargeting(update, targeting, snapshot, nextRuleId),
  );
  if (!plan) return null;
  const review = {
    ...plan.payload,
    before: fingerprintBehaviour(flag.snapshot, plan.before),
    after: fingerprintBehaviour(flag.snapshot, plan.after),
  };
  return { plan, review, proposal: { update, ruleIds: used } };
}

/** Whether both take the flag from the same behaviour to the same behaviour, whatever else about it may differ. */
export function doesTheSame(one: Review, other: Review): boolean {
  return one.before === other.before && one.after === other.after;
}
