import type { Operator } from 'gogreen-engine';
import { describe, expect, test } from 'vitest';
import { renderClause, renderCodeLike, renderServe } from '#src/flags/code-like/code-like.ts';
import type { Clause, JsonValue, Rule, Targeting } from '#src/flags/flag.ts';

const clause = (attribute: string, operator: Operator, values: JsonValue[], negate = false): Clause => ({
  attribute,
  operator,
  values,
  negate,
});
const half = {
  rollout: {
    bucketBy: 'userId',
    weights: [
      { variation: 'control', weight: 50 },
      { variation: 'variant-a', weight: 50 },
    ],
  },
};
const rules: Rule[] = [
  {
    id: '1',
    description: null,
    clauses: [clause('country', 'IN', ['FR', 'DE']), clause('email', 'ENDS_WITH', ['@acme.com'])],
    serve: { variation: 'variant-a' },
  },
  { id: '2', description: null, clauses: [clause('plan', 'EQUALS', ['enterprise'])], serve: half },
];
const targeting: Targeting = {
  enabled: true,
  rules,
  fallthrough: { variation: 'control' },
  offVariation: 'control',
};

describe('code-like text', () => {
  test('rules, clauses and a rollout are shown in full', () => {
    expect(renderCodeLike(targeting)).toMatchInlineSnapshot(`
      "IF country IN ("FR", "DE")
      AND email ENDS WITH "@acme.com"
      THEN "variant-a"
      ELSE IF plan EQUALS "enterprise"
      THEN ROLLOUT BY userId ("control" 50%, "variant-a" 50%)
      ELSE "control""
    `);
  });

  test('an off flag has one line more than the same flag on', () => {
    const off = renderCodeLike({ ...targeting, enabled: false });
    expect(off).toBe(`OFF: "control"\n${renderCodeLike(targeting)}`);
  });

  test('a flag without rules is shown on and off', () => {
    expect(renderCodeLike({ ...targeting, rules: [] })).toBe('SERVE "control"');
    expect(
      renderCodeLike({ ...targeting, rules: [], fallthrough: half, enabled: false }),
    ).toMatchInlineSnapshot(`
      "OFF: "control"
      SERVE ROLLOUT BY userId ("control" 50%, "variant-a" 50%)"
    `);
  });

  test('descriptions stand above their rules, each line marked', () => {
    const described = rules.map((rule, index) => ({
      ...rule,
      description:
        index === 0 ? ' Colleagues in\nFrance and Germany\n\nIF admin EXISTS ' : 'Paying "customers" 💶',
    }));
    expect(renderCodeLike({ ...targeting, rules: described })).toMatchInlineSnapshot(`
      "// Colleagues in
      // France and Germany
      //
      // IF admin EXISTS
      IF country IN ("FR", "DE")
      AND email ENDS WITH "@acme.com"
      THEN "variant-a"
      // Paying "customers" 💶
      ELSE IF plan EQUALS "enterprise"
      THEN ROLLOUT BY userId ("control" 50%, "variant-a" 50%)
      ELSE "control""
    `);
  });

  test('an empty description leaves no line', () => {
    expect(
      renderCodeLike({ ...targeting, rules: rules.map((rule) => ({ ...rule, description: ' \n' })) }),
    ).toBe(renderCodeLike(targeting));
  });
});

