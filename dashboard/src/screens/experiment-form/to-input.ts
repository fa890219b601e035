import type { ExperimentCounting, ExperimentMetricKind } from '../../gql/graphql.ts';

/** What can be changed of a draft. */
export interface Draft {
  name: string;
  hypothesis: string;
  control: string;
  treatments: readonly string[];
  metric: { name: string; kind: ExperimentMetricKind; higherIsBetter: boolean };
  counting: ExperimentCounting;
  minimumSample: number;
  alpha: number;
}

/** What the form has about the design, as the API takes it. */
export function designInput(data: FormData) {
  const text = (name: string) => String(data.get(name) ?? '').trim();
  const minimum = text('minimumSample').replaceAll(/[\s,_]/g, '');
  const alpha = text('alpha').replace(',', '.');
  return {
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
    // What is no number becomes 0, which the server refuses at this field.
    minimumSample: minimum === '' ? null : /^\d{1,9}$/.test(minimum) ? Number(minimum) : 0,
    alpha: alpha === '' ? null : Number(alpha) || 0,
  };
}
