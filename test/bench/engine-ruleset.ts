/** What the engine is measured with: rulesets as projects have them, and contexts. */

import {
  type Context,
  type FlagRules,
  RULESET_FORMAT,
  type Ruleset,
  type Serve,
  TARGETING_KEY,
} from 'gogreen-engine';

/** Serves one variation to whom its third rule matches, which is everybody of `contexts`. */
export const PLAIN = 'plain';
/** The same with a rollout. */
export const ROLLOUT = 'rollout';

const on: Serve = { variation: 'on' };
const tenth: Serve = {
  rollout: {
    bucketBy: 'userId',
    weights: [
      { variation: 'on', weight: 10 },
      { variation: 'off', weight: 90 },
    ],
  },
};

/** Two flags of three rules, of which the third matches. */
export function twoFlags(): Ruleset {
  return rulesetOf([
    [PLAIN, flagOf(on)],
    [ROLLOUT, flagOf(tenth)],
  ]);
}

/**
 * Every flag has three rules and four clauses. A quarter of them ends in a rollout, every tenth has a list of 100 ids, every
 * twentieth a regular expression, and every fiftieth a JSON value of about a kibibyte.
 */
export function manyFlags(count: number): Ruleset {
  return rulesetOf(
    Array.from({ length: count }, (_, index) => {
      const flag = flagOf(index % 4 === 0 ? tenth : on);
      if (index % 10 === 0) {
        const values = Array.from({ length: 100 }, (_value, at) => `user-${index}-${at}`);
        flag.rules[0]?.clauses.push({ attribute: 'userId', operator: 'IN', values });
      }
      if (index % 20 === 0) {
        const values = [`^[^@]+@team-${index}[.]example[.](com|org)$`];
        flag.rules[1]?.clauses.push({ attribute: 'email', operator: 'MATCHES_REGEX', values });
      }
      if (index % 50 === 0) {
        const value = { items: Array.from({ length: 40 }, (_item, at) => ({ id: at, title: `Item ${at}` })) };
        flag.variations = [
          { key: 'on', value },
          { key: 'off', value: null },
        ];
      }
      return [`flag-${index}`, flag];
    }),
  );
}

export function contexts(count: number): Context[] {
  return Array.from({ length: count }, (_, index) =>
    parsed({
      userId: `user-${index}`,
      email: `user-${index}@example.com`,
      plan: 'pro',
      country: index % 2 === 0 ? 'FR' : 'DE',
      age: index % 90,
    }),
  );
}

function rulesetOf(flags: [string, FlagRules][]): Ruleset {
  return parsed({
    format: RULESET_FORMAT,
    project: 'bench',
    environment: 'production',
    version: 1,
    epoch: 'bench',
    targetingKey: TARGETING_KEY,
    flags: Object.fromEntries(flags),
  });
}

function flagOf(serve: Serve): FlagRules {
  return {
    kind: 'BOOLEAN',
    on: true,
    rules: [
      {
        id: 'staff',
        clauses: [{ attribute: 'email', operator: 'ENDS_WITH', values: ['@acme.com', '@acme.org'] }],
        serve: on,
      },
      {
        id: 'old',
        clauses: [
          { attribute: 'plan', operator: 'IN', values: ['pro', 'team'] },
          { attribute: 'age', operator: 'NUMBER_GREATER', values: [90] },
        ],
        serve: on,
      },
      { id: 'here', clauses: [{ attribute: 'country', operator: 'IN', values: ['FR', 'DE'] }], serve },
    ],
    fallthrough: { variation: 'off' },
    off: 'off',
    variations: [
      { key: 'on', value: true },
      { key: 'off', value: false },
    ],
  };
}

/** As it comes out of a request. Objects that were written as literals are laid out in another way. */
function parsed<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}
