/** The mutations on experiments, and what most of their tests start from. */

import { graphql } from '#generated/graphql/gql.ts';
import type {
  ConcludeExperimentInput,
  CreateExperimentInput,
  RecordExperimentResultsInput,
} from '#generated/graphql/graphql.ts';
import type { TestApp } from '#test/support/app.ts';
import { createFlag, createProject, freshKey, succeeded } from '#test/support/builders.ts';

type Gogreen = Pick<TestApp, 'run'>;
type Place = Pick<CreateExperimentInput, 'projectKey' | 'flagKey' | 'environmentKey'>;

/** What a new experiment takes, on a flag with the variations off and on. */
export function newExperiment(
  place: Place,
  change: Partial<CreateExperimentInput> = {},
): CreateExperimentInput {
  return {
    ...place,
    name: 'Shorter checkout',
    hypothesis: 'A shorter checkout makes more visitors buy.',
    control: 'off',
    treatments: ['on'],
    metric: { name: 'Purchases', kind: 'CONVERSION' },
    ...change,
  };
}

/** A project of its own with a flag in it. */
export async function placeOfFlag(gogreen: Gogreen): Promise<Place> {
  const { key: projectKey } = await createProject(gogreen);
  const { key: flagKey } = await createFlag(gogreen, { projectKey, name: 'New checkout' });
  return { projectKey, flagKey, environmentKey: 'production' };
}

/** The id of a draft. */
export async function createExperiment(
  gogreen: Gogreen,
  place: Place,
  change: Partial<CreateExperimentInput> = {},
) {
  const { createExperiment: result } = await gogreen.run(Create, { input: newExperiment(place, change) });
  return succeeded(result).experiment.id;
}

export async function startedExperiment(
  gogreen: Gogreen,
  place: Place,
  change: Partial<CreateExperimentInput> = {},
) {
  const id = await createExperiment(gogreen, place, change);
  const { startExperiment } = await gogreen.run(Start, { input: { experimentId: id } });
  return { id, event: succeeded(startExperiment).event };
}

/** Totals of a conversion metric: `{ off: [5_000, 300], on: [5_040, 374] }`. */
export function conversions(totals: Record<string, [exposures: number, conversions: number]>) {
  return Object.entries(totals).map(([variation, [exposures, converted]]) => ({
    variation,
    exposures,
    conversions: converted,
  }));
}

/** Records totals under an id of their own, as of now, unless something else is asked for. */
export async function recordResults(
  gogreen: Gogreen,
  input: Partial<RecordExperimentResultsInput> &
    Pick<RecordExperimentResultsInput, 'experimentId' | 'variations'>,
) {
  const made = { batchId: freshKey('batch'), occurredAt: new Date().toISOString(), ...input };
  return succeeded((await gogreen.run(Record, { input: made })).recordExperimentResults);
}

export async function concludeExperiment(gogreen: Gogreen, input: ConcludeExperimentInput) {
  return succeeded((await gogreen.run(Conclude, { input })).concludeExperiment);
}

export async function readExperiment(gogreen: Gogreen, id: string) {
  const { node } = await gogreen.run(Read, { id });
  if (node?.__typename !== 'Experiment') throw new Error(`there is no experiment ${id}`);
  return node;
}

const Create = graphql(`
  mutation SupportCreateExperiment($input: CreateExperimentInput!) {
    createExperiment(input: $input) {
      __typename
      ... on CreateExperimentPayload { experiment { id } }
      ... on Error { message }
    }
  }
`);

const Start = graphql(`
  mutation SupportStartExperiment($input: StartExperimentInput!) {
    startExperiment(input: $input) {
      __typename
      ... on StartExperimentPayload { experiment { id state } event { id sequence type } }
      ... on Error { message }
    }
  }
`);

const Record = graphql(`
  mutation SupportRecordResults($input: RecordExperimentResultsInput!) {
    recordExperimentResults(input: $input) {
      __typename
      ... on RecordExperimentResultsPayload {
        results { asOf treatments { variation verdict pValue } }
        event { id sequence significanceReached }
        experiment { significant results { asOf } }
      }
      ... on Error { message }
    }
  }
`);

const Conclude = graphql(`
  mutation SupportConcludeExperiment($input: ConcludeExperimentInput!) {
    concludeExperiment(input: $input) {
      __typename
      ... on ConcludeExperimentPayload {
        event { id sequence type comment conclusion { winner applied notAppliedBecause } }
        flagEvent { id sequence changes { ... on FlagChangeSummary { summary } } }
        experiment { state concludedAt conclusion { winner comment applied notAppliedBecause } }
      }
      ... on Error { message }
    }
  }
`);

const Read = graphql(`
  query SupportExperiment($id: ID!) {
    node(id: $id) {
      __typename
      ... on Experiment {
        id name hypothesis state flagKey control treatments alpha minimumSample reportEveryMinutes significant url
        startedAt concludedAt
        environment { key }
        project { key }
        flag { key experiments { edges { node { id } } } }
        metric { name kind higherIsBetter }
        split { variation weight }
        counting
        counted { at units mixedUnits isFull warnings }
        conclusion { winner comment applied notAppliedBecause }
        results {
          asOf
          variations { variation count conversions value standardDeviation }
          treatments {
            variation verdict pValue chanceToBeatControl
            notEnoughData { reason explanation }
            absoluteLift { value lower upper }
            relativeLift { value lower upper }
          }
          sampleRatio { pValue mismatch }
        }
      }
    }
  }
`);
