import { type Clause, type FlagRules, type JsonValue, TARGETING_KEY } from 'gogreen-engine';
import { expect } from 'vitest';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, updateFlag } from '#test/support/builders.ts';
import { flagOf } from '#test/support/engine-flags.ts';
import { everyRow } from '#test/support/every-row.ts';
import { readVectors } from '#test/support/read-vectors.ts';
import {
  clauseVectors,
  contextOf,
  type EvaluationVector,
  rolloutOf,
  sharedFlag,
} from '#test/support/vectors.ts';

const test = testWithApp({ worker: false });
const vectors = readVectors();

interface Served {
  variation: { key: string };
  value: JsonValue;
  reason: string;
  ruleId: string | null;
  bucket: number | null;
}

interface Request {
  flagKey: string;
  flag: FlagRules;
  context: object;
}

test('evaluateFlags gives what the vectors of operators, versions and dates say', async ({ gogreen }) => {
  const projectKey = 'clauses';
  await createProject(gogreen, { key: projectKey });
  await create(gogreen, projectKey, 'clause', flagOf());
  // JSON as it is written here has no word for Infinity.
  const possible = clauseVectors(vectors).filter(({ attribute }) => attribute !== Number.POSITIVE_INFINITY);
  const requests = possible.map(({ operator, values, attribute }) => {
    const clause: Clause = { attribute: 'it', operator, values };
    const rules = [
      { id: 'holds', clauses: [clause], serve: { variation: 'on' } },
      { id: 'negation', clauses: [{ ...clause, negate: true as const }], serve: { variation: 'other' } },
    ];
    const flag = flagOf({ rules, fallthrough: { variation: 'off' } });
    return { flagKey: 'clause', flag, context: attribute === undefined ? {} : { it: attribute } };
  });
  const served = await evaluate(gogreen, projectKey, requests);
  await everyRow(possible, ({ result }, index) => {
    expect(served[index]?.variation.key).toBe({ true: 'on', false: 'other', null: 'off' }[String(result)]);
  });
});

test('evaluateFlags gives what the vectors of bucketing say, for keys that flags can have', async ({
  gogreen,
}) => {
  const projectKey = 'buckets';
  await createProject(gogreen, { key: projectKey });
  const { buckets, shares } = vectors.bucketing;
  const possible = buckets.filter(({ flagKey }) => isKey(flagKey));
  const flag = flagOf({ fallthrough: rolloutOf([{ variation: 'on', weight: 100 }]) });
  for (const flagKey of new Set(possible.map((vector) => vector.flagKey))) {
    await create(gogreen, projectKey, flagKey, flag);
  }
  const served = await evaluate(
    gogreen,
    projectKey,
    possible.map((vector) => ({ flagKey: vector.flagKey, flag, context: contextOf(vector) })),
  );
  // What cannot be hashed counts as bucket 0.
  await everyRow(possible, ({ bucket }, index) => {
    expect(served[index]).toMatchObject({ reason: 'FALLTHROUGH', bucket: bucket ?? 0 });
  });
  const shared = sharedFlag(shares.weights);
  const { flagKey, cases } = shares;
  await create(gogreen, projectKey, flagKey, shared);
  const parts = await evaluate(
    gogreen,
    projectKey,
    cases.map((vector) => ({ flagKey, flag: shared, context: contextOf(vector) })),
  );
  await everyRow(cases, ({ variation, bucket }, index) => {
    expect(parts[index]).toMatchObject({ variation: { key: variation }, bucket: bucket ?? 0 });
  });
});