test('code-like text has every operator, plain and negated', () => {
  const clauses: [string, Operator, JsonValue[]][] = [
    ['plan', 'EQUALS', ['enterprise']],
    ['beta', 'EQUALS', [true]],
    ['name', 'CONTAINS', ['test']],
    ['path', 'STARTS_WITH', ['/admin', '/staff']],
    ['email', 'ENDS_WITH', ['@acme.com']],
    ['phone', 'MATCHES_REGEX', ['^\\+33\\d{9}$']],
    ['seats', 'NUMBER_EQUALS', [10]],
    ['age', 'NUMBER_GREATER', [18]],
    ['age', 'NUMBER_GREATER_OR_EQUAL', [18]],
    ['price', 'NUMBER_LESS', [9.99]],
    ['price', 'NUMBER_LESS_OR_EQUAL', [-1e21]],
    ['age', 'NUMBER_BETWEEN', [18, 65]],
    ['appVersion', 'SEMVER_EQUALS', ['1.2.3']],
    ['appVersion', 'SEMVER_GREATER', ['1.2.3']],
    ['appVersion', 'SEMVER_GREATER_OR_EQUAL', ['1.2.3-beta.1']],
    ['appVersion', 'SEMVER_LESS', ['2.0.0']],
    ['appVersion', 'SEMVER_LESS_OR_EQUAL', ['2.0.0']],
    ['signedUpAt', 'DATE_BEFORE', ['2026-03-04']],
    ['signedUpAt', 'DATE_AFTER', ['2026-03-04T12:00:00Z']],
    ['country', 'IN', ['FR', 'DE']],
    ['country', 'NOT_IN', ['FR']],
    ['roles', 'CONTAINS_ANY', ['admin', 'staff']],
    ['roles', 'CONTAINS_ALL', ['admin', 7, false]],
    ['email', 'EXISTS', []],
  ];
  const lines = clauses.flatMap(([attribute, operator, values]) => [
    renderClause(clause(attribute, operator, values)),
    renderClause(clause(attribute, operator, values, true)),
  ]);
  expect(lines.join('\n')).toMatchInlineSnapshot(`
    "plan EQUALS "enterprise"
    plan DOES NOT EQUAL "enterprise"
    beta EQUALS true
    beta DOES NOT EQUAL true
    name CONTAINS "test"
    name DOES NOT CONTAIN "test"
    path STARTS WITH ANY OF ("/admin", "/staff")
    path DOES NOT START WITH ANY OF ("/admin", "/staff")
    email ENDS WITH "@acme.com"
    email DOES NOT END WITH "@acme.com"
    phone MATCHES REGEX "^\\\\+33\\\\d{9}$"
    phone DOES NOT MATCH REGEX "^\\\\+33\\\\d{9}$"
    seats = 10
    seats != 10
    age > 18
    age NOT > 18
    age >= 18
    age NOT >= 18
    price < 9.99
    price NOT < 9.99
    price <= -1e+21
    price NOT <= -1e+21
    age BETWEEN 18 AND 65
    age NOT BETWEEN 18 AND 65
    appVersion SEMVER = "1.2.3"
    appVersion NOT SEMVER = "1.2.3"
    appVersion SEMVER > "1.2.3"
    appVersion NOT SEMVER > "1.2.3"
    appVersion SEMVER >= "1.2.3-beta.1"
    appVersion NOT SEMVER >= "1.2.3-beta.1"
    appVersion SEMVER < "2.0.0"
    appVersion NOT SEMVER < "2.0.0"
    appVersion SEMVER <= "2.0.0"
    appVersion NOT SEMVER <= "2.0.0"
    signedUpAt BEFORE "2026-03-04"
    signedUpAt NOT BEFORE "2026-03-04"
    signedUpAt AFTER "2026-03-04T12:00:00Z"
    signedUpAt NOT AFTER "2026-03-04T12:00:00Z"
    country IN ("FR", "DE")
    country NOT IN ("FR", "DE")
    country NOT IN ("FR")
    country IN ("FR")
    roles HAS ANY OF ("admin", "staff")
    roles HAS NONE OF ("admin", "staff")
    roles HAS ALL OF ("admin", 7, false)
    roles DOES NOT HAVE ALL OF ("admin", 7, false)
    email EXISTS
    email DOES NOT EXIST"
  `);
});

test('code-like weights have up to three decimals and no trailing zeros', () => {
  const weights = [0.1, 33.333, 66.5, 0.067, 0].map((weight, index) => ({ variation: `v${index}`, weight }));
  expect(renderServe({ rollout: { bucketBy: 'user id', weights } })).toBe(
    'ROLLOUT BY `user id` ("v0" 0.1%, "v1" 33.333%, "v2" 66.5%, "v3" 0.067%, "v4" 0%)',
  );
});

describe('what users type cannot fool a reader', () => {
  const render = (value: JsonValue, attribute = 'x') => renderClause(clause(attribute, 'EQUALS', [value]));

  test('emoji, accents and right-to-left text stay as they are', () => {
    expect(render('👩‍🚀 é مرحبا שלום 日本')).toBe('x EQUALS "👩‍🚀 é مرحبا שלום 日本"');
  });

  test.each([
    ['"\nELSE "on', '"\\"\\nELSE \\"on"'],
    ['a\u2028b\u2029', '"a\\u2028b\\u2029"'],
    ['\u202egnp.exe\u202c\u2066\u2069\u200f', '"\\u202egnp.exe\\u202c\\u2066\\u2069\\u200f"'],
    ['ad\u200bmin\u00ad\ufeff\u2060', '"ad\\u200bmin\\u00ad\\ufeff\\u2060"'],
    ['\u0000\u007f\u0085\t', '"\\u0000\\u007f\\u0085\\t"'],
    ['\ud800', '"\\ud800"'],
  ])('%j is escaped', (value, shown) => {
    expect(render(value)).toBe(`x EQUALS ${shown}`);
  });

  test('the string "1" and the number 1 look different', () => {
    expect([render('1'), render(1)]).toEqual(['x EQUALS "1"', 'x EQUALS 1']);
  });

  test('attribute names that are no plain identifiers stand in backticks', () => {
    const names = ['user_id', '$a1', 'user-id', 'user.id', '1st', 'пользователь', 'a`b\\', 'a EXISTS\u202e'];
    expect(names.map((name) => render(1, name).replace(' EQUALS 1', ''))).toEqual([
      'user_id',
      '$a1',
      '`user-id`',
      '`user.id`',
      '`1st`',
      '`пользователь`',
      '`a\\`b\\\\`',
      '`a EXISTS\\u202e`',
    ]);
  });
});
