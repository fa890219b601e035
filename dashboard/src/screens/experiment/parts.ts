/** Parts of an experiment, as the page has them. */

import type { EstimatePartsFragment, ExperimentDetailsFragment } from '../../gql/graphql.ts';

export type Experiment = ExperimentDetailsFragment;
export type Metric = Experiment['metric'];
export type Results = NonNullable<Experiment['results']>;
export type Treatment = Results['treatments'][number];
export type EstimateParts = EstimatePartsFragment;
