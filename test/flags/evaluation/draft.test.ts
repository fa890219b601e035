import { describe, expect } from 'vitest';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, updateFlagEnvironment } from '#test/support/builders.ts';
import { fingerprint } from '#test/support/command.ts';
import { addClientKey } from '#test/support/tokens.ts';

const projectKey = 'shop';
const test = testWithApp({ worker: false });
let environmentId: string;

test.beforeAll(async ({ gogreen }) => {
  const { environments } = await createProject(gogreen, { key: projectKey });
  environmentId = environments.find(({ key }) => key === 'production')?.id ?? '';
  await createFlag(gogreen, { projectKey, key: 'checkout' });
  await createFlag(gogreen, { projectKey, key: 'other' });
  const place = { projectKey, flagKey: 'checkout', environmentKey: 'production' };
  await updateFlagEnvironment(gogreen, {
    ...place,
    enabled: true,
    fallthrough: { variation: 'off' },
    rules: [
      {
        clauses: [
          { attribute: 'country', operator: 'IN', values: ['FR'] },
          { attribute: 'plan', operator: 'EQUALS', values: ['pro'], negate: true },
        ],
        serve: { variation: 'on' },
      },
      { clauses: [{ attribute: 'staff', operator: 'EQUALS', values: [true] }], serve: { variation: 'on' } },
    ],
  });
});

interface Evaluated {
  flagKey: string;
  value: unknown;
  reason: string;
  bucket: number | null;
  trace: {
    matched: boolean;
    rule: { id: string };
    clauses: { actual: unknown; matched: boolean; clause: { attribute: string } }[];
  }[];
}

const TRACE = 'trace { matched rule { id } clauses { actual matched clause { attribute } } }';

async function evaluate(gogreen: TestApp, variables: object, selection = TRACE, token?: string) {
  return gogreen.send(
    `query ($context: JSON!, $draft: FlagDraftInput, $flagKeys: [String!]) {
      evaluateFlags(projectKey: "shop", environmentKey: "production", context: $context, draft: $draft, flagKeys: $flagKeys) {
        flagKey value reason ${selection} } }`,
    variables,
    token,
  );
}

async function evaluated(gogreen: TestApp, variables: object, selection?: string): Promise<Evaluated> {
  const { data, errors } = await evaluate(gogreen, { flagKeys: ['checkout'], ...variables }, selection);
  expect(errors).toBeUndefined();
  return (data as { evaluateFlags: [Evaluated] }).evaluateFlags[0];
}

describe('the trace of an evaluation', () => {
  test('has every rule with what the context has for each clause', async ({ gogreen }) => {
    const { reason, trace } = await evaluated(gogreen, {
      context: { country: 'FR', plan: 'pro', staff: true },
    });
    expect(reason).toBe('RULE_MATCH');
    expect(trace.map(({ matched, clauses }) => ({ matched, clauses }))).toEqual([
      {
        matched: false,
        clauses: [
          { actual: 'FR', matched: true, clause: { attribute: 'country' } },
          { actual: 'pro', matched: false, clause: { attribute: 'plan' } },
        ],
      },
      { matched: true, clauses: [{ actual: true, matched: true, clause: { attribute: 'staff' } }] },
    ]);
  });

  test('of a context without the attributes: null, and a negated clause matches', async ({ gogreen }) => {
    const { trace } = await evaluated(gogreen, { context: {} });
    expect(trace[0]?.clauses).toMatchObject([
      { actual: null, matched: false },
      { actual: null, matched: true },
    ]);
  });

  test('of more than a hundred evaluations in an operation: INVALID_INPUT', async ({ gogreen }) => {
    const aliases = Array.from(
      { length: 40 },
      (_, index) =>
        `e${index}: evaluateFlags(projectKey: "shop", environmentKey: "production", context: {}) { trace { matched } }`,
    );
    expect((await gogreen.send(`{ ${aliases.slice(0, 20).join(' ')} }`)).errors).toBeUndefined();
    const more = Array.from({ length: 3 }, async (_, index) => {
      await createFlag(gogreen, { projectKey, key: `more-${index}` });
    });
    await Promise.all(more);
    const { errors } = await gogreen.send(`{ ${aliases.join(' ')} }`);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT' });
    expect(errors?.[0]?.message).toContain('may trace at most 100');
  });
});

describe('the evaluation of a draft', () => {
  test('takes the place of what is stored, which stays', async ({ gogreen }) => {
    const before = await fingerprint(gogreen);
    const draft = { flagKey: 'checkout', rules: [], fallthrough: { variation: 'on' } };
    expect(await evaluated(gogreen, { context: {}, draft })).toMatchObject({
      value: true,
      reason: 'FALLTHROUGH',
      trace: [],
    });
    expect(await evaluated(gogreen, { context: {} })).toMatchObject({ value: false });
    expect(await fingerprint(gogreen)).toEqual(before);
  });

  test('with a rollout: the bucket that decided', async ({ gogreen }) => {
    const weights = [
      { variation: 'on', weight: 50 },
      { variation: 'off', weight: 50 },
    ];
    const fallthrough = { rollout: { bucketBy: 'userId', weights } };
    const draft = { flagKey: 'checkout', fallthrough };
    const { bucket, value } = await evaluated(gogreen, { context: { userId: '42' }, draft }, 'bucket');
    expect(bucket).toBeGreaterThanOrEqual(0);
    expect(value).toBe((bucket ?? 0) < 50_000);
    expect((await evaluated(gogreen, { context: {} }, 'bucket')).bucket).toBe(null);
  });

  test.for([
    [{ flagKey: 'checkout', offVariation: 'missing' }, 'draft.offVariation'],
    [{ flagKey: 'checkout', rules: [{ clauses: [], serve: { variation: 'on' } }] }, 'draft.rules.0.clauses'],
    [{ flagKey: 'missing', enabled: true }, 'draft.flagKey'],
    [{ flagKey: 'other', enabled: true }, 'draft.flagKey'],
  ] as const)('that is not valid: INVALID_INPUT at its place, %j', async ([draft, path], { gogreen }) => {
    const { errors } = await evaluate(gogreen, { context: {}, draft, flagKeys: ['checkout'] });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path }] });
  });

  test('with a client key: FORBIDDEN, and so is a trace', async ({ gogreen }) => {
    const { token } = await addClientKey(gogreen, environmentId);
    const draft = { flagKey: 'checkout', enabled: true };
    const drafted = await evaluate(gogreen, { context: {}, draft }, '', token);
    expect(drafted.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
    const traced = await evaluate(gogreen, { context: {} }, TRACE, token);
    expect(traced.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
    expect((await evaluate(gogreen, { context: {} }, '', token)).errors).toBeUndefined();
  });
});
