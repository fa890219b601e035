import { expect, test } from 'vitest';
import { readVectors } from '#test/support/read-vectors.ts';
import { runVectors } from '#test/support/vectors.ts';

test('the engine in Node.js gives what the vectors say', () => {
  const { checked, failures } = runVectors(readVectors());
  expect(failures).toEqual([]);
  expect(checked).toBeGreaterThan(800);
});

test('a vector that is not met is reported with what came out instead', () => {
  const vectors = readVectors();
  vectors.operators.cases.push({ operator: 'EQUALS', values: ['a'], attribute: 'b', result: true });
  vectors.bucketing.buckets.push({ flagKey: 'new-checkout', value: 'user-1', bucket: 1 });
  expect(runVectors(vectors).failures).toEqual([
    '{"attribute":"b","operator":"EQUALS","result":true,"values":["a"]} gives false, not true',
    '{"flagKey":"new-checkout","value":"user-1"} gives 4226, not 1',
  ]);
});
