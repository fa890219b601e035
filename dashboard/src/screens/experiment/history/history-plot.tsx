import { exactTime } from '../../../design/text/time.tsx';
import { visible } from '../../../design/text/visible.ts';
import { intervalText, type LiftUnit, liftText, tickText } from '../numbers.ts';
import type { Experiment } from '../parts.ts';
import { scaleOf } from '../scale.ts';
import styles from './history.module.css';
import type { Point } from './points.ts';

const WIDTH = 1000;
const HEIGHT = 180;
const DAY = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' });
const HOUR = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const DAY_MS = 86_400_000;

interface HistoryPlotProps {
  points: Point[];
  treatment: string;
  unit: LiftUnit;
  experiment: Experiment;
}

/** The estimate as a line within the band of its interval. Says the same as the table below it. */
export function HistoryPlot({ points, treatment, unit, experiment }: HistoryPlotProps) {
  const { metric, control } = experiment;
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return null;
  const scale = scaleOf(points.flatMap(({ lift }) => [lift.lower, lift.upper]));
  const y = (value: number) => ((100 - scale.toX(value)) / 100) * HEIGHT;
  const [start, end] = [Date.parse(first.asOf), Date.parse(last.asOf)];
  const x = (at: string) => ((Date.parse(at) - start) / Math.max(1, end - start)) * WIDTH;
  const line = points.map(({ asOf, lift }) => `${x(asOf)},${y(lift.value)}`).join(' ');
  const upper = points.map(({ asOf, lift }) => `${x(asOf)},${y(lift.upper)}`);
  const lower = points.map(({ asOf, lift }) => `${x(asOf)},${y(lift.lower)}`).toReversed();
  const format = end - start < 2 * DAY_MS ? HOUR : DAY;
  return (
    <figure className={styles.figure}>
      <div className={styles.ticks} aria-hidden="true">
        {scale.ticks.map((tick) => (
          <span key={tick} style={{ top: `${(y(tick) / HEIGHT) * 100}%` }}>
            {tickText(tick, unit, metric)}
          </span>
        ))}
      </div>
      <svg
        className={styles.chart}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Lift of ${visible(treatment)} over ${visible(control)}: ${liftText(first.lift.value, unit, metric)} at ${exactTime(first.asOf)}, ${liftText(last.lift.value, unit, metric)}, from ${intervalText(last.lift, unit, metric)}, at ${exactTime(last.asOf)}.`}
      >
        <polygon className={styles.band} points={[...upper, ...lower].join(' ')} />
        {scale.ticks.map((tick) => (
          <line
            key={tick}
            className={tick === 0 ? styles.zero : styles.grid}
            x1={0}
            x2={WIDTH}
            y1={y(tick)}
            y2={y(tick)}
          />
        ))}
        <polyline className={styles.line} points={line} />
      </svg>
      <div className={styles.times} aria-hidden="true">
        <span>{format.format(start)}</span>
        <span>{format.format(end)}</span>
      </div>
    </figure>
  );
}
