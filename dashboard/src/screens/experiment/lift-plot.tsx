import { cut, visible } from '../../design/text/visible.ts';
import styles from './lift-plot.module.css';
import { intervalText, type LiftUnit, levelText, liftText, tickText } from './numbers.ts';
import type { EstimateParts, Experiment, Results, Treatment } from './parts.ts';
import { scaleOf } from './scale.ts';

const ROW = 48;
const AXIS = 26;

interface LiftPlotProps {
  experiment: Experiment;
  results: Results;
  unit: LiftUnit;
}

/** The lift of each treatment with its interval, all on one line with one zero. Says the same as the table of results. */
export function LiftPlot({ experiment, results, unit }: LiftPlotProps) {
  const rows = results.treatments.flatMap((treatment) => {
    const lift = liftOf(treatment, unit);
    return lift === null ? [] : [{ treatment, lift }];
  });
  if (rows.length === 0) return null;
  const scale = scaleOf(rows.flatMap(({ lift }) => [lift.lower, lift.value, lift.upper]));
  const height = rows.length * ROW;
  const text = (value: number) => liftText(value, unit, experiment.metric);
  const said = rows.map(
    ({ treatment, lift }) =>
      `${visible(treatment.variation)} ${text(lift.value)}, from ${intervalText(lift, unit, experiment.metric)}`,
  );
  return (
    <svg
      className={styles.plot}
      height={height + AXIS}
      role="img"
      aria-label={`Lift compared with ${visible(experiment.control)}, with intervals of ${levelText(experiment.alpha)}: ${said.join('; ')}.`}
    >
      {scale.ticks.map((tick) => {
        const x = `${scale.toX(tick)}%`;
        return (
          <g key={tick}>
            <line className={tick === 0 ? styles.zero : styles.grid} x1={x} x2={x} y1={0} y2={height} />
            <text className={styles.tick} x={x} y={height + 17}>
              {tickText(tick, unit, experiment.metric)}
            </text>
          </g>
        );
      })}
      {rows.map(({ treatment, lift }, index) => (
        <Interval
          key={treatment.variation}
          treatment={treatment}
          lift={lift}
          y={index * ROW}
          toX={scale.toX}
          text={text}
        />
      ))}
    </svg>
  );
}

export function liftOf(treatment: Treatment, unit: LiftUnit): EstimateParts | null {
  return unit === 'relative' ? treatment.relativeLift : treatment.absoluteLift;
}

interface IntervalProps {
  treatment: Treatment;
  lift: EstimateParts;
  y: number;
  toX: (value: number) => number;
  text: (value: number) => string;
}

/** Its ends are upright strokes; the estimate has the shape of its verdict. */
function Interval({ treatment, lift, y, toX, text }: IntervalProps) {
  const middle = y + 31;
  const [lower, value, upper] = [toX(lift.lower), toX(lift.value), toX(lift.upper)];
  const tone = styles[treatment.verdict] ?? '';
  const { shown, hidden } = cut(visible(treatment.variation), 40);
  return (
    <g className={tone}>
      <text className={styles.name} x="0" y={y + 15}>
        {shown}
        {hidden > 0 && '…'} <tspan className={styles.value}>{text(lift.value)}</tspan>
      </text>
      <line className={styles.span} x1={`${lower}%`} x2={`${upper}%`} y1={middle} y2={middle} />
      {[lower, upper].map((end, index) => (
        <line
          key={index}
          className={styles.end}
          x1={`${end}%`}
          x2={`${end}%`}
          y1={middle - 7}
          y2={middle + 7}
        />
      ))}
      <svg x={`${value}%`} y={middle} className={styles.mark} aria-hidden="true">
        <Mark verdict={treatment.verdict} />
      </svg>
    </g>
  );
}

function Mark({ verdict }: { verdict: Treatment['verdict'] }) {
  if (verdict === 'BETTER') return <path d="M0 -7 L7 0 L0 7 L-7 0 Z" />;
  if (verdict === 'WORSE') return <path d="M-5.5 -5.5 H5.5 V5.5 H-5.5 Z" />;
  return <circle r="5.5" />;
}
