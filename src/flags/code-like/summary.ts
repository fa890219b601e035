/** What a flag does in one environment, in two or three words. */

import { toThousandths } from 'gogreen-engine';
import type { Serve, Targeting, Variation } from '../flag.ts';

/**
 * `off`; `on` for a flag that serves true to everybody; `serves midnight`; `3 rules`; `10 % midnight` for a rollout with one
 * variation beside the off variation, else `3 variations`.
 */
export function summarise(
  { enabled, rules, fallthrough, offVariation }: Targeting,
  variations: Variation[],
  isArchived: boolean,
): string {
  if (!enabled || isArchived) return 'off';
  if (rules.length > 0) return `${rules.length} ${rules.length === 1 ? 'rule' : 'rules'}`;
  const shares = sharesOf(fallthrough);
  const [only, ...others] = shares;
  if (only && others.length === 0) {
    const isOn = variations.find(({ key }) => key === only.variation)?.value === true;
    return isOn ? 'on' : `serves ${only.variation}`;
  }
  const [treatment, ...more] = shares.filter(({ variation }) => variation !== offVariation);
  if (!treatment || more.length > 0) return `${shares.length} variations`;
  return `${toThousandths(treatment.weight) / 1_000} % ${treatment.variation}`;
}

function sharesOf(serve: Serve) {
  if ('variation' in serve) return [{ variation: serve.variation, weight: 100 }];
  return serve.rollout.weights.filter(({ weight }) => weight > 0);
}
