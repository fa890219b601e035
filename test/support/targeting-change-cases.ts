/** The members of the FlagChange union that are about a flag's behaviour in one environment. */

import type { RuleInput } from '#generated/graphql/graphql.ts';
import { type ChangeCase, control, variantA } from '#test/support/change-case.ts';

const french: RuleInput = {
  clauses: [{ attribute: 'country', operator: 'IN', values: ['FR'] }],
  serve: { variation: 'variant-a' },
};
const staff: RuleInput = {
  clauses: [{ attribute: 'email', operator: 'ENDS_WITH', values: ['@acme.com'] }],
  serve: {
    rollout: {
      bucketBy: 'userId',
      weights: [
        { variation: 'control', weight: 50 },
        { variation: 'variant-a', weight: 50 },
      ],
    },
  },
};
const frenchShown = {
  ruleId: 'rule 1',
  description: null,
  clauses: [{ attribute: 'country', operator: 'IN', values: ['FR'], negate: false }],
  serve: { __typename: 'VariationServe', variation: variantA },
};
const staffShown = {
  ruleId: 'rule 2',
  description: null,
  clauses: [{ attribute: 'email', operator: 'ENDS_WITH', values: ['@acme.com'], negate: false }],
  serve: {
    __typename: 'RolloutServe',
    bucketBy: 'userId',
    weights: [
      { variation: control, weight: 50 },
      { variation: variantA, weight: 50 },
    ],
  },
};
export const targetingChangeCases: Record<string, ChangeCase[]> = {
  FlagEnabledChanged: [
    {
      mutation: 'setFlagEnabled',
      input: { enabled: true },
      change: { enabledBefore: false, enabledAfter: true, summary: 'Switched the flag on in Production.' },
      diff: ['-OFF: "control"'],
    },
    {
      production: { enabled: true },
      mutation: 'updateFlagEnvironment',
      input: { enabled: false },
      change: { enabledBefore: true, enabledAfter: false, summary: 'Switched the flag off in Production.' },
      diff: ['+OFF: "control"'],
    },
  ],
  FlagConditionCreated: [
    {
      mutation: 'updateFlagEnvironment',
      input: { rules: [french] },
      change: {
        indexAfter: 0,
        ruleAfter: frenchShown,
        summary: 'Added rule 1 in Production: IF country IN ("FR") THEN "variant-a".',
      },
      diff: ['-SERVE "control"', '+IF country IN ("FR")', '+THEN "variant-a"', '+ELSE "control"'],
    },
  ],
  FlagConditionChanged: [
    {
      production: { rules: [french] },
      mutation: 'updateFlagEnvironment',
      input: ([id]: string[]) => ({
        rules: [{ ...french, id, clauses: [{ attribute: 'country', operator: 'EXISTS', negate: true }] }],
      }),
      change: {
        indexBefore: 0,
        ruleBefore: frenchShown,
        indexAfter: 0,
        ruleAfter: {
          ...frenchShown,
          clauses: [{ attribute: 'country', operator: 'EXISTS', values: [], negate: true }],
        },
        summary:
          'Changed rule 1 in Production from IF country IN ("FR") THEN "variant-a" to IF country DOES NOT EXIST THEN "variant-a".',
      },
      diff: ['-IF country IN ("FR")', '+IF country DOES NOT EXIST'],
    },
    {
      production: { rules: [french] },
      mutation: 'updateFlagEnvironment',
      input: { rules: [{ ...french, description: 'Law' }] },
      change: {
        indexBefore: 0,
        ruleBefore: frenchShown,
        indexAfter: 0,
        ruleAfter: { ...frenchShown, description: 'Law' },
        summary: 'Changed the description of rule 1 in Production.',
      },
      diff: ['+// Law'],
    },
  ],
  FlagConditionDeleted: [
    {
      production: { rules: [french, staff] },
      mutation: 'updateFlagEnvironment',
      input: { rules: [french] },
      change: {
        indexBefore: 1,
        ruleBefore: staffShown,
        summary:
          'Deleted rule 2 in Production: IF email ENDS WITH "@acme.com" THEN ROLLOUT BY userId ("control" 50%, "variant-a" 50%).',
      },
      diff: [
        '-ELSE IF email ENDS WITH "@acme.com"',
        '-THEN ROLLOUT BY userId ("control" 50%, "variant-a" 50%)',
      ],
    },
  ],
  FlagConditionsReordered: [
    {
      production: { rules: [french, staff] },
      mutation: 'updateFlagEnvironment',
      input: { rules: [staff, french] },
      change: {
        ruleIdsBefore: ['rule 1', 'rule 2'],
        ruleIdsAfter: ['rule 2', 'rule 1'],
        summary: 'Reordered the rules in Production; the old numbers in the new order: 2, 1.',
      },
      diff: [
        '-IF country IN ("FR")',
        '-THEN "variant-a"',
        '-ELSE IF email ENDS WITH "@acme.com"',
        '+IF email ENDS WITH "@acme.com"',
        '+ELSE IF country IN ("FR")',
        '+THEN "variant-a"',
      ],
    },
  ],
  FlagFallthroughChanged: [
    {
      mutation: 'updateFlagEnvironment',
      input: { fallthrough: staff.serve },
      change: {
        fallthroughBefore: { __typename: 'VariationServe', variation: control },
        fallthroughAfter: staffShown.serve,
        summary:
          'Changed what is served when no rule matches in Production from "control" to ROLLOUT BY userId ("control" 50%, "variant-a" 50%).',
      },
      diff: ['-SERVE "control"', '+SERVE ROLLOUT BY userId ("control" 50%, "variant-a" 50%)'],
    },
  ],
  FlagOffVariationChanged: [
    {
      mutation: 'updateFlagEnvironment',
      input: { offVariation: 'variant-a' },
      change: {
        offVariationBefore: control,
        offVariationAfter: variantA,
        summary: 'Changed the off variation in Production from "control" to "variant-a".',
      },
      diff: ['-OFF: "control"', '+OFF: "variant-a"'],
    },
  ],
};
