import { expect } from 'vitest';
import { testWithApp } from '#test/support/app.ts';
import { createFlag, createProject } from '#test/support/builders.ts';
import { conversions, recordResults, startedExperiment } from '#test/support/experiments.ts';
import { statementsOf } from '#test/support/sql-statements.ts';

const SIZES = { one: 1, twenty: 20 };
const test = testWithApp({ worker: false });

test.beforeAll(async ({ gogreen }) => {
  for (const [projectKey, size] of Object.entries(SIZES)) {
    await createProject(gogreen, { key: projectKey });
    await createFlag(gogreen, { projectKey, key: 'flag' });
    const place = { projectKey, flagKey: 'flag', environmentKey: 'production' };
    for (let n = 0; n < size; n += 1) {
      const { id: experimentId } = await startedExperiment(gogreen, place);
      await recordResults(gogreen, {
        experimentId,
        variations: conversions({ off: [500, 50], on: [500, 80] }),
      });
    }
  }
});

const EXPERIMENT = `id name url project { key } environment { key } flag { key }
  results { variations { count } treatments { pValue } } history(points: 10) { asOf } power { missing }`;
const queries = {
  'the experiments of a project': `project(key: $key) { experiments(first: 20) { edges { node { ${EXPERIMENT} } } } }`,
  'the experiments of a flag': `flag(projectKey: $key, key: "flag") { experiments(first: 20) { edges { node { ${EXPERIMENT} } } } }`,
  'the events about experiments': `project(key: $key) {
    events(first: 20, filter: { types: [EXPERIMENT_STARTED] }) {
      edges { node { type ... on ExperimentEvent { experiment { ${EXPERIMENT} } flag { key } results { asOf } } } } } }`,
};

test.for(Object.entries(queries))(
  '%s take the same number of statements, however many there are',
  async ([_name, fields], { gogreen }) => {
    const counts = [];
    for (const key of Object.keys(SIZES)) {
      const statements = await statementsOf(gogreen.app.database.pool, async () => {
        const { errors } = await gogreen.send(`query ($key: String!) { ${fields} }`, { key });
        expect(errors).toBeUndefined();
      });
      counts.push(statements.length);
    }
    expect(counts[1]).toBe(counts[0]);
    expect(counts[1]).toBeLessThan(10);
  },
);
