import { expect, it } from 'vitest';
import { readPage } from '#test/support/doc-pages.ts';

it('docs/experiments.md: names the mutation of each step of an experiment', () => {
  const page = readPage('experiments.md');
  const steps = ['createExperiment', 'startExperiment', 'recordExperimentResults', 'concludeExperiment'];
  expect(steps.filter((name) => !page.includes(name))).toEqual([]);
});
