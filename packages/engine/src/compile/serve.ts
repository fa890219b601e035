import { bucketOf, FULL_WEIGHT, isBucketable, toThousandths } from '../bucketing.ts';
import type { Evaluation } from '../evaluation.ts';
import { isNumber } from '../operators/values.ts';
import type { Asked } from '../options.ts';
import type { JsonValue, Rollout, Serve } from '../ruleset.ts';
import { UnreadableError } from '../unreadable-error.ts';
import type { AttributeReaders } from './attribute.ts';
import { checkFields } from './known-fields.ts';

/** What is served to a context that got as far as here: the same to all, or by a rollout. */
export type CompiledServe = Evaluation | ((asked: Asked) => Evaluation);

/** The reason that it is served for. */
export type Decision =
  | { reason: 'RULE_MATCH'; ruleId: string }
  | { reason: 'FALLTHROUGH'; hasRules: boolean };

/** What serves of one flag have in common. */
export interface ServeScope {
  flagKey: string;
  readers: AttributeReaders;
  /** By key. */
  variations: ReadonlyMap<string, JsonValue>;
}

/** Throws UnreadableError when a variation is missing or the weights do not add up. */
export function compileServe(serve: Serve, decision: Decision, scope: ServeScope): CompiledServe {
  if (typeof serve !== 'object' || serve === null) throw new UnreadableError('serves nothing');
  checkFields(serve, ['variation', 'rollout']);
  if ('rollout' in serve) return compileRollout(serve.rollout, decision, scope);
  // Shared by all who get it, and so not for changing.
  return Object.freeze({ ...served(serve.variation, scope), ...decision });
}

function compileRollout(rollout: Rollout, decision: Decision, scope: ServeScope): CompiledServe {
  checkFields(rollout, ['bucketBy', 'weights']);
  const { bucketBy, weights } = rollout;
  if (typeof bucketBy !== 'string') throw new UnreadableError('"bucketBy" names no attribute');
  const shares = readShares(weights, scope);
  const first = shareOf(shares, 0);
  const unknown = Object.freeze({ ...first, ...decision, bucket: 0, missingAttribute: bucketBy });
  const read = scope.readers.ofRollout(bucketBy);
  const { flagKey } = scope;
  return ({ context }) => {
    const attribute = read(context);
    if (!isBucketable(attribute)) return unknown;
    const bucket = bucketOf(flagKey, attribute);
    const { variation, value } = shareOf(shares, bucket);
    // Written out: spreading the decision takes as long as everything else of an evaluation but the hash.
    return decision.reason === 'RULE_MATCH'
      ? { variation, value, reason: 'RULE_MATCH', ruleId: decision.ruleId, bucket }
      : { variation, value, reason: 'FALLTHROUGH', hasRules: decision.hasRules, bucket };
  };
}

interface Served {
  variation: string;
  value: JsonValue;
}

/** A part of a rollout: the buckets below `end` that no earlier part has. */
interface Share {
  end: number;
  served: Served;
}

/**
 * Weights claim buckets from 0 upwards in their order. Raising one weight at the cost of its neighbour therefore moves only
 * the users between the two.
 */
function readShares(weights: Rollout['weights'], scope: ServeScope): Share[] {
  let end = 0;
  const shares = weights.map((share) => {
    checkFields(share, ['variation', 'weight']);
    const { variation, weight } = share;
    if (!isNumber(weight) || weight < 0)
      throw new UnreadableError(`the weight of "${variation}" is no percentage`);
    end += toThousandths(weight);
    return { end, served: served(variation, scope) };
  });
  if (end !== FULL_WEIGHT) throw new UnreadableError(`the weights add up to ${end / 1_000}, not to 100`);
  return shares;
}

function shareOf(shares: readonly Share[], bucket: number): Served {
  for (const share of shares) if (bucket < share.end) return share.served;
  throw new UnreadableError(`no weight covers bucket ${bucket}`);
}

/** The variation with its value. */
export function served(variation: string, { variations }: Pick<ServeScope, 'variations'>): Served {
  const value = variations.get(variation);
  if (value === undefined) throw new UnreadableError(`the flag has no variation "${variation}"`);
  return { variation, value };
}
