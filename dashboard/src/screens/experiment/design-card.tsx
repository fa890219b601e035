import type { ReactNode } from 'react';
import { Card } from '../../design/layout/card.tsx';
import { cut, visible } from '../../design/text/visible.ts';
import styles from './experiment.module.css';
import { countText } from './numbers.ts';
import type { Experiment } from './parts.ts';

/** What is compared and how: fixed from the start on. */
export function DesignCard({ experiment }: { experiment: Experiment }) {
  const { metric, control, treatments, alpha, minimumSample, state } = experiment;
  const unit = metric.kind === 'CONVERSION' ? 'exposures' : 'values';
  const { shown, hidden } = cut(visible(experiment.hypothesis), 2_000);
  return (
    <Card title="Design" note={state === 'DRAFT' ? 'fixed from the start on' : 'fixed'} padded>
      <dl className={styles.facts}>
        <Fact term="Hypothesis">
          <span className={styles.text}>
            {shown}
            {hidden > 0 && ' …'}
          </span>
        </Fact>
        <Fact term="Metric">
          <b>{visible(metric.name)}</b>, {metric.kind === 'CONVERSION' ? 'a conversion rate' : 'a mean'};{' '}
          {metric.higherIsBetter ? 'higher is better' : 'lower is better'}
        </Fact>
        <Fact term="Control">
          <span className="mono">{visible(control)}</span>
        </Fact>
        <Fact term={treatments.length === 1 ? 'Treatment' : 'Treatments'}>
          <span className="mono">{treatments.map(visible).join(', ')}</span>
        </Fact>
        <Fact term="Significance level">{alpha}</Fact>
        <Fact term="Minimum sample">
          {countText(minimumSample)} {unit} in each variation
        </Fact>
      </dl>
    </Card>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
