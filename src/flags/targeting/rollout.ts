import { FULL_WEIGHT, toThousandths } from 'gogreen-engine';
import type { Issue } from '../../platform/errors.ts';
import type { Rollout } from '../flag.ts';
import { checkAttributeName } from './attribute-name.ts';

/** Everything that is wrong with a rollout; paths are below it: `bucketBy`, `weights`, `weights.1.weight`. */
export function checkRollout({ bucketBy, weights }: Rollout, variationKeys: readonly string[]): Issue[] {
  const issues: Issue[] = [];
  const bucketByProblem = checkAttributeName(bucketBy);
  if (bucketByProblem) issues.push({ path: 'bucketBy', message: bucketByProblem });
  if (weights.length === 0) {
    return [...issues, { path: 'weights', message: 'must give at least one variation a weight' }];
  }
  const seen = new Set<string>();
  for (const [index, { variation, weight }] of weights.entries()) {
    const variationProblem = checkVariation(variation, variationKeys, seen);
    if (variationProblem) issues.push({ path: `weights.${index}.variation`, message: variationProblem });
    const weightProblem = checkWeight(weight);
    if (weightProblem) issues.push({ path: `weights.${index}.weight`, message: weightProblem });
    seen.add(variation);
  }
  const sum = weights.reduce((total, { weight }) => total + toThousandths(weight), 0);
  if (weights.every(({ weight }) => checkWeight(weight) === null) && sum !== FULL_WEIGHT) {
    issues.push({ path: 'weights', message: `must add up to 100, not ${sum / 1_000}` });
  }
  return issues;
}

function checkVariation(key: string, known: readonly string[], seen: ReadonlySet<string>): string | null {
  if (!known.includes(key)) return `must be a variation of the flag (${known.join(', ')})`;
  return seen.has(key) ? `must not be given twice: add both weights of "${key}" together` : null;
}

function checkWeight(weight: number): string | null {
  if (!(weight >= 0 && weight <= 100)) return `must be a percentage from 0 to 100, not ${weight}`;
  return Number(weight.toFixed(3)) === weight ? null : `must have at most three decimals, not ${weight}`;
}
