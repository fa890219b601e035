import { readFileSync } from 'node:fs';
import { parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import { printedSchema } from '#test/support/selection.ts';

const page = readFileSync(new URL('../../docs/experiments.md', import.meta.url), 'utf8');
const documents = Array.from(page.matchAll(/```graphql\n(.*?)```/gs), ([, document = '']) => document);

it.each(documents)('docs/experiments.md has only valid GraphQL documents: %#', (document) => {
  expect(validate(printedSchema, parse(document))).toEqual([]);
});

it('docs/experiments.md names each step of an experiment', () => {
  const steps = ['create', 'start', 'conclude'].map((verb) => `${verb}Experiment`);
  expect(documents).toHaveLength(3);
  expect([...steps, 'recordExperimentResults'].filter((name) => !page.includes(name))).toEqual([]);
});
