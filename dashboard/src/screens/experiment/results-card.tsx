import { Card } from '../../design/layout/card.tsx';
import table from '../../design/layout/table.module.css';
import { Time } from '../../design/text/time.tsx';
import { visible } from '../../design/text/visible.ts';
import { Verdict } from '../experiments/experiment-state.tsx';
import styles from './experiment.module.css';
import { LiftPlot, liftOf } from './lift-plot.tsx';
import {
  chanceText,
  intervalText,
  type LiftUnit,
  levelText,
  liftText,
  liftUnit,
  pValueText,
} from './numbers.ts';
import type { Experiment, Results, Treatment } from './parts.ts';

/** How each treatment compares with control: drawn, and as a table that says the same. */
export function ResultsCard({ experiment, results }: { experiment: Experiment; results: Results }) {
  const unit = liftUnit(results);
  const waiting = results.treatments.filter(({ notEnoughData }) => notEnoughData !== null);
  const compared = results.treatments.filter(({ notEnoughData }) => notEnoughData === null);
  return (
    <Card
      title={
        <>
          Lift over <span className="mono">{visible(experiment.control)}</span>
        </>
      }
      note={
        <>
          {visible(experiment.metric.name)}, as of <Time at={results.asOf} />
        </>
      }
    >
      {compared.length > 0 && (
        <div className={styles.lift}>
          <div className={styles.plot}>
            <LiftPlot experiment={experiment} results={results} unit={unit} />
          </div>
          <LiftTable experiment={experiment} treatments={compared} unit={unit} />
        </div>
      )}
      {waiting.map(({ variation, notEnoughData }) => (
        <p key={variation} className={styles.waiting}>
          <span className="mono">{visible(variation)}</span> <Verdict verdict="NOT_ENOUGH_DATA" />
          <span>{visible(notEnoughData?.explanation ?? '')}</span>
        </p>
      ))}
    </Card>
  );
}

interface LiftTableProps {
  experiment: Experiment;
  treatments: Treatment[];
  unit: LiftUnit;
}

function LiftTable({ experiment, treatments, unit }: LiftTableProps) {
  return (
    <div className={table.scroll}>
      <table className={`${table.table} ${table.cards}`}>
        <thead>
          <tr>
            <th scope="col">Treatment</th>
            <th scope="col">Verdict</th>
            <th scope="col">Lift</th>
            <th scope="col">{levelText(experiment.alpha)} interval</th>
            <th scope="col">p-value</th>
            <th scope="col">Chance to beat</th>
          </tr>
        </thead>
        <tbody>
          {treatments.map((treatment) => {
            const lift = liftOf(treatment, unit);
            return (
              <tr key={treatment.variation}>
                <td className="mono">{visible(treatment.variation)}</td>
                <td data-label="Verdict">
                  <Verdict verdict={treatment.verdict} />
                </td>
                <td data-label="Lift">
                  <b>{lift === null ? '–' : liftText(lift.value, unit, experiment.metric)}</b>
                </td>
                <td data-label="Interval" className={styles.nowrap}>
                  {lift === null ? '–' : intervalText(lift, unit, experiment.metric)}
                </td>
                <td data-label="p-value">{treatment.pValue === null ? '–' : pValueText(treatment.pValue)}</td>
                <td data-label="Chance to beat">
                  {treatment.chanceToBeatControl === null ? '–' : chanceText(treatment.chanceToBeatControl)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
