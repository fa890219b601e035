import { useState } from 'react';
import { useQuery } from '../../../api/hooks.ts';
import { useReloadWhen } from '../../../api/use-reload-when.ts';
import { Card } from '../../../design/layout/card.tsx';
import { Empty, LoadFailed, Loading } from '../../../design/layout/notice.tsx';
import table from '../../../design/layout/table.module.css';
import { exactTime } from '../../../design/text/time.tsx';
import { visible } from '../../../design/text/visible.ts';
import { ExperimentHistoryDocument } from '../../../gql/graphql.ts';
import { Verdict } from '../../experiments/experiment-state.tsx';
import { countText, intervalText, type LiftUnit, liftText } from '../numbers.ts';
import type { Experiment, Metric } from '../parts.ts';
import styles from './history.module.css';
import { HistoryPlot } from './history-plot.tsx';
import { type Point, pointsOf, unitOf } from './points.ts';

interface HistoryCardProps {
  experiment: Experiment;
  /** The time of the newest totals: with others there is another point. */
  asOf: string;
}

/** How the lift of one treatment moved, with its interval, from the totals that were recorded. */
export function HistoryCard({ experiment, asOf }: HistoryCardProps) {
  const [treatment = '', setTreatment] = useState(experiment.treatments[0]);
  const { data, error, reload } = useQuery(ExperimentHistoryDocument, { id: experiment.id });
  useReloadWhen(asOf, reload);
  const history = data?.node?.__typename === 'Experiment' ? data.node.history : undefined;
  const unit = history && unitOf(history, treatment);
  const points = history && unit && pointsOf(history, treatment, unit);
  const chooser = experiment.treatments.length > 1 && (
    <select
      className={styles.choice}
      aria-label="Treatment"
      value={treatment}
      onChange={({ target }) => setTreatment(target.value)}
    >
      {experiment.treatments.map((key) => (
        <option key={key} value={key}>
          {visible(key)}
        </option>
      ))}
    </select>
  );
  return (
    <Card title="Lift over time" note="at each recording of totals" actions={chooser}>
      {error !== undefined && history === undefined && (
        <LoadFailed title="The history cannot be shown" error={error} onRetry={reload} />
      )}
      {error === undefined && history === undefined && <Loading rows={4} />}
      {points !== undefined && points.length < 2 && (
        <Empty title="Not enough points for a line">
          It begins once totals were recorded twice with enough data for a comparison.
        </Empty>
      )}
      {points !== undefined && unit && points.length >= 2 && (
        <>
          <div className={styles.plot}>
            <HistoryPlot points={points} treatment={treatment} unit={unit} experiment={experiment} />
          </div>
          <details className={styles.details}>
            <summary>As a table</summary>
            <PointTable points={points} unit={unit} metric={experiment.metric} />
          </details>
        </>
      )}
    </Card>
  );
}

function PointTable({ points, unit, metric }: { points: Point[]; unit: LiftUnit; metric: Metric }) {
  return (
    <div className={table.scroll}>
      <table className={`${table.table} ${table.cards}`}>
        <thead>
          <tr>
            <th scope="col">Totals of</th>
            <th scope="col">Verdict</th>
            <th scope="col">Lift</th>
            <th scope="col">Interval</th>
            <th scope="col">{metric.kind === 'CONVERSION' ? 'Exposures' : 'Values'}</th>
          </tr>
        </thead>
        <tbody>
          {points.toReversed().map(({ asOf, verdict, lift, count }, index) => (
            <tr key={index}>
              <td>{exactTime(asOf)}</td>
              <td data-label="Verdict">
                <Verdict verdict={verdict} />
              </td>
              <td data-label="Lift">{liftText(lift.value, unit, metric)}</td>
              <td data-label="Interval">{intervalText(lift, unit, metric)}</td>
              <td data-label={metric.kind === 'CONVERSION' ? 'Exposures' : 'Values'}>{countText(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
