import { expect } from 'vitest';
import type { Operator } from '#generated/graphql/graphql.ts';
import { testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, updateFlagEnvironment } from '#test/support/builders.ts';
import { everyRow } from '#test/support/every-row.ts';

const projectKey = 'shop';
const environmentKey = 'production';
const test = testWithApp({ worker: false });

/** What a flag with one rule for the clause and one for its negation serves. */
type Served = 'MATCHES' | 'NEGATED MATCHES' | 'NEITHER';

const rows: [operator: Operator, values: unknown[], attribute: unknown, served: Served][] = [
  ['DATE_AFTER', ['2026-03-04T12:00:00Z'], '2026-03-04T12:01Z', 'MATCHES'],
  ['DATE_AFTER', ['2026-03-04T12:00:00Z'], '2026-03-04t12:01:00z', 'MATCHES'],
  ['DATE_BEFORE', ['2026-03-04T12:00:00Z'], '2026-03-04 13:01:00.123456+01', 'NEGATED MATCHES'],
  ['DATE_BEFORE', ['2026-03-04T12:00:00Z'], 'yesterday', 'NEITHER'],
  ['DATE_BEFORE', ['2026-03-04T12:00:00Z'], '2026-03-01T00:00:00', 'NEITHER'],
  ['DATE_BEFORE', ['2026-03-04T12:00:00Z'], undefined, 'NEGATED MATCHES'],
  ['SEMVER_LESS', ['2.0.0'], '1.2', 'MATCHES'],
  ['SEMVER_LESS', ['2.0.0'], 'v1', 'MATCHES'],
  ['SEMVER_LESS', ['2.0.0'], 'v2', 'NEGATED MATCHES'],
  ['SEMVER_LESS', ['2.0.0'], 'latest', 'NEITHER'],
  ['SEMVER_LESS', ['2.0.0'], '1.2.3.4', 'NEITHER'],
  ['SEMVER_LESS', ['2.0.0'], undefined, 'NEGATED MATCHES'],
  ['NUMBER_LESS', [10], '5', 'NEITHER'],
  ['NUMBER_LESS', [10], null, 'NEGATED MATCHES'],
  ['CONTAINS', ['beta'], 7, 'NEITHER'],
  ['MATCHES_REGEX', ['^beta'], ['beta'], 'NEITHER'],
  ['EQUALS', ['FR'], ['FR'], 'NEITHER'],
  ['EQUALS', ['1'], 1, 'NEGATED MATCHES'],
  ['IN', ['FR', 'DE'], { code: 'FR' }, 'NEITHER'],
  ['NOT_IN', ['FR', 'DE'], ['FR'], 'NEITHER'],
  ['CONTAINS_ANY', ['admin'], 'admin', 'NEITHER'],
  ['CONTAINS_ALL', ['admin'], undefined, 'NEGATED MATCHES'],
];

test('an attribute that the operator cannot compare matches neither a rule nor the negated rule', async ({
  gogreen,
}) => {
  await createProject(gogreen, { key: projectKey });
  await everyRow(rows, async ([operator, values, attribute, served], index) => {
    const key = `row-${index}`;
    await createFlag(gogreen, {
      projectKey,
      key,
      kind: 'STRING',
      variations: ['MATCHES', 'NEGATED MATCHES', 'NEITHER'].map((value, at) => ({ key: `v${at}`, value })),
    });
    const clause = { attribute: 'it', operator, values };
    await updateFlagEnvironment(gogreen, {
      projectKey,
      environmentKey,
      flagKey: key,
      enabled: true,
      rules: [
        { clauses: [clause], serve: { variation: 'v0' } },
        { clauses: [{ ...clause, negate: true }], serve: { variation: 'v1' } },
      ],
      fallthrough: { variation: 'v2' },
    });
    const { data } = await gogreen.send(
      `query ($context: JSON!, $keys: [String!]) {
        evaluateFlags(projectKey: "shop", environmentKey: "production", context: $context, flagKeys: $keys) { value }
      }`,
      { context: { it: attribute }, keys: [key] },
    );
    expect(data).toEqual({ evaluateFlags: [{ value: served }] });
  });
});
