import type { CreateExperimentInput, ExperimentCounting, ExperimentMetricKind } from '../../gql/graphql.ts';

/** What the form holds, as the API takes it. */
export function toInput(projectKey: string, data: FormData): CreateExperimentInput {
  const text = (name: string) => String(data.get(name) ?? '').trim();
  const minimum = text('minimumSample').replaceAll(/[\s,_]/g, '');
  return {
    projectKey,
    flagKey: text('flagKey'),
    environmentKey: text('environmentKey'),
    name: text('name'),
    hypothesis: text('hypothesis'),
    control: text('control'),
    treatments: data.getAll('treatments').map(String),
    metric: {
      name: text('metric'),
      kind: text('kind') as ExperimentMetricKind,
      higherIsBetter: data.has('higherIsBetter'),
    },
    counting: text('counting') as ExperimentCounting,
    // What is no whole number becomes 0, which the server refuses at this field.
    minimumSample: minimum === '' ? null : /^\d{1,9}$/.test(minimum) ? Number(minimum) : 0,
  };
}
