import { operatorNames } from 'gogreen-engine';
import { expect } from 'vitest';
import { testWithApp } from '#test/support/app.ts';
import { createFlag, createProject } from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';
import { everyRow } from '#test/support/every-row.ts';

const test = testWithApp({ worker: false });

interface Info {
  operator: string;
  label: string;
  negatedLabel: string;
  valueKind: keyof typeof values;
  minValues: number;
  maxValues: number;
}

/** A value of each kind, and one that is of no such kind; null where there is none. */
const values = {
  NONE: [],
  SCALAR: ['FR', {}],
  TEXT: ['FR', 1],
  PATTERN: ['^a+$', '('],
  NUMBER: [18, '18'],
  VERSION: ['1.2.3', '1.x'],
  DATE: ['2026-03-04', 'yesterday'],
};

test('operators: says of each which values updateFlagEnvironment takes', async ({ gogreen }) => {
  await createProject(gogreen, { key: 'shop' });
  await createFlag(gogreen, { projectKey: 'shop', key: 'flag' });
  const { data } = await gogreen.send(
    '{ operators { operator label negatedLabel description valueKind minValues maxValues } }',
  );
  const { operators } = data as { operators: Info[] };
  expect(operators.map(({ operator }) => operator)).toEqual([...operatorNames]);
  const write = async ({ operator }: Info, given: unknown[]) => {
    const clauses = [{ attribute: 'age', operator, values: given }];
    const { __typename } = await command(gogreen, 'updateFlagEnvironment', {
      projectKey: 'shop',
      flagKey: 'flag',
      environmentKey: 'production',
      rules: [{ clauses, serve: { variation: 'on' } }],
    });
    return __typename;
  };
  await everyRow(
    operators,
    async (info) => {
      const [good, bad] = values[info.valueKind];
      const times = (value: unknown, count: number) => Array.from({ length: count }, () => value);
      expect(await write(info, times(good, info.minValues))).toMatch(/Payload$/);
      expect(await write(info, times(good, info.maxValues))).toMatch(/Payload$/);
      expect(await write(info, times(good ?? 1, info.maxValues + 1))).toBe('InvalidInputError');
      if (bad !== undefined) expect(await write(info, times(bad, info.minValues))).toBe('InvalidInputError');
    },
    ({ operator }) => operator,
  );
});

test('operators: are labelled as code-like writes them', async ({ gogreen }) => {
  const { data } = await gogreen.send('{ operators { operator label negatedLabel } }');
  expect(data?.['operators']).toContainEqual({
    operator: 'STARTS_WITH',
    label: 'STARTS WITH',
    negatedLabel: 'DOES NOT START WITH',
  });
});