test('evaluateFlags gives what the vectors of reasons and of odd names say, for keys that it takes', async ({
  gogreen,
}) => {
  const projectKey = 'names';
  await createProject(gogreen, { key: projectKey });
  const { reasons, contexts } = vectors;
  // The targeting key of this project stands for no other attribute.
  const rulesets = [
    reasons,
    ...contexts.rulesets.filter(({ targetingKey }) => targetingKey === TARGETING_KEY),
  ];
  const rows: [flag: FlagRules, vector: EvaluationVector][] = [];
  for (const { flags, cases } of rulesets) {
    for (const [key, flag] of Object.entries(flags)) {
      if (!isTaken(flag) || ![key, ...flag.variations.map((variation) => variation.key)].every(isKey))
        continue;
      await create(gogreen, projectKey, key, flag);
      for (const vector of cases) {
        if (vector.flagKey === key && isTaken(vector.context)) rows.push([flag, vector]);
      }
    }
  }
  expect(rows.length).toBeGreaterThan(25);
  const served = await evaluate(
    gogreen,
    projectKey,
    rows.map(([flag, { flagKey, context }]) => ({ flagKey, flag, context })),
  );
  await everyRow(
    rows,
    ([, { result }], index) => {
      if ('errorCode' in result) throw new Error('these flags are served');
      expect({ ...served[index], ruleId: served[index]?.ruleId != null }).toEqual({
        variation: { key: result.variation },
        value: result.value,
        reason: result.reason,
        ruleId: 'ruleId' in result,
        bucket: 'bucket' in result ? result.bucket : null,
      });
    },
    ([, { flagKey, context }]) => `${flagKey} ${JSON.stringify(context)}`,
  );
});

test('evaluateFlags takes the contexts that the vectors say are valid, and no others', async ({
  gogreen,
}) => {
  await createProject(gogreen, { key: 'contexts' });
  await everyRow(vectors.contexts.contexts, async ({ context, valid }) => {
    const { errors } = await gogreen.send(
      'query ($context: JSON!) { evaluateFlags(projectKey: "contexts", environmentKey: "production", context: $context) { value } }',
      { context },
    );
    expect(errors === undefined).toBe(valid);
  });
});

/** Creates the flag; its behaviour is given with each evaluation. */
async function create(
  gogreen: TestApp,
  projectKey: string,
  key: string,
  { kind, archived, variations }: FlagRules,
): Promise<void> {
  await createFlag(gogreen, { projectKey, key, kind, variations });
  if (archived) await updateFlag(gogreen, { projectKey, key, lifecycle: 'ARCHIVED' });
}

/** What is served, in the order of the requests, several of which are one operation. */
async function evaluate(gogreen: TestApp, projectKey: string, requests: Request[]): Promise<Served[]> {
  const served: Served[] = [];
  for (let start = 0; start < requests.length; start += 20) {
    const group = requests.slice(start, start + 20);
    const calls = group.map(
      (_request, at) =>
        `e${at}: evaluateFlags(projectKey: $projectKey, environmentKey: "production", context: $context${at}, flagKeys: $keys${at}, draft: $draft${at}) {
          variation { key } value reason ruleId bucket
        }`,
    );
    const variables = group.map(({ flagKey, flag: { on, rules, fallthrough, off }, context }, at) => ({
      [`context${at}`]: context,
      [`keys${at}`]: [flagKey],
      [`draft${at}`]: {
        flagKey,
        enabled: on,
        rules: rules.map(({ clauses, serve }) => ({ clauses, serve })),
        fallthrough,
        offVariation: off,
      },
    }));
    const declared = group.map(
      (_request, at) => `$context${at}: JSON!, $keys${at}: [String!], $draft${at}: FlagDraftInput`,
    );
    const { data, errors } = await gogreen.send(
      `query ($projectKey: String!, ${declared.join(', ')}) { ${calls.join(' ')} }`,
      Object.assign({ projectKey }, ...variables),
    );
    if (errors) throw new Error(JSON.stringify(errors));
    served.push(...Object.values(data as Record<string, Served[]>).flat());
  }
  return served;
}

function isKey(text: string): boolean {
  return /^[a-z0-9][a-z0-9._-]{0,99}$/.test(text);
}

/** The API refuses objects with this key. */
function isTaken(value: object): boolean {
  return !JSON.stringify(value).includes('"__proto__":');
}
