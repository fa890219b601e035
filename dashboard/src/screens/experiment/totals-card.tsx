import { Card } from '../../design/layout/card.tsx';
import table from '../../design/layout/table.module.css';
import { Tag } from '../../design/text/chip.tsx';
import { visible } from '../../design/text/visible.ts';
import styles from './experiment.module.css';
import { countText, valueText } from './numbers.ts';
import type { Experiment, Results } from './parts.ts';

/** The totals that the results were computed from, with the split as it was planned. */
export function TotalsCard({ experiment, results }: { experiment: Experiment; results: Results }) {
  const isConversion = experiment.metric.kind === 'CONVERSION';
  const all = sum(results.variations.map(({ count }) => count));
  const weights = sum(experiment.split.map(({ weight }) => weight));
  const share = (part: number, whole: number) =>
    whole === 0 ? '–' : `${((part / whole) * 100).toFixed(1)} %`;
  return (
    <Card title="Totals" note="since the start">
      <div className={table.scroll}>
        <table className={`${table.table} ${table.cards}`}>
          <thead>
            <tr>
              <th scope="col">Variation</th>
              <th scope="col">{isConversion ? 'Exposures' : 'Values'}</th>
              <th scope="col">Share</th>
              <th scope="col">Planned</th>
              {isConversion && <th scope="col">Conversions</th>}
              <th scope="col">{isConversion ? 'Rate' : 'Mean'}</th>
              {!isConversion && <th scope="col">Standard deviation</th>}
            </tr>
          </thead>
          <tbody>
            {results.variations.map(({ variation, count, conversions, value, standardDeviation }) => (
              <tr key={variation}>
                <td>
                  <span className={styles.variation}>
                    <span className="mono">{visible(variation)}</span>
                    {variation === experiment.control && <Tag>control</Tag>}
                  </span>
                </td>
                <td data-label={isConversion ? 'Exposures' : 'Values'}>{countText(count)}</td>
                <td data-label="Share">{share(count, all)}</td>
                <td data-label="Planned">
                  {share(experiment.split.find((each) => each.variation === variation)?.weight ?? 0, weights)}
                </td>
                {isConversion && <td data-label="Conversions">{countText(conversions ?? 0)}</td>}
                <td data-label={isConversion ? 'Rate' : 'Mean'}>{valueText(value, experiment.metric)}</td>
                {!isConversion && (
                  <td data-label="Deviation">{valueText(standardDeviation, experiment.metric)}</td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
